// The official client of tus against a running server: node tus_client.mjs URL
// Ends with 0 when all that it does arrives, and says what does not.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { Upload } from 'tus-js-client';

const endpoint = `${process.argv[2]}/api/v1/uploads`;
const KIB = 1024;
const CHUNK = 256 * KIB;

const sha256 = (bytes) => createHash('sha256').update(bytes).digest();

function paper(kib) {
  const inside = 'Giấy tờ '.repeat((kib * KIB) / 12) + randomBytes(8).toString('hex');
  return Buffer.from(`%PDF-1.4\n1 0 obj <</Type /Page (${inside})>> endobj\nstartxref\n9\n%%EOF\n`);
}

function metadata(bytes) {
  return { key: randomBytes(16).toString('hex'), sha256: sha256(bytes).toString('hex'), filename: 'Giấy khai sinh.pdf' };
}

/** Sends; stops after so many chunks. What was accepted, in bytes, and every answer as "METHOD status". */
function send(bytes, options, chunksToSend = Infinity) {
  const done = { accepted: 0, answers: [], url: null, error: null };
  let chunks = 0;
  return new Promise((resolve) => {
    const end = (error) => resolve(Object.assign(done, { error, url: upload.url }));
    const upload = new Upload(bytes, {
      endpoint,
      retryDelays: [0, 100, 100],
      onAfterResponse: (request, response) => void done.answers.push(`${request.getMethod()} ${response.getStatus()}`),
      onChunkComplete: (size) => {
        done.accepted += size;
        chunks += 1;
        if (chunks === chunksToSend) upload.abort().then(() => end(null));
      },
      onError: end,
      onSuccess: () => end(null),
      ...options,
    });
    upload.start();
  });
}

async function offset(url) {
  const answer = await fetch(url, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } });
  return answer.ok ? Number(answer.headers.get('upload-offset')) : answer.status;
}

async function arrives(name, bytes, options) {
  const done = await send(bytes, { metadata: metadata(bytes), ...options });
  assert.equal(done.error, null, `${name}: ${done.error}`);
  assert.equal(done.accepted, bytes.length, name);
  assert.equal(await offset(done.url), bytes.length, name);
}

const bytes = paper(600);
await arrives('in one go', bytes, {});
await arrives('in chunks', bytes, { chunkSize: CHUNK });
await arrives('begun with its first bytes', bytes, { chunkSize: CHUNK, uploadDataDuringCreation: true });
await arrives('as POST', bytes, { chunkSize: CHUNK, overridePatchMethod: true });
await arrives('with checksums', bytes, {
  chunkSize: CHUNK,
  onBeforeRequest(request) {
    if (request.getMethod() !== 'PATCH') return;
    const at = Number(request.getHeader('Upload-Offset'));
    request.setHeader('Upload-Checksum', `sha256 ${sha256(bytes.subarray(at, at + CHUNK)).toString('base64')}`);
  },
});

for (const remembers of [true, false]) {
  const [name, about] = [`gone on with, ${remembers ? 'by its address' : 'nothing remembered'}`, metadata(bytes)];
  const first = await send(bytes, { metadata: about, chunkSize: CHUNK }, 2);
  assert.equal(first.accepted, 2 * CHUNK, name);
  assert.equal(await offset(first.url), 2 * CHUNK, name);
  const rest = await send(bytes, { metadata: about, chunkSize: CHUNK, ...(remembers && { uploadUrl: first.url }) });
  assert.equal(rest.error, null, `${name}: ${rest.error}`);
  assert.equal(rest.accepted, bytes.length - 2 * CHUNK, `${name}: no part twice`);
  assert.equal(await offset(first.url), bytes.length, name);
  const again = await send(bytes, { metadata: about, chunkSize: CHUNK });
  assert.deepEqual([again.error, again.accepted], [null, 0], `${name}: sent again when it is there`);
}

const wrong = await send(bytes, { metadata: { ...metadata(bytes), sha256: '0'.repeat(64) } });
assert.equal(wrong.error.originalResponse.getStatus(), 422);
assert.equal(JSON.parse(wrong.error.originalResponse.getBody()).type, '/problems/hash-mismatch');
assert.equal(await offset(wrong.url), 404);

const about = metadata(bytes);
const begun = await send(bytes, { metadata: about, chunkSize: CHUNK }, 1);
await Upload.terminate(begun.url);
assert.equal(await offset(begun.url), 404);
