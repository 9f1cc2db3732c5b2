// What a phone pays for the app: bytes of a first visit, and the time until it can be used on a slow phone.
//   node bench/web.mjs ADDRESS [--runs 5]
import { parseArgs } from 'node:util';
import { head, launch, median, row, total, visit } from './phone.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { runs: { type: 'string', default: '5' } } });
const [address] = positionals;
const browser = await launch();
/** Birth registration is what people file. */
const form = { name: 'form, dang-ky-khai-sinh', url: `${address}/nop/dang-ky-khai-sinh`, usable: 'form.step' };
const home = { name: 'Home', url: `${address}/`, usable: '#search' };

const { bytes } = await visit(browser, { ...home, isSlow: false });
head('file of a first visit to Home', 'bytes as sent');
for (const [name, size] of [...bytes].sort(([, a], [, b]) => b - a)) row(name, size);
row('**together**', total(bytes));
row(`a form opened first (${form.name})`, total((await visit(browser, { ...form, isSlow: false })).bytes));

console.log('\nSlow 4G, main thread six times slower, medians\n');
head('visit', 'first paint ms', 'usable ms');
for (const page of [home, form]) {
  for (const again of [false, true]) {
    const runs = [];
    for (let run = 0; run < Number(values.runs); run++) runs.push(await visit(browser, { ...page, again }));
    row(`${page.name}, ${again ? 'again' : 'first time'}`, ...['paint', 'usable'].map((figure) => Math.round(median(runs.map((one) => one[figure])))));
  }
}
await browser.close();
