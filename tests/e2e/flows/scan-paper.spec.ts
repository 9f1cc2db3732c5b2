// Photos of papers: cut along the edge, made straight and even, judged, put together; portraits cut to 4 by 6.
import type { Page } from '@playwright/test';
import { paper, type Paper } from '../papers.ts';
import { action } from '../scanning.ts';
import { expect, test } from '../test.ts';

/** Corners of the sheet on the desk, clockwise from the top left, as parts of the photo. */
const CORNERS = [0.2, 0.12, 0.83, 0.18, 0.88, 0.9, 0.12, 0.84];

/** A photo of a letter that lies askew on a dark desk, half of it in shadow; `blur` in pixels. */
async function photo(page: Page, { words = 'Trang 1', blur = 0 } = {}): Promise<Paper> {
  const bytes = await page.evaluate(
    async ({ corners, words, blur }) => {
      const [width, height] = [1500, 2000];
      const sheet = new OffscreenCanvas(700, 990);
      const ink = sheet.getContext('2d')!;
      ink.fillStyle = '#f4f1e8';
      ink.fillRect(0, 0, 700, 990);
      ink.fillStyle = '#1d2430';
      ink.font = '600 44px sans-serif';
      ink.fillText(words, 60, 90);
      ink.font = '22px sans-serif';
      for (let row = 0; row < 26; row++) ink.fillText('Cộng hòa xã hội chủ nghĩa Việt Nam, tờ khai thử số ' + row, 60, 150 + row * 31);
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d')!;
      context.fillStyle = '#3b322b';
      context.fillRect(0, 0, width, height);
      const at = (i: number) => ({ x: corners[2 * i]! * width, y: corners[2 * i + 1]! * height });
      const [a, b, c, d] = [at(0), at(1), at(2), at(3)];
      // Strips: a canvas knows no perspective.
      const strips = 330;
      const mix = (from: typeof a, to: typeof a, part: number) => ({ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part });
      for (let i = 0; i < strips; i++) {
        const [left, right, below] = [mix(a, d, i / strips), mix(b, c, i / strips), mix(a, d, (i + 1) / strips)];
        context.setTransform((right.x - left.x) / 700, (right.y - left.y) / 700, (below.x - left.x) / (990 / strips), (below.y - left.y) / (990 / strips), left.x, left.y);
        context.drawImage(sheet, 0, (i * 990) / strips, 700, 990 / strips, 0, 0, 700, 990 / strips + 0.6);
      }
      context.resetTransform();
      const shadow = context.createLinearGradient(0, 0, width, 0);
      shadow.addColorStop(0, 'rgb(0 0 0 / 0.45)');
      shadow.addColorStop(0.7, 'rgb(0 0 0 / 0)');
      context.fillStyle = shadow;
      context.fillRect(0, 0, width, height);
      if (blur) {
        context.filter = `blur(${blur}px)`;
        context.drawImage(canvas, 0, 0);
      }
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
      return [...new Uint8Array(await blob.arrayBuffer())];
    },
    { corners: CORNERS, words, blur },
  );
  return { name: `${words}.jpg`, mimeType: 'image/jpeg', buffer: Buffer.from(bytes) };
}

/** Papers of a service that asks for some; answers the camera's input of the first. */
async function opensPapers(page: Page, citizen: { begins(slug: string): Promise<string>; form: { goto(path: string): Promise<void> } }) {
  // The page's policy lets nothing fetch what an address of its own names.
  await page.addInitScript(() => {
    const name = URL.createObjectURL.bind(URL);
    const made = new Map<string, Blob>();
    URL.createObjectURL = (blob: Blob) => {
      const address = name(blob);
      made.set(address, blob);
      return address;
    };
    Object.assign(window, { made });
  });
  const slug = 'dang-ky-tam-tru';
  const draft = await citizen.begins(slug);
  await citizen.form.goto(`/nop/${slug}/${draft}/giay-to`);
  return page.locator('input[id$=":camera"]').first();
}

/** What is kept: size, the lightest and darkest of some places near the corners, and its first bytes. */
async function kept(page: Page) {
  const link = page.locator('[data-file] a.paper-picture');
  await expect(link).toHaveCount(1);
  return link.evaluate(async (element) => {
    const blob = (window as unknown as { made: Map<string, Blob> }).made.get((element as HTMLAnchorElement).href)!;
    const text = new TextDecoder('latin1').decode(await blob.arrayBuffer());
    if (blob.type === 'application/pdf') return { type: blob.type, pages: text.match(/\/Type\s*\/Page\b(?!s)/g)?.length };
    const bitmap = await createImageBitmap(blob);
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    const shades = [0.02, 0.98].flatMap((x) =>
      [0.02, 0.98].map((y) => {
        const [r, g, b] = context.getImageData(x * bitmap.width, y * bitmap.height, 1, 1).data;
        return Math.min(r!, g!, b!);
      }),
    );
    return { type: blob.type, width: bitmap.width, height: bitmap.height, shades, exif: text.includes('Exif') };
  });
}

test('a letter photographed askew, in half shadow, is cut along its edge and white to the corners', async ({ citizen, page }) => {
  const camera = await opensPapers(page, citizen);
  await camera.setInputFiles(await photo(page));
  const handles = page.locator('[data-corner]');
  await expect(handles).toHaveCount(4);
  const found = await handles.evaluateAll((all) => all.flatMap((one) => [(one as HTMLElement).style.insetInlineStart, (one as HTMLElement).style.insetBlockStart].map((part) => parseFloat(part) / 100)));
  for (const [i, part] of found.entries()) expect(Math.abs(part - CORNERS[i]!), `corner ${i}`).toBeLessThan(0.02);
  await expect(page.locator('#scan [data-fault]')).toHaveCount(0);
  await action(page, 'cut').click();
  const page1 = await kept(page);
  expect(page1).toMatchObject({ type: 'image/jpeg', exif: false });
  expect(page1.height! / page1.width!).toBeCloseTo(Math.SQRT2, 1);
  for (const shade of page1.shades!) expect(shade).toBeGreaterThan(215);
});

test('a corner is moved by fingers and by keys, and a picture that is kept can be cut again', async ({ citizen, page }) => {
  const camera = await opensPapers(page, citizen);
  await camera.setInputFiles(paper('id-card'));
  const corner = page.locator('[data-corner="0"]');
  const box = (await corner.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 30, box.y + box.height / 2 + 20, { steps: 4 });
  await page.mouse.up();
  const moved = (await corner.boundingBox())!;
  expect(moved.x - box.x).toBeCloseTo(30, 0);
  expect(moved.y - box.y).toBeCloseTo(20, 0);
  await corner.press('ArrowRight');
  expect((await corner.boundingBox())!.x).toBeGreaterThan(moved.x + 1);
  await action(page, 'cut').click();
  const first = await page.locator('[data-file]').getAttribute('data-file');
  await action(page, 'crop-file').click();
  await page.locator('[data-corner="2"]').press('Shift+ArrowLeft');
  await action(page, 'cut').click();
  await expect(page.locator('[data-file]')).toHaveCount(1);
  await expect(page.locator('[data-file]')).not.toHaveAttribute('data-file', first!);
});

test('several pages become one PDF; closing the dialog keeps nothing', async ({ citizen, page }) => {
  const camera = await opensPapers(page, citizen);
  await camera.setInputFiles(await photo(page));
  await action(page, 'cut-more').click();
  await expect(page.locator('.scan-pages li')).toHaveCount(1);
  await page.locator('#scan input[data-from="environment"]').setInputFiles(await photo(page, { words: 'Trang 2' }));
  await action(page, 'cut').click();
  expect(await kept(page)).toMatchObject({ type: 'application/pdf', pages: 2 });
  await camera.setInputFiles(await photo(page, { words: 'Trang 3' }));
  await expect(page.locator('[data-corner]')).toHaveCount(4);
  await page.locator('#scan .dialog-top button').click();
  await expect(page.locator('#scan')).toHaveCount(0);
  await expect(page.locator('[data-file]')).toHaveCount(1);
});

test('a blurred photo is told at once, and taking it again comes first', async ({ citizen, page }) => {
  const camera = await opensPapers(page, citizen);
  await camera.setInputFiles(await photo(page, { blur: 9 }));
  await expect(page.locator('#scan [data-fault="blurred"]')).toHaveText('Ảnh mờ, chụp lại nhé.');
  expect(await page.locator('#scan [data-action]').evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.action))).toEqual(['retake', 'cut', 'cut-more']);
});

test('where the scanner cannot be had, the photo is kept as it is', async ({ citizen, page, watch }) => {
  watch.allow(/ERR_FAILED/);
  await page.route('**/scan-*/paper.js', (route) => route.abort());
  const camera = await opensPapers(page, citizen);
  await camera.setInputFiles(paper('letter'));
  expect(await kept(page)).toMatchObject({ type: 'image/jpeg', exif: false });
});

test('a page takes less than a second on a cheap phone', async ({ citizen, page, context }) => {
  await opensPapers(page, citizen);
  const bytes = [...(await photo(page)).buffer];
  const devtools = await context.newCDPSession(page);
  // Throttling reaches the page and not its workers: the module runs in the page here.
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  const took = await page.evaluate(async (bytes) => {
    const folder = document.querySelector<HTMLElement>('script[data-scan]')!.dataset.scan!;
    const scanner = await import(`${folder}scanner.js`);
    await scanner.default();
    const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', { willReadFrequently: true })!;
    context.drawImage(bitmap, 0, 0);
    const { data, width, height } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const times: number[] = [];
    for (let i = 0; i < 5; i++) {
      const begin = performance.now();
      const corners = scanner.find_sheet(data, width, height);
      scanner.judge_photo(data, width, height);
      const sheet = scanner.Sheet.cut(data, width, height, corners, 1800, false);
      sheet.even();
      sheet.into_pixels();
      times.push(performance.now() - begin);
    }
    return times.sort((a, b) => a - b)[2]!;
  }, bytes);
  console.log(`a page at 6x: ${took.toFixed()} ms`);
  expect(took).toBeLessThan(1_000 * Number(process.env.PATIENCE ?? 1));
});

test('a portrait is cut to 4 by 6', async ({ citizen, page }) => {
  const slug = 'cap-doi-giay-phep-lai-xe';
  const draft = await citizen.begins(slug);
  await citizen.form.goto(`/nop/${slug}/${draft}/applicant`);
  await page.locator('[id="applicant.photo"]').setInputFiles(paper('portrait'));
  await action(page, 'cut').click();
  const picture = page.locator('.photo-picture');
  await expect(picture).toBeVisible();
  const { width, height } = await picture.evaluate(async (image: HTMLImageElement) => {
    await image.decode();
    return { width: image.naturalWidth, height: image.naturalHeight };
  });
  expect(width / height).toBeCloseTo(2 / 3, 2);
});
