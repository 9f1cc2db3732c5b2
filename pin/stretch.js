// From the page to the worker: one question, one worker, gone after the answer with all it had in memory.

/** The key's 32 bytes and how many milliseconds it took; rejects when this phone cannot. */
export function stretch(secret, salt, memory, passes) {
  const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
  return new Promise((resolve, reject) => {
    worker.addEventListener("message", ({ data }) => (data ? resolve(data) : reject(new Error("no key"))));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      reject(new Error(event.message || "worker"));
    });
    worker.postMessage({ secret, salt, memory, passes });
  }).finally(() => worker.terminate());
}
