// Draws public/icons/*.png from icon.svg with Chromium: `node scripts/icons.mjs`. Needed only when the drawing changes.
import { chromium } from "playwright-core";
import { readFile } from "node:fs/promises";

const folder = new URL("../public/icons/", import.meta.url);
const drawing = await readFile(new URL("icon.svg", folder), "utf8");
// A maskable icon is cut to any shape: the whole square is ground, the drawing keeps to the inner 80 %.
const masked = drawing.replace(' clip-path="url(#tile)"', "").replace('"0 0 512 512"', '"-64 -64 640 640"');

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const [name, size, svg] of [
  ["icon-192", 192, drawing],
  ["icon-512", 512, drawing],
  ["icon-maskable-512", 512, masked],
]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>html,body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`);
  await page.screenshot({ path: new URL(`${name}.png`, folder).pathname, omitBackground: true });
}
await browser.close();
