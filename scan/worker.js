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
  code: ({ pixels, width, height, way }) => scanner.read_code(pixels, width, height, way),
  async understand({ text }) {
    return parts(scanner.understand(text.normalize("NFC"), await places()));
  },
};

addEventListener("message", async ({ data: { id, ask, ...question } }) => {
  try {
    await start();
    postMessage({ id, answer: await answers[ask](question) });
  } catch (error) {
    postMessage({ id, error: String(error) });
  }
});
