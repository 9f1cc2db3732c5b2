// The scanner's screen: a dialog with the live camera, a way out by photo, and what was read. Loaded when somebody scans.
import { Asking } from "./asking.js";
import { Camera, readPhoto } from "./camera.js";
import { review } from "./card.js";
import { openDialog } from "./dialog.js";
import { icon, make, styled } from "./elements.js";
import { words } from "./texts.js";

/** Unread for so long, the person is told what helps. */
const PATIENCE = 6_000;
/** A code that was refused is not refused again so soon. */
const REFUSED_FOR = 3_000;

/**
 * Scans. `request` is JSON, `{ want: "card", asked: [{ path, key, label, now }] }` or `{ want: "receipt" }`. Resolves with
 * JSON: `[[path, value], …]` to write, `{ code, secret }`, or `null` when the person closed it.
 */
export async function scan(request) {
  const { want, asked = [] } = JSON.parse(request);
  await styled();
  const result = await new Promise((resolve) => new Screen(want, asked, resolve).open());
  return JSON.stringify(result);
}

/** Cuts a photo of a paper or a portrait, and more pages if wanted: see `paper.js`, which is loaded only then. */
export async function capture(kind, name, photo) {
  const paper = await import("./paper.js");
  return paper.capture(kind, name, photo);
}

class Screen {
  constructor(want, asked, done) {
    Object.assign(this, { want, asked, done });
    this.text = words();
    this.asking = new Asking();
  }

  open() {
    const { text } = this;
    const title = this.want === "card" ? text.cardTitle : text.receiptTitle;
    Object.assign(this, openDialog(title, text, () => this.finish(null)));
    // Another screen, another app: nobody films on unseen.
    const once = { signal: this.leaving.signal };
    addEventListener("pagehide", () => this.dialog.close(), once);
    document.addEventListener("visibilitychange", () => (document.hidden ? this.camera?.close() : this.look()), once);
    // Fetched while the person aims.
    this.asking.ask("start").catch(() => this.say(text.broken));
    this.look();
  }

  say(words) {
    if (!this.isReviewing && this.status.textContent !== words) this.status.textContent = words;
  }

  /** Shows the camera and reads until something wanted is seen. */
  async look() {
    if (this.isReviewing) return;
    const { text } = this;
    this.camera?.close();
    const video = make("video", { class: "scan-video", playsinline: true, muted: true, "aria-hidden": "true" });
    video.muted = true;
    const camera = (this.camera = new Camera(video, this.asking));
    const torch = make("button", { type: "button", class: "button", hidden: true, "aria-pressed": "false" }, text.torch);
    torch.addEventListener("click", () => {
      const on = torch.getAttribute("aria-pressed") !== "true";
      camera.light(on).then(() => torch.setAttribute("aria-pressed", String(on)), () => (torch.hidden = true));
    });
    const view = make("div", { class: "scan-view", hidden: true }, video, make("div", { class: "scan-frame" }));
    this.body.replaceChildren(
      make("p", {}, this.want === "card" ? text.cardHelp : text.receiptHelp),
      view,
      torch,
      this.photoButton(text.takePhoto, true),
      this.photoButton(text.fromPhoto, false),
      make("p", { class: "soft small" }, text.onPhone),
    );
    this.say(text.opening);
    try {
      await camera.open();
    } catch (error) {
      if (this.camera === camera) this.say(error.name === "NotAllowedError" ? text.denied : text.noCamera);
      return;
    }
    if (this.camera !== camera) return camera.close();
    view.hidden = false;
    torch.hidden = !camera.hasTorch;
    this.dialog.dataset.live = "true";
    this.say(text.looking);
    const slow = setTimeout(() => this.say(text.closer), PATIENCE);
    let refused = { text: "", until: 0 };
    try {
      for await (const seen of camera.texts()) {
        if (seen === refused.text && performance.now() < refused.until) continue;
        refused = { text: seen, until: performance.now() + REFUSED_FOR };
        if (await this.take(seen)) break;
      }
    } catch {
      this.say(text.broken);
    } finally {
      clearTimeout(slow);
    }
  }

  photoButton(words, fromCamera) {
    const input = make("input", { class: "file-input", type: "file", accept: "image/*", capture: fromCamera && "environment", "data-scan-photo": fromCamera ? "camera" : "file" });
    input.addEventListener("change", async () => {
      const [file] = input.files;
      if (!file) return;
      this.say(this.text.reading);
      try {
        const seen = await readPhoto(file, this.asking);
        if (!seen || !(await this.take(seen))) this.say(seen ? this.status.textContent : this.text.noCode);
      } catch (error) {
        this.say(error.name === "InvalidStateError" || error.name === "EncodingError" ? this.text.noPicture : this.text.broken);
      }
      input.value = "";
    });
    return make("label", { class: "button file-button" }, input, icon(fromCamera ? "camera" : "file"), words);
  }

  /** Uses the text of a code, or says why not; whether it was used. */
  async take(seen) {
    const { text } = this;
    const said = await this.asking.ask("understand", { text: seen });
    if (this.isReviewing) return true;
    if (this.want === "receipt") {
      if (said.kind !== "receipt") {
        this.say(said.kind === "card" ? text.card : text.notReceipt);
        return false;
      }
      this.finish({ code: said.code, secret: said.secret });
      return true;
    }
    if (said.kind !== "card") {
      this.say(text[said.kind]);
      return false;
    }
    this.camera.close();
    this.say("");
    this.isReviewing = true;
    navigator.vibrate?.(60);
    delete this.dialog.dataset.live;
    review(this.body, said, this.asked).then((taken) => {
      this.isReviewing = false;
      if (taken) this.finish(taken);
      else this.look();
    });
    return true;
  }

  /** Once: lets go of camera and worker, and answers. */
  finish(result) {
    if (!this.done) return;
    const { done } = this;
    this.done = null;
    this.leaving.abort();
    this.camera?.close();
    this.camera = null;
    this.asking.close();
    this.dialog.close();
    this.dialog.remove();
    done(result);
  }
}
