// What the server gives instead of the service worker when its setting SERVICE_WORKER is false: phones drop the program
// they keep and get every file from the server again. Drafts, papers and receipts are not in these caches and stay.

addEventListener("install", () => skipWaiting());

addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
  await registration.unregister();
}
