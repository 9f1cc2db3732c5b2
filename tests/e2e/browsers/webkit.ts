import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { type Command, until, type Wire } from './wire.ts';

/** Where each command goes below the session's address. */
const places: Record<Exclude<Command, 'NewSession' | 'DeleteSession'>, (id: string) => string> = {
  SetTimeouts: () => 'timeouts',
  SetWindowRect: () => 'window/rect',
  Navigate: () => 'url',
  ExecuteScript: () => 'execute/sync',
  FindElement: () => 'element',
  ElementClick: (id) => `element/${id}/click`,
  ElementClear: (id) => `element/${id}/clear`,
  ElementSendKeys: (id) => `element/${id}/value`,
};

async function freePort(): Promise<number> {
  return new Promise((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** A screen of its own: `:99` or whichever is free. */
async function startScreen(): Promise<{ child: ChildProcess; display: string }> {
  const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1024x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const display = await new Promise<string>((found, failed) => {
    child.stdio[3]?.once('data', (line: Buffer) => found(`:${line.toString().trim()}`));
    child.once('exit', (code) => failed(new Error(`Xvfb ended with ${code}`)));
  });
  return { child, display };
}

/** Starts WebKitGTK's MiniBrowser on a screen of its own and speaks WebDriver with it. */
export async function startWebKit(driver: string, browser: string, patience: number): Promise<Wire> {
  const screen = await startScreen();
  const port = await freePort();
  const child = spawn(driver, [`--port=${port}`, '--host=127.0.0.1'], {
    env: {
      ...process.env,
      DISPLAY: screen.display,
      GDK_BACKEND: 'x11',
      LANG: 'C.UTF-8',
      LANGUAGE: 'vi',
      LIBGL_ALWAYS_SOFTWARE: '1',
      // Its sandbox needs rights that a container has not.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    },
    stdio: 'ignore',
  });
  const base = `http://127.0.0.1:${port}`;
  await until('WebKitWebDriver listens', 30_000 * patience, async () => (await fetch(`${base}/status`)).ok);
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(base + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const { value } = (await response.json()) as { value: { error?: string; message?: string } | null };
    if (!response.ok) throw new Error(`${path}: ${value?.error}: ${value?.message}`);
    return value;
  };
  const options = { binary: browser, args: ['--automation'] };
  const session = (await ask('POST', '/session', {
    capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } },
  })) as { sessionId: string; capabilities: { browserName: string; browserVersion: string } };
  const { browserName, browserVersion } = session.capabilities;
  return {
    name: `${browserName} (WebKitGTK) ${browserVersion}`,
    send(command, parameters = {}) {
      if (command === 'NewSession' || command === 'DeleteSession') throw new Error('a session lasts from start to close');
      const { id = '', ...body } = parameters;
      return ask('POST', `/session/${session.sessionId}/${places[command](String(id))}`, body);
    },
    async close() {
      await ask('DELETE', `/session/${session.sessionId}`).catch(() => undefined);
      child.kill();
      screen.child.kill();
    },
  };
}
