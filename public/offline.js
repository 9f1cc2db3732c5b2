// After the start: the service worker (worker/), its updates, and the truth about the network. Speaks to the program by
// attributes of <html> and events of the window with the same name: src/browser/offline.rs is the other side.

const root = document.documentElement;
const worker = navigator.serviceWorker;

function tell(name, value) {
  if (root.dataset[name] === value) return;
  root.dataset[name] = value;
  dispatchEvent(new Event(name));
}

// The network. The browser's own `onLine` knows only of a cable or a mast; an answer of our server is proof.

const PROBE = "/api/v1/probe?nonce=";
const SERVICE = "nop-ho-so";
/** In milliseconds: for one answer; between two looks while there is none. */
const PATIENCE = 8_000;
const SHORTEST = 5_000;
const LONGEST = 60_000;

/** "online"; "portal": somebody else answers; "busy": our server is not well; "offline": nobody answers. */
async function network() {
  // Nobody who has not understood the question can repeat it.
  const nonce = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(PROBE + nonce, { cache: "no-store", credentials: "omit", redirect: "manual", signal });
    const said = answer.ok ? await answer.json().catch(() => undefined) : undefined;
    if (said?.service === SERVICE && said.nonce === nonce) return "online";
    const isGateway = answer.status >= 500 && answer.status !== 511;
    return isGateway ? "busy" : "portal";
  } catch {
    return "offline";
  }
}

let pause = SHORTEST;
let next;
let asking;

async function look() {
  clearTimeout(next);
  asking ??= network();
  const state = await asking;
  asking = undefined;
  tell("network", state);
  pause = state === "online" ? SHORTEST : Math.min(pause * 2, LONGEST);
  clearTimeout(next);
  if (state !== "online") next = setTimeout(look, pause);
}

for (const event of ["online", "offline", "network-doubt"]) addEventListener(event, look);
const onReturn = (work) => document.addEventListener("visibilitychange", () => document.hidden || work());
onReturn(look);
look();

// The browser's own way to put the app on the home screen, kept until somebody asks for it (src/pages/install.rs).

let offer;
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  offer = event;
  tell("install", "ready");
});
addEventListener("install-now", () => offer?.prompt());
addEventListener("appinstalled", () => tell("install", "done"));

// The worker. There is none on a plain http address and in some private windows.

/** A page asks for a newer version when it comes to the front, at most so often; while one waits, whether it may begin. */
const HOUR = 3_600_000;
const MINUTE = 60_000;
/** Nothing else should be under way when the rest is fetched. */
const SETTLED = 5_000;

/** Whether somebody is at a form or something is being sent, in any tab: they hold locks of these names. */
async function isAtWork() {
  const { held } = await navigator.locks.query();
  return held.some(({ name }) => /^nhs\.(draft|send)/.test(name));
}

async function start() {
  const registration = await worker.register("/sw.js", { updateViaCache: "none" });
  let hasOne = worker.controller !== null;
  let isWanted = false;

  // Begins when nobody is at a form; else the form says that there is a new version, and asks.
  async function consider() {
    if (!registration.waiting || !worker.controller) return;
    if (!isWanted && (await isAtWork())) tell("update", "waiting");
    else registration.waiting?.postMessage("take over");
  }
  const watch = () => registration.installing?.addEventListener("statechange", consider);
  registration.addEventListener("updatefound", watch);
  // The browser may have found one while this page was still loading.
  watch();
  // The program has kept the draft and asks for the new version.
  addEventListener("update-now", () => {
    isWanted = true;
    if (registration.waiting) consider();
    else location.reload();
  });
  worker.addEventListener("controllerchange", () => {
    if (isWanted) location.reload();
    // Taken over from another tab: this page goes on as it is, its other pieces are kept.
    else if (hasOne) tell("update", "done");
    hasOne = true;
  });
  document.addEventListener("visibilitychange", async () => {
    // A page left open for weeks becomes the new one while nobody looks, where nothing can be lost by it.
    const isIdle = document.hidden && location.pathname === "/" && root.dataset.update === "done";
    if (isIdle && !(await isAtWork())) location.reload();
  });
  consider();
  setInterval(consider, MINUTE);
  onReturn(consider);

  let asked = Date.now();
  const askAgain = () => {
    if (Date.now() - asked < HOUR) return;
    asked = Date.now();
    // Without a network there is no newer one.
    registration.update().catch(() => undefined);
  };
  onReturn(askAgain);
  // The server says that this version is soon too old for it (src/api.rs).
  addEventListener("outdated", askAgain);

  worker.addEventListener("message", ({ data }) => {
    if (data === "flush") dispatchEvent(new Event("flush"));
    else if (data.of) tell("kept", data.have === data.of ? "all" : `${data.have}/${data.of}`);
  });
  const say = async (what) => (await worker.ready).active.postMessage(what);
  addEventListener("fill-now", () => say("fill"));
  // A bonus, where the browser has it: it wakes this page.
  addEventListener("outbox-waits", () => registration.sync?.register("outbox").catch(() => undefined));
  setTimeout(async () => {
    await say("mend");
    await say(navigator.connection?.saveData ? "tell" : "fill");
  }, SETTLED);
}

if (worker) start().catch((error) => console.warn(error));
