// The scanner's worker: holds the wasm module and answers one question after the other.
import init, * as scanner from "./scanner.js";

/** Fetched once; a failed fetch is tried again with the next question. */
let started;
const start = () => (started ??= init({ module_or_path: new URL("scanner_bg.wasm", import.meta.url) }).catch((error) => {
  started = undefined;
  throw error;
}));

/** The places of today and of before July 2025, in the lines that the module reads; without a network there are none. */
let lists;
async function places() {
  if (lists) return lists;
  const list = async (name) => {
    const answer = await fetch(`/api/v1/reference/${name}`);
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.json();
  };
  try {
    const [provinces, communes, former] = await Promise.all(["provinces", "communes", "former-communes"].map(list));
    const lines = (rows, row) => rows.map((each) => row(each).join("\t")).join("\n");
    lists = new scanner.Lists(
      lines(provinces, (p) => [p.code, p.name]),
      lines(communes, (c) => [c.code, c.name, c.province]),
      lines(former, (f) => [f.name, f.district, f.to.join(",")]),
    );
    return lists;
  } catch {
    return new scanner.Lists("", "", "");
  }
}

/** `key TAB value` lines as an object; `commune` and `maybe` may come several times. */
function parts(lines) {
  const said = { commune: [], maybe: [] };
  for (const line of lines.split("\n").filter(Boolean)) {
    const [key, value] = line.split("\t");
    if (Array.isArray(said[key])) said[key].push(value);
    else said[key] = value;
  }
  return said;
}

const answers = {
  /** Fetches what will be needed while somebody still aims. */
  async start() {
    await places();
  },
  /** Answers as soon as the module is there. */
  ready: () => true,
  code: ({ pixels, width, height, way }) => scanner.read_code(pixels, width, height, way),
  async understand({ text }) {
    return parts(scanner.understand(text.normalize("NFC"), await places()));
  },
};

/** JPEG qualities to try, best first, until a page is small enough for a slow network. */
const QUALITIES = [0.85, 0.75, 0.6, 0.45];
const LARGEST_PAGE = 1_400_000;

/** Draws the pixels and encodes them; what a camera wrote into the file besides the picture is not among them. */
async function jpeg(pixels, width, height) {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d").putImageData(new ImageData(new Uint8ClampedArray(pixels.buffer, pixels.byteOffset, pixels.byteLength), width, height), 0, 0);
  let blob;
  for (const quality of QUALITIES) {
    blob = await canvas.convertToBlob({ type: "image/jpeg", quality });
    if (blob.size <= LARGEST_PAGE) break;
  }
  return blob;
}

/** The pixels of a picture file, upright, no side longer than `longest`. */
async function open(file, longest) {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [Math.max(1, Math.round(bitmap.width * scale)), Math.max(1, Math.round(bitmap.height * scale))];
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return { pixels: context.getImageData(0, 0, width, height).data, width, height };
}

/** The photo being worked on: decoded once. */
let photo;

Object.assign(answers, {
  /** Opens a photo: how it looks, where its sheet lies, what is wrong with it. */
  async photo({ file, longest }) {
    photo = await open(file, longest);
    const { pixels, width, height } = photo;
    return {
      width,
      height,
      corners: [...scanner.find_sheet(pixels, width, height)],
      fault: scanner.judge_photo(pixels, width, height) ?? null,
    };
  },
  /** Cuts the opened photo along the corners, evens it and encodes it. */
  async cut({ corners, longest, kind }) {
    const sheet = scanner.Sheet.cut(photo.pixels, photo.width, photo.height, new Float32Array(corners), longest, kind === "portrait");
    if (!sheet) throw new Error("no area");
    if (kind === "portrait") sheet.stretch();
    else sheet.even();
    const { width, height } = sheet;
    return { blob: await jpeg(sheet.into_pixels(), width, height), width, height };
  },
  async pdf({ pages }) {
    const all = new scanner.Pages();
    for (const { blob, width, height } of pages) all.add(new Uint8Array(await blob.arrayBuffer()), width, height);
    const bytes = all.pdf();
    all.free();
    return new Blob([bytes], { type: "application/pdf" });
  },
});

addEventListener("message", async ({ data: { id, ask, ...question } }) => {
  try {
    await start();
    postMessage({ id, answer: await answers[ask](question) });
  } catch (error) {
    postMessage({ id, error: String(error) });
  }
});
