// The service worker of the app: it opens without a network, and everything but sending works. scripts/worker.mjs puts
// the parts of this folder together, with the names and hashes of the files that were built.

addEventListener("install", (event) => event.waitUntil(install()));

// Takes over when the pages say so (public/offline.js), or when none is open; the first one of all at once.
addEventListener("activate", (event) => event.waitUntil(retire().then(() => clients.claim())));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (ROUTES.test(pathname)) event.respondWith(page(request));
  } else if (PUBLIC.test(pathname)) {
    event.respondWith(catalog(event, pathname));
  } else if (TODAY.test(pathname)) {
    event.respondWith(today(event, TODAY.exec(pathname)));
  } else if (FILES[pathname] || (isHashed(pathname) && !pathname.startsWith("/api/"))) {
    event.respondWith(file(request, pathname));
  }
});

addEventListener("message", (event) => {
  const work = { "take over": skipWaiting.bind(self), mend, fill, tell }[event.data];
  if (work) event.waitUntil(work());
});

// The browser has a signal again: an open page sends what waits, for only it has the keys to what is sealed.
addEventListener("sync", (event) => event.waitUntil(call("flush")));

async function call(message) {
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const one of pages) one.postMessage(message);
}

/** Everything that is kept, and what is still missing: names of files and addresses. */
async function missing() {
  const paths = await everything();
  const programs = { ...FIRST, ...REST, ...LATER };
  const keys = await Promise.all([own(), caches.open(CATALOG)].map(async (cache) => (await cache).keys()));
  const here = new Set(keys.flat().map((request) => request.url.slice(location.origin.length)));
  const files = Object.keys(programs);
  return {
    paths,
    files: files.filter((path) => !here.has(keyOf(path))),
    answers: paths.filter((path) => !here.has(path)),
    of: files.length + paths.length,
  };
}

/** Tells the pages how much of all that is needed without a network is here: `{ have, of }`. */
async function tell() {
  const { files, answers, of } = await missing();
  await call({ have: of - files.length - answers.length, of });
}

let filling;

/** Fetches what is missing, one after the other, so that nothing the person waits for has to wait longer. */
function fill() {
  filling ??= fillUp().finally(() => (filling = undefined));
  return filling.catch(tell).catch(() => undefined);
}

async function fillUp() {
  const { paths, files, answers, of } = await missing();
  const cache = await own();
  let left = files.length + answers.length;
  const isHere = () => call({ have: of - --left, of });
  for (const path of files.filter((path) => !LATER[path])) await bring(path, cache).then(isHere);
  await cache.put(READY, new Response("whole"));
  for (const path of answers) {
    if (!(await ask(path)).ok) throw new Error(path);
    await isHere();
  }
  for (const path of files.filter((path) => LATER[path])) await bring(path, cache).then(isHere);
  await prune(paths);
  await tell();
}
