// Papers and portraits: photos taken, cut, made straight and even, judged at once, put together.
import { Asking } from "./asking.js";
import { cornersOn } from "./corners.js";
import { openDialog } from "./dialog.js";
import { icon, make, styled } from "./elements.js";
import { words } from "./texts.js";

/** Pixels of the longer side: a photo as it is looked at, a page as it is sent (readable when printed on A4). */
const PHOTO_SIDE = 2400;
const PAGE_SIDE = 1800;
/** 4 by 6 centimetres at 300 pixels an inch, with room to spare. */
const PORTRAIT_SIDE = 900;
const PORTRAIT = 4 / 6;
const MOST_PAGES = 12;

/**
 * Cuts `photo`, a Blob, as `kind` `paper` or `portrait` says. Resolves with a File called `name`, or `null` when the person
 * closed it. Rejects when the worker cannot be had: then the photo is good enough as it is.
 */
export async function capture(kind, name, photo) {
  await styled();
  const asking = new Asking();
  await asking.ask("ready").catch((error) => {
    asking.close();
    throw error;
  });
  return new Promise((resolve) => new Screen(kind, name, asking, resolve).open(photo));
}

class Screen {
  #pages = [];
  #addresses = [];

  constructor(kind, name, asking, done) {
    Object.assign(this, { kind, name, asking, done });
    this.text = words();
  }

  open(photo) {
    const { text } = this;
    const title = this.kind === "portrait" ? text.portraitTitle : text.paperTitle;
    Object.assign(this, openDialog(title, text, () => this.finish(null)));
    this.#crop(photo);
  }

  /** The way to a photo, and the pages there are. */
  #ask() {
    const { text } = this;
    const number = this.#pages.length + 1;
    const isPortrait = this.kind === "portrait";
    const mayAdd = this.#pages.length < MOST_PAGES && !(isPortrait && this.#pages.length);
    const take = this.#pages.length ? text.addPage : isPortrait ? text.takePortrait : text.takePage.replace("{number}", "1");
    this.body.replaceChildren(...[
      make("p", {}, isPortrait ? text.portraitHelp : text.paperHelp),
      this.#pages.length > 0 && make("ol", { class: "scan-pages" }, ...this.#pages.map((page, i) => this.#thumb(page, i))),
      this.#pages.length > 0 &&
        make("button", { type: "button", class: "button button-primary button-wide", "data-action": "use-pages", onclick: () => this.#deliver() }, text.finish),
      mayAdd && this.#chooser(take, "environment", number),
      mayAdd && this.#chooser(text.choosePage, null, number),
      make("p", { class: "soft small" }, text.onPhone),
    ].filter(Boolean));
  }

  #thumb(page, i) {
    const { text } = this;
    const number = (words) => words.replace("{number}", String(i + 1));
    return make("li", {},
      make("img", { src: this.#address(page.blob), alt: number(text.preview), width: page.width, height: page.height }),
      page.fault && make("p", { class: "field-warning" }, text[page.fault]),
      make("button", { type: "button", class: "button button-quiet", onclick: () => {
        this.#pages.splice(i, 1);
        this.#ask();
      } }, icon("remove"), number(text.dropPage)));
  }

  #chooser(label, source, number) {
    const input = make("input", { class: "file-input", type: "file", accept: "image/*", capture: source, "data-page": number, "data-from": source ?? "file" });
    input.addEventListener("change", () => input.files[0] && this.#crop(input.files[0]));
    return make("label", { class: "button file-button" }, input, icon(source ? "camera" : "picture"), label);
  }

  /** Shows the photo with handles, and what is wrong with it while the paper still lies there. */
  async #crop(file) {
    const { text } = this;
    this.#say(text.working);
    let photo;
    try {
      photo = await this.asking.ask("photo", { file, longest: PHOTO_SIDE });
    } catch {
      this.#say(text.pageFailed);
      return;
    }
    const isPortrait = this.kind === "portrait";
    const shown = make("img", { src: this.#address(file), alt: "", class: "scan-photo", width: photo.width, height: photo.height });
    const proportion = isPortrait && (PORTRAIT * photo.height) / photo.width;
    const corners = cornersOn(shown, isPortrait ? middle(proportion) : photo.corners, text, { proportion });
    const cutting = (name, words, look, goOn) => {
      const button = make("button", { type: "button", class: `button ${look} button-wide`, "data-action": name }, words);
      button.addEventListener("click", () => this.#cut(photo, corners.corners(), button, goOn));
      return button;
    };
    const cut = cutting("cut", text.usePage, "button-primary", () => this.#deliver());
    const more = !isPortrait && this.#pages.length < MOST_PAGES - 1 && cutting("cut-more", text.useAndAdd, "", () => this.#ask());
    const again = make("button", { type: "button", class: "button button-wide", "data-action": "retake", onclick: () => (this.#say(""), this.#ask()) }, text.retake);
    this.body.replaceChildren(
      ...(photo.fault ? [make("p", { class: "notice notice-warning", "data-fault": photo.fault }, text[photo.fault])] : []),
      make("p", {}, isPortrait ? text.cropPortrait : text.cropPaper),
      corners.element,
      make("p", { id: "scan-corner-help", class: "unseen" }, text.cornerHelp),
      // What is better to do stands first.
      ...(photo.fault ? [again, cut, more] : [cut, more, again]).filter(Boolean),
    );
    this.#say(photo.fault ? text[photo.fault] : text.clear);
  }

  async #cut(photo, corners, button, goOn) {
    button.setAttribute("aria-busy", "true");
    this.#say(this.text.working);
    try {
      const isPortrait = this.kind === "portrait";
      const page = await this.asking.ask("cut", { corners, longest: isPortrait ? PORTRAIT_SIDE : PAGE_SIDE, kind: this.kind });
      this.#pages.push({ ...page, fault: photo.fault });
      this.#say("");
      await goOn();
    } catch {
      button.removeAttribute("aria-busy");
      this.#say(this.text.pageFailed);
    }
  }

  /** One page is a picture, several are a PDF. */
  async #deliver() {
    const [first, ...more] = this.#pages;
    try {
      const blob = more.length ? await this.asking.ask("pdf", { pages: this.#pages }) : first.blob;
      const ending = more.length ? "pdf" : "jpg";
      this.finish(new File([blob], `${this.name}.${ending}`, { type: blob.type }));
    } catch {
      this.#say(this.text.pageFailed);
    }
  }

  #say(words) {
    if (this.status.textContent !== words) this.status.textContent = words;
  }

  #address(blob) {
    const address = URL.createObjectURL(blob);
    this.#addresses.push(address);
    return address;
  }

  finish(result) {
    if (!this.done) return;
    const { done } = this;
    this.done = null;
    this.leaving.abort();
    this.asking.close();
    this.#addresses.forEach((address) => URL.revokeObjectURL(address));
    this.dialog.close();
    this.dialog.remove();
    done(result);
  }
}

/** A rectangle of the portrait's proportion in the middle of the photo, as large as fits. */
function middle(proportion) {
  const width = Math.min(0.9, 0.9 * proportion);
  const height = width / proportion;
  const [left, top] = [(1 - width) / 2, (1 - height) / 2];
  return [left, top, left + width, top, left + width, top + height, left, top + height];
}
