import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, until, type Wire } from './wire.ts';

/** No calls of the browser's own, a phone's language, and a port that nobody else has. */
const preferences = {
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'intl.accept_languages': 'vi-VN, vi',
  'marionette.port': 0,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
};

/**
 * Starts Firefox without a window and speaks WebDriver with it over Marionette, its own line for that: a number of bytes, a
 * colon, JSON. geckodriver does nothing but translate HTTP into this.
 */
export async function startFirefox(binary: string, patience: number): Promise<Wire> {
  const profile = mkdtempSync(join(tmpdir(), 'nop-ho-so-firefox-'));
  const lines = Object.entries(preferences).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`);
  writeFileSync(join(profile, 'user.js'), lines.join('\n'));
  const child = spawn(binary, ['--headless', '--no-remote', '--marionette', '--profile', profile], {
    env: { ...process.env, HOME: profile, MOZ_HEADLESS_WIDTH: '412', MOZ_HEADLESS_HEIGHT: '915' },
    stdio: 'ignore',
  });
  const gone = new Promise((done) => child.once('exit', done));
  const port = await until('Firefox listens', 60_000 * patience, async () =>
    Number(readFileSync(join(profile, 'MarionetteActivePort'), 'utf8')),
  );
  const socket = connect(port, '127.0.0.1');
  await new Promise((done, failed) => socket.once('connect', done).once('error', failed));
  const waiting = new Map<number, (answer: [number, number, { error: string; message: string } | null, unknown]) => void>();
  let received = Buffer.alloc(0);
  socket.on('data', (part: Buffer) => {
    received = Buffer.concat([received, part]);
    for (;;) {
      const colon = received.indexOf(':');
      const length = Number(received.subarray(0, colon).toString());
      if (colon < 0 || received.length < colon + 1 + length) return;
      const message = JSON.parse(received.subarray(colon + 1, colon + 1 + length).toString());
      received = received.subarray(colon + 1 + length);
      // The first one only greets.
      if (Array.isArray(message)) waiting.get(message[1])?.(message as [number, number, null, unknown]);
    }
  });
  let number = 0;
  const send = (command: Command, parameters: Record<string, unknown> = {}) =>
    new Promise<unknown>((done, failed) => {
      const id = ++number;
      waiting.set(id, ([, , error, result]) => {
        waiting.delete(id);
        if (error) failed(new Error(`${command}: ${error.error}: ${error.message}`));
        // A script that finds nothing answers { value: null }, which is nothing too.
        else done(result && typeof result === 'object' && 'value' in result ? result.value : result);
      });
      const text = Buffer.from(JSON.stringify([0, id, `WebDriver:${command}`, parameters]));
      socket.write(`${text.length}:${text}`);
    });
  const session = (await send('NewSession', { capabilities: { alwaysMatch: {} } })) as {
    capabilities: { browserName: string; browserVersion: string };
  };
  const { browserName, browserVersion } = session.capabilities;
  return {
    name: `${browserName} ${browserVersion}`,
    send,
    async close() {
      socket.destroy();
      child.kill();
      await gone;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
