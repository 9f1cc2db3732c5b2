// Starts the app, and speaks when it cannot start or has broken down.
// The build puts it into the page (scripts/page.mjs). It never changes the address or the stored data.

const TEXTS = {
  vi: {
    failTitle: "Chưa mở được ứng dụng",
    failText: "Có thể mạng đang yếu. Những gì bạn đã điền trước đây vẫn còn trên máy này.",
    oldText: "Trình duyệt này quá cũ. Hãy cập nhật trình duyệt, hoặc mở bằng Chrome, Firefox hay Safari bản mới.",
    brokenTitle: "Ứng dụng vừa gặp lỗi",
    brokenText: "Những gì bạn đã điền vẫn được giữ trên máy này. Hãy mở lại để làm tiếp từ chỗ đang dở.",
    reload: "Mở lại",
    home: "Về trang chủ",
  },
  en: {
    failTitle: "The app could not be opened",
    failText: "The connection may be weak. What you filled in before is still on this phone.",
    oldText: "This browser is too old. Please update it, or use a recent Chrome, Firefox or Safari.",
    brokenTitle: "The app has run into an error",
    brokenText: "What you have filled in is kept on this phone. Open it again to go on where you were.",
    reload: "Open again",
    home: "To the home page",
  },
};

const { js, wasm, scan, pin } = document.querySelector("script[data-wasm]").dataset;

const root = document.documentElement;

// No text ever becomes markup or a script here: those sinks have no function in this policy and are refused.
globalThis.trustedTypes?.createPolicy("default", {
  // The workers: the scanner's, the one for PINs, and the app's own.
  createScriptURL(address) {
    const known = [`${scan}worker.js`, `${pin}worker.js`, "/sw.js"].map((path) => new URL(path, location.origin).href);
    if (known.includes(new URL(address, location.origin).href)) return address;
    throw new TypeError(`Refused as a script: ${address}`);
  },
});

function show(title, text) {
  const words = TEXTS[root.lang] ?? TEXTS.vi;
  const make = (name, content, attributes = {}) => {
    const element = document.createElement(name);
    element.textContent = content;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const page = make("main", "", { class: "boot", role: "alert", tabindex: "-1", "data-broken": "true" });
  const reload = make("button", words.reload, { type: "button", class: "button button-primary button-wide" });
  reload.addEventListener("click", () => location.reload());
  page.append(
    make("h1", words[title]),
    make("p", words[text]),
    reload,
    make("a", words.home, { href: "/", class: "button button-wide" }),
  );
  document.body.replaceChildren(page);
  document.title = words[title];
  page.focus();
}

// Once broken, the program's memory cannot be trusted: nothing of it may run again before a reload.
let isBroken = false;
function breakDown() {
  if (!isBroken) {
    isBroken = true;
    show("brokenTitle", "brokenText");
  }
}
addEventListener("app-panic", breakDown);
addEventListener("error", ({ error }) => error instanceof WebAssembly.RuntimeError && breakDown());
addEventListener("unhandledrejection", ({ reason }) => reason instanceof WebAssembly.RuntimeError && breakDown());

// Fetched when somebody scans (src/browser/scanner.rs).
globalThis.scanner = { load: () => import(`${scan}scan.js`) };
// Fetched when somebody has a PIN (src/browser/pin.rs).
globalThis.stretcher = { load: () => import(`${pin}stretch.js`) };

// What works without a network; the app works without it as long as there is one.
const bringOffline = () =>
  import("/offline.js").catch(() => addEventListener("online", bringOffline, { once: true }));

const isComplete = new Promise((resolve) => {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", resolve, { once: true });
  else resolve();
});

if (typeof WebAssembly === "object") {
  try {
    const [app] = await Promise.all([import(js), isComplete]);
    // A page that was not put together by scripts/page.mjs begins here.
    await app.default({ module_or_path: globalThis.program ?? wasm });
    // When the first screen is there; at once where the service worker has it.
    setTimeout(bringOffline, navigator.serviceWorker?.controller ? 0 : 3_000);
  } catch (error) {
    console.error(error);
    if (!isBroken) show("failTitle", "failText");
  }
} else {
  show("failTitle", "oldText");
}
