// Codes from the live camera, and from a picture.

/** The platform's own reader, where there is one that knows QR codes. */
async function platformReader() {
  try {
    const formats = await globalThis.BarcodeDetector?.getSupportedFormats();
    if (formats?.includes("qr_code")) return new BarcodeDetector({ formats: ["qr_code"] });
  } catch {
    // As none.
  }
  return null;
}

/** The longer side of what our own reader looks at in a live picture: a card's code in a third of it has 4 pixels a module. */
const LIVE_SIDE = 1280;
/** Sides at which a photo is looked at: a code in the corner of a large one, then one that fills it. */
const PHOTO_SIDES = [1600, 2600, 900];

const canvas = () => {
  const made = document.createElement("canvas");
  return { made, context: made.getContext("2d", { willReadFrequently: true }) };
};

/** The pixels of a video or a bitmap, no side longer than `side`. */
function pixelsOf(source, across, down, side, { made, context }) {
  const scale = Math.min(1, side / Math.max(across, down));
  const [width, height] = [Math.max(1, Math.round(across * scale)), Math.max(1, Math.round(down * scale))];
  if (made.width !== width || made.height !== height) [made.width, made.height] = [width, height];
  context.drawImage(source, 0, 0, width, height);
  return { pixels: context.getImageData(0, 0, width, height).data, width, height };
}

/** Reads codes of a camera until closed. */
export class Camera {
  #stream;
  #video;
  #asking;
  #closed = false;

  constructor(video, asking) {
    [this.#video, this.#asking] = [video, asking];
  }

  /** Opens the camera that looks away from the person. Throws as `getUserMedia` does. */
  async open() {
    if (!navigator.mediaDevices?.getUserMedia) throw new DOMException("no camera here", "NotFoundError");
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } },
    });
    // The person may have gone while the browser was asking.
    if (this.#closed) return stream.getTracks().forEach((track) => track.stop());
    this.#stream = stream;
    this.#video.srcObject = stream;
    await this.#video.play();
  }

  get hasTorch() {
    return Boolean(this.#track?.getCapabilities?.().torch);
  }

  async light(on) {
    await this.#track?.applyConstraints({ advanced: [{ torch: on }] });
  }

  get #track() {
    return this.#stream?.getVideoTracks()[0];
  }

  /** Texts of codes as they are seen, the same one again and again. Ends when closed. */
  async *texts() {
    const platform = await platformReader();
    const drawing = canvas();
    for (let turn = 0; !this.#closed; turn += 1) {
      const video = this.#video;
      if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        continue;
      }
      // Platform readers give up on blur and on letters that are not English: every other picture is ours.
      let text = null;
      if (platform && turn % 2 === 0) {
        text = await platform.detect(video).then(([found]) => found?.rawValue, () => null);
      } else {
        const way = platform ? turn >> 1 : turn;
        const picture = pixelsOf(video, video.videoWidth, video.videoHeight, LIVE_SIDE, drawing);
        text = await this.#asking.ask("code", { ...picture, way }, [picture.pixels.buffer]).catch((error) => {
          if (this.#closed) return null;
          throw error;
        });
      }
      if (text && !this.#closed) yield text;
      // Room for the page to draw and for the phone to cool.
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }

  close() {
    this.#closed = true;
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#video.srcObject = null;
  }
}

/** The text of a code in a photo; `null` when there is none that can be read. */
export async function readPhoto(file, asking) {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  try {
    const drawing = canvas();
    for (const side of PHOTO_SIDES) {
      const picture = pixelsOf(bitmap, bitmap.width, bitmap.height, side, drawing);
      const text = await asking.ask("code", { ...picture, way: -1 }, [picture.pixels.buffer]);
      if (text) return text;
    }
    const [found] = (await (await platformReader())?.detect(bitmap).catch(() => [])) ?? [];
    return found?.rawValue ?? null;
  } finally {
    bitmap.close();
  }
}
