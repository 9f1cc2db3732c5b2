// What everybody may read: the services, their guides and forms, the code lists. Nothing personal is ever kept here: all
// other addresses of the API go to the server untouched.

const CATALOG = "catalog";
const SERVICES = "/api/v1/services";
const PUBLIC = /^\/api\/v1\/(?:services(?:\/[a-z0-9-]+(?:\/definitions\/[0-9a-f]{16})?)?|reference\/[a-z-]+)$/;
const DEFINITION = /\/definitions\//;
/** A service's form as it is today; the server answers with the address of its version. */
const TODAY = /^\/api\/v1\/services\/([a-z0-9-]+)\/definition$/;
/** What is older is shown only when the server does not answer in time. In milliseconds. */
const DAY = 86_400_000;
const PATIENCE = 3_000;
/** A form that a draft may still be filled in with. */
const LONGEST = 200 * DAY;

const ageOf = (answer) => Date.now() - Date.parse(answer.headers.get("date") ?? "1970-01-01");

/** Asks the server and keeps what it says. A network that wants a log-in answers with a page: that is not kept. */
async function ask(path) {
  const answer = await fetch(path);
  const isOurs = !answer.redirected && answer.headers.get("content-type")?.startsWith("application/json");
  if (answer.ok && isOurs) await (await caches.open(CATALOG)).put(path, answer.clone());
  return answer;
}

async function catalog(event, path) {
  const kept = await caches.match(path, { cacheName: CATALOG });
  // Its address names its content.
  if (kept && DEFINITION.test(path)) return kept;
  const asked = ask(path);
  if (!kept) return asked;
  // The worker must live until the newer one is kept; when none comes, the older one was shown already.
  event.waitUntil(asked.catch(() => undefined));
  if (ageOf(kept) < DAY) return kept;
  const tooLong = new Promise((done) => setTimeout(done, PATIENCE));
  const answer = await Promise.race([asked, tooLong]).catch(() => undefined);
  return answer?.ok ? answer : kept;
}

/** The form that the kept list of services names, without asking; the server's answer when either is not here. */
async function today(event, [, slug]) {
  if (await caches.match(SERVICES, { cacheName: CATALOG })) {
    const { services } = await (await catalog(event, SERVICES)).json();
    const version = services.find((one) => one.slug === slug)?.version;
    const kept = await caches.match(`${SERVICES}/${slug}/definitions/${version}`, { cacheName: CATALOG });
    if (kept) return kept;
  }
  return fetch(event.request);
}

/** Addresses of everything a form needs; throws when the services themselves cannot be had. */
async function everything() {
  const kept = await caches.match(SERVICES, { cacheName: CATALOG });
  const index = await (kept ?? (await ask(SERVICES))).json();
  const ofServices = index.services.flatMap(({ slug, version }) => [
    `${SERVICES}/${slug}`,
    `${SERVICES}/${slug}/definitions/${version}`,
  ]);
  return [SERVICES, ...LISTS.map((list) => `/api/v1/reference/${list}`), ...ofServices];
}

/** Removes forms that nobody has asked for in half a year, unless they are in use. */
async function prune(inUse) {
  const cache = await caches.open(CATALOG);
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (!DEFINITION.test(pathname) || inUse.includes(pathname)) continue;
    const kept = await cache.match(request);
    if (kept && ageOf(kept) > LONGEST) await cache.delete(request);
  }
}
