// Makes keys of PINs, so that the page stays alive meanwhile.
import init, { stretch } from "./stretcher.js";

const ready = init();

addEventListener("message", async ({ data: { secret, salt, memory, passes } }) => {
  try {
    await ready;
    const begin = performance.now();
    const key = stretch(secret, salt, memory, passes);
    postMessage(key ? { key, took: Math.round(performance.now() - begin) } : null);
  } catch {
    // Out of memory: the module traps.
    postMessage(null);
  }
});
