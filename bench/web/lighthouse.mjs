// Lighthouse as on a phone: Home, a guide and a form. Prints the four points of each, and what costs any.
//   node bench/web/lighthouse.mjs ADDRESS [PATH…]
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const [address, ...paths] = process.argv.slice(2);
const PAGES = paths.length > 0 ? paths : ['/', '/dich-vu/dang-ky-tam-tru', '/nop/dang-ky-tam-tru'];
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];

const chrome = await launch({
  chromePath: process.env.CHROMIUM,
  chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic'],
});
console.log(`| page | ${CATEGORIES.join(' | ')} | first paint ms | largest ms | blocked ms | shift |`);
console.log('|---|--:|--:|--:|--:|--:|--:|--:|--:|');
const lost = [];
for (const path of PAGES) {
  const { lhr } = await lighthouse(address + path, { port: chrome.port, onlyCategories: CATEGORIES, logLevel: 'error' });
  const points = CATEGORIES.map((name) => Math.round(lhr.categories[name].score * 100));
  const figure = (id) => Math.round(lhr.audits[id].numericValue);
  const shift = lhr.audits['cumulative-layout-shift'].numericValue.toFixed(3);
  console.log(`| ${path} | ${points.join(' | ')} | ${figure('first-contentful-paint')} | ${figure('largest-contentful-paint')} | ${figure('total-blocking-time')} | ${shift} |`);
  for (const name of CATEGORIES) {
    for (const { id, weight } of lhr.categories[name].auditRefs) {
      const { score, title, displayValue = '', details } = lhr.audits[id];
      if (weight === 0 || score === null || score >= 0.995) continue;
      const where = (details?.items ?? []).slice(0, 4).map((item) => item.node?.snippet ?? item.url ?? item.description ?? '').filter(Boolean);
      lost.push(`${path}: ${name}: ${title} ${displayValue} (${score.toFixed(2)}) ${where.join(' ')}`);
    }
  }
}
if (lost.length > 0) console.log(`\nWhat costs points:\n\n- ${lost.join('\n- ')}`);
chrome.kill();
