// The dialog around everything that is scanned: a title, a way out, a place for the step and one for what is said.
import { icon, make } from "./elements.js";

/**
 * Opens the dialog. `onclose` runs when it closes by whatever way, leaving the screen included; `leaving` ends its listeners:
 * abort it, then remove the dialog.
 */
export function openDialog(title, text, onclose) {
  const status = make("p", { class: "scan-status", role: "status" });
  const body = make("div", { class: "stack" });
  const close = make("button", { type: "button", class: "button button-quiet", "aria-label": text.close, onclick: () => dialog.close() }, icon("close"));
  const dialog = make("dialog", { id: "scan", class: "dialog scan", "aria-labelledby": "scan-title", onclose },
    make("div", { class: "dialog-top" }, make("h2", { id: "scan-title" }, title), close), body, status);
  document.body.append(dialog);
  dialog.showModal();
  const leaving = new AbortController();
  addEventListener("popstate", () => dialog.close(), { signal: leaving.signal });
  return { dialog, body, status, leaving };
}
