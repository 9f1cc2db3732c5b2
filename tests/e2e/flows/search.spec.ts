// Home finds the right service from everyday words, typed without marks.
import { expect, test } from '../test.ts';

const asks: [typed: string, slug: string][] = [
  ['mat bang lai', 'cap-doi-giay-phep-lai-xe'],
  ['mất bằng lái', 'cap-doi-giay-phep-lai-xe'],
  ['lam khai sinh', 'dang-ky-khai-sinh'],
  ['làm giấy khai sinh', 'dang-ky-khai-sinh'],
  ['sang ten dong ho dien', 'doi-chu-the-hop-dong-dien'],
  ['dang ky tam tru', 'dang-ky-tam-tru'],
  ['ho chieu', 'ho-chieu-pho-thong'],
  ['phat nguoi', 'nop-phat-giao-thong'],
  ['ly lich tu phap', 'phieu-ly-lich-tu-phap'],
  ['that nghiep', 'tro-cap-that-nghiep'],
  ['KET HON', 'dang-ky-ket-hon'],
];

test('finds services by everyday words without marks', async ({ citizen }) => {
  const { home } = citizen;
  await home.open();
  for (const [typed, slug] of asks) {
    await home.search.fill(typed);
    await expect(home.results.first(), typed).toHaveAttribute('href', `/dich-vu/${slug}`);
  }
});

test('says so when nothing fits, and shows all again when the box is empty', async ({ citizen }) => {
  const { home } = citizen;
  await home.open();
  await expect.poll(() => home.services.evaluateAll((links) => new Set(links.map((link) => link.getAttribute('href'))).size)).toBe(25);
  await home.search.fill('qwzxkj');
  await expect(home.results).toHaveCount(0);
  await home.search.fill('');
  await expect.poll(() => home.services.evaluateAll((links) => new Set(links.map((link) => link.getAttribute('href'))).size)).toBe(25);
});
