// Gives out one folder as the app's server does: compressed beforehand, the page asked about each time, the rest kept.
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' };

/** Answers the address, and what ends the server. */
export async function serve(folder) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const path = join(folder, pathname === '/' ? 'index.html' : pathname);
    if (!existsSync(`${path}.br`)) return response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': TYPES[extname(path)],
      'cache-control': pathname === '/' ? 'no-cache' : 'public, max-age=31536000, immutable',
      'content-encoding': 'br',
    });
    response.end(readFileSync(`${path}.br`));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
