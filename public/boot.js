// Starts the app. Loaded as a file because the page's policy allows no inline script.
const { js, wasm } = document.currentScript?.dataset ?? document.querySelector('script[data-wasm]').dataset;
const app = await import(js);
await app.default({ module_or_path: wasm });
