import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const HASHED = /-([0-9a-f]{13,16})(?=[._/])/g;

/** The built app as an operator puts it on a server, version after version; each replaces the files of the one before. */
export class Deployment {
  readonly folder = mkdtempSync(join(tmpdir(), 'nop-ho-so-dist-'));
  private number = 0;

  constructor() {
    cpSync(process.env.DIST_DIR ?? join(root, 'dist'), this.folder, {
      recursive: true,
      filter: (path) => !/\.(br|gz)$/.test(path),
    });
    this.finish();
  }

  private files(): string[] {
    const all = readdirSync(this.folder, { recursive: true }) as string[];
    return all.filter((name) => statSync(join(this.folder, name)).isFile());
  }

  /** The same program under other names, as each change of the source makes them. Scanner and PIN are programs beside it. */
  release(): void {
    this.number += 1;
    const isBeside = (name: string) => /^(scan|pin)-/.test(name);
    const marks = new Set(this.files().filter((name) => !isBeside(name)).flatMap((name) => [...name.matchAll(HASHED)].map(([, hash]) => hash ?? '')));
    const renamed = (text: string) =>
      [...marks].reduce((all, hash) => all.replaceAll(hash, hash.slice(0, -4) + this.number.toString(16).padStart(4, '0')), text);
    for (const name of this.files()) {
      const path = join(this.folder, name);
      if (/\.(html|js)$/.test(name) && !isBeside(name)) writeFileSync(path, renamed(readFileSync(path, 'utf8')));
      if (renamed(name) !== name) renameSync(path, join(this.folder, renamed(name)));
    }
    this.finish();
  }

  private finish(): void {
    execFileSync('node', [join(root, 'scripts/worker.mjs'), this.folder]);
  }

  /** The file of that name's beginning is not to be had. */
  lose(beginning: string): void {
    const found = this.files().find((name) => name.startsWith(beginning));
    if (!found) throw new Error(`no file begins with ${beginning}`);
    rmSync(join(this.folder, found));
  }

  /** The address of the program's first file, by which a page shows its version. */
  get program(): string {
    return /data-js="?([^"\s>]+)/.exec(readFileSync(join(this.folder, 'index.html'), 'utf8'))?.[1] ?? '';
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
