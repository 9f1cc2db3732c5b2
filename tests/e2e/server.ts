import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** The real server on its own port with its own data. */
export class Server {
  readonly token = 'e2e-officer-token-0123456789abcdef';
  readonly data = mkdtempSync(join(tmpdir(), 'nop-ho-so-'));
  port = 0;
  /** More settings, and others than usual; they count from the next start. */
  settings: Record<string, string> = {};
  private process: ChildProcess | undefined;
  private log = '';

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts on the same port and data as before, or on new ones the first time; answers once it is ready. */
  async start(): Promise<void> {
    if (!this.port) this.port = await freePort();
    const child = spawn(process.env.SERVER ?? join(root, 'target/debug/nop-ho-so-server'), [], {
      cwd: root,
      env: {
        ...process.env,
        HOST: '127.0.0.1',
        PORT: String(this.port),
        DATA_DIR: this.data,
        DIST_DIR: process.env.DIST_DIR ?? join(root, 'dist'),
        OFFICER_TOKEN: this.token,
        // One address files and follows everything here.
        TRACKING_LIMIT: '1000000',
        UPLOAD_LIMIT: '1000000',
        SUBMISSION_LIMIT: '1000000',
        ...this.settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const keep = (chunk: Buffer) => (this.log = (this.log + chunk.toString()).slice(-20_000));
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    this.process = child;
    for (let tries = 0; tries < 200; tries++) {
      if (child.exitCode !== null) break;
      try {
        if ((await fetch(`${this.url}/readyz`)).ok) return;
      } catch {
        // Not listening yet.
      }
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`the server did not start:\n${this.log}`);
  }

  /** As a power cut would, but for what the disk still holds in its own memory. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.process;
    if (!child || child.exitCode !== null || child.signalCode) return;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    await gone;
  }

  /** What the server has printed lately. */
  printed(): string {
    return this.log;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.data, { recursive: true, force: true });
  }
}
