// What a browser shows before it puts the app on the home screen: the icons and pictures that the manifest promises.
import { expect, test } from '../test.ts';

/** Width and height as a PNG says them. */
function sizeOf(png: Buffer): string {
  expect(png.toString('latin1', 1, 4)).toBe('PNG');
  return `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;
}

test('icons and pictures are there, in the size the manifest says', async ({ page, request }) => {
  await page.goto('/');
  const address = await page.locator('link[rel=manifest]').getAttribute('href');
  const manifest = (await (await request.get(address ?? '')).json()) as Record<
    'icons' | 'screenshots',
    { src: string; sizes: string; type: string; form_factor?: string; label?: string }[]
  >;
  // Chrome on Android takes pictures of 320 to 3840 dots, at most 2.3 times as high as wide, all in one shape.
  expect(manifest.screenshots.length).toBeGreaterThanOrEqual(3);
  expect(new Set(manifest.screenshots.map((picture) => picture.sizes)).size).toBe(1);
  for (const { src, sizes, type } of [...manifest.icons, ...manifest.screenshots]) {
    const answer = await request.get(src);
    expect(answer.ok(), src).toBe(true);
    expect(answer.headers()['content-type'], src).toContain(type);
    if (type === 'image/png') expect(sizeOf(await answer.body()), src).toBe(sizes);
  }
  for (const { sizes, form_factor, label } of manifest.screenshots) {
    const [width = 0, height = 0] = sizes.split('x').map(Number);
    expect(width).toBeGreaterThanOrEqual(320);
    expect(height / width).toBeLessThanOrEqual(2.3);
    expect(form_factor).toBe('narrow');
    expect(label).toBeTruthy();
  }
});
