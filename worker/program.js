// The program in this phone's cache. A file is kept under its address and the hash of its content, so that two versions
// stand side by side: `/boot.js?0123456789abcdef`. What was fetched for an install that broke off is there for the next.

/** Caches of versions begin with this. */
const PROGRAM = "program-";
/** In a version's cache when its first files are all there: says "whole" when the others are too. */
const READY = "/ready";
const PAGE = "/index.html";
const FILES = { ...FIRST, ...REST, ...LATER };

const own = () => caches.open(PROGRAM + BUILD);
const keyOf = (path) => `${path}?${FILES[path]}`;
const isHashed = (path) => /-[0-9a-f]{13,16}[/._]/.test(path);
/** Somebody who pays for every byte gets only what is asked for. */
const savesData = () => navigator.connection?.saveData === true;

async function hashOf(answer) {
  const hash = await crypto.subtle.digest("SHA-256", await answer.arrayBuffer());
  return Array.from(new Uint8Array(hash, 0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The file as this version knows it; throws when the server has another one or none. */
async function fetched(path) {
  // The page has just downloaded what has a hash in its name; a log-in page of some network may be kept under it too.
  for (const cache of [isHashed(path) ? "default" : "no-cache", "reload"]) {
    const answer = await fetch(path, { cache, credentials: "omit", redirect: "error" });
    if (answer.ok && (await hashOf(answer.clone())) === FILES[path]) return answer;
  }
  throw new Error(`${path} is not the one of ${BUILD}`);
}

/** Sees to it that a file is in the cache of this version. */
async function bring(path, cache) {
  const key = keyOf(path);
  if (await cache.match(key)) return;
  // The headers of the page are the app's policy, and may have changed with the server: always the server's own.
  const kept = path === PAGE ? undefined : await caches.match(key);
  await cache.put(key, kept ?? (await fetched(path)));
}

async function stateOf(name) {
  const ready = await (await caches.open(name)).match(READY);
  return ready?.text();
}

/** Names of the caches of other versions, the oldest first. */
const others = async () => (await caches.keys()).filter((name) => name.startsWith(PROGRAM) && name !== PROGRAM + BUILD);

// What the page has just downloaded as one file is not downloaded again as several. A browser that does not tell what it
// keeps, or keeps it no more, fetches them.
async function unpack(cache) {
  const bundle = await fetch(BUNDLE.path, { cache: "only-if-cached", mode: "same-origin" }).catch(() => undefined);
  if (!bundle?.ok) return;
  const all = await bundle.arrayBuffer();
  for (const [path, [from, to]] of Object.entries(BUNDLE.parts)) {
    const type = path.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
    const part = new Response(all.slice(from, to), { headers: { "content-type": type } });
    if ((await hashOf(part.clone())) === FILES[path]) await cache.put(keyOf(path), part);
  }
}

/** All of a version or nothing: when one file does not come, the browser goes on with the version before. */
async function install() {
  const cache = await own();
  await unpack(cache);
  await Promise.all(Object.keys(FIRST).map((path) => bring(path, cache)));
  const states = await Promise.all((await others()).map(stateOf));
  // A phone that works without a network now must do so after the update.
  const isWhole = !savesData() || states.includes("whole");
  if (isWhole) for (const path in REST) await bring(path, cache);
  await cache.put(READY, new Response(isWhole ? "whole" : "first"));
}

/** Keeps the version before: its pages may still be open, and fetch their other pieces when they need them. */
async function retire() {
  const names = await others();
  const states = await Promise.all(names.map(stateOf));
  const before = names.findLast((_, index) => states[index]);
  await Promise.all(names.filter((name) => name !== before).map((name) => caches.delete(name)));
}

/** Brings back what the browser has thrown away. */
async function mend() {
  const cache = await own();
  const paths = Object.keys((await stateOf(PROGRAM + BUILD)) === "whole" ? { ...FIRST, ...REST } : FIRST);
  for (const path of paths) await bring(path, cache).catch(() => giveUp(path, cache));
}

/** A version of which the server has a file no more is not begun again: the next start asks the server. */
async function giveUp(path, cache) {
  const answer = await fetch(path, { method: "HEAD", cache: "no-store" }).catch(() => undefined);
  if (answer?.status === 404) await cache.delete(keyOf(PAGE));
}

/** A file of this version, or of the one before. */
async function file(request, path) {
  const cache = await own();
  const kept = FILES[path]
    ? await caches.match(keyOf(path))
    : await caches.match(path, { ignoreSearch: true });
  if (kept) return kept;
  if (!FILES[path]) return fetch(request);
  try {
    const answer = await fetched(path);
    await cache.put(keyOf(path), answer.clone());
    return answer;
  } catch {
    await giveUp(path, cache);
    return fetch(request);
  }
}

/** The app's page, whatever its address. */
async function page(request) {
  const kept = await (await own()).match(keyOf(PAGE));
  if (kept) return kept;
  try {
    return await fetch(request);
  } catch (error) {
    const older = await caches.match(PAGE, { ignoreSearch: true });
    if (older) return older;
    throw error;
  }
}
