// The REST example of README.md does what it says.
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '../test.ts';

test('the example with curl sends, follows and receives a dossier', async ({ officer, server }) => {
  const { stdout } = await promisify(execFile)(resolve(import.meta.dirname, '../../../scripts/example.sh'), [server.url], {
    env: { ...process.env, OFFICER_TOKEN: server.token },
  });
  const code = /Sent: (\S+)/.exec(stdout)?.[1] ?? '';
  expect(stdout).toContain('"steps"');
  expect((await officer.read(code)).state).toBe('received');
});
