import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file as a browser takes it. */
export interface Paper {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

const pictures = new Map<string, Buffer>();
let serial = 0;

/** A picture from fixtures/: `id-card`, `letter` (taken by a phone held sideways) or `portrait`. */
export function paper(name: 'id-card' | 'letter' | 'portrait'): Paper {
  let buffer = pictures.get(name);
  if (!buffer) {
    buffer = readFileSync(join(import.meta.dirname, 'fixtures', `${name}.jpg`));
    pictures.set(name, buffer);
  }
  return { name: `${name}.jpg`, mimeType: 'image/jpeg', buffer };
}

/** A PDF of one page that says `text`, of at least so many bytes; no two have the same. */
export function pdf(text: string, bytes = 0): Paper {
  serial += 1;
  const words = `BT /F1 24 Tf 72 720 Td (${text.replace(/[^\x20-\x7e]|[()\\]/g, '')} ${process.pid}-${serial}) Tj ET`;
  const page = words + '\n% a remark, as drawing programs write them'.repeat(Math.ceil(bytes / 40));
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${page.length} >>\nstream\n${page}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const offset of offsets) file += `${String(offset).padStart(10, '0')} 00000 n \n`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return { name: `giay-to-${serial}.pdf`, mimeType: 'application/pdf', buffer: Buffer.from(file, 'latin1') };
}
