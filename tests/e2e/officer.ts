import { createHash } from 'node:crypto';
import type { Server } from './server.ts';

/** An officer's system: moves dossiers through the API with the officers' token. */
export class Officer {
  constructor(private readonly server: Server) {}

  private async call(method: string, path: string, body?: BodyInit, type = 'application/json'): Promise<Response> {
    const response = await fetch(`${this.server.url}/api/v1/officer${path}`, {
      method,
      headers: { authorization: `Bearer ${this.server.token}`, ...(body ? { 'content-type': type } : {}) },
      ...(body ? { body } : {}),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }

  async read(code: string): Promise<OfficerView> {
    return (await this.call('GET', `/dossiers/${code}`)).json() as Promise<OfficerView>;
  }

  /** How many dossiers there are, over all pages. */
  async list(): Promise<string[]> {
    const codes: string[] = [];
    let cursor: string | undefined;
    do {
      const page = (await (await this.call('GET', `/dossiers${cursor ? `?cursor=${cursor}` : ''}`)).json()) as {
        dossiers: { code: string }[];
        next?: string;
      };
      codes.push(...page.dossiers.map((row) => row.code));
      cursor = page.next;
    } while (cursor);
    return codes;
  }

  async act(code: string, action: string, reason = '', more: object = {}): Promise<void> {
    const { version } = await this.read(code);
    await this.call(
      'POST',
      `/dossiers/${code}/transitions`,
      JSON.stringify({ action, reason, expected_version: version, ...more }),
    );
  }

  /** Asks for these places again, each with what is wrong there. */
  async asksFor(code: string, items: Record<string, string>): Promise<void> {
    const named = Object.entries(items).map(([place, reason]) => ({ place, reason }));
    await this.act(code, 'request_more', 'Hồ sơ chưa đạt', { items: named });
  }

  /** Receive, process, finish, attach the result, return. */
  async settle(code: string, result: Buffer): Promise<void> {
    await this.act(code, 'receive');
    await this.act(code, 'process');
    await this.attachResult(code, result);
    await this.act(code, 'finish');
    await this.act(code, 'return');
  }

  async attachResult(code: string, bytes: Buffer, name = 'ket-qua.pdf'): Promise<void> {
    await this.call('PUT', `/dossiers/${code}/results/${name}`, new Uint8Array(bytes), 'application/octet-stream');
  }

  /** A file that the citizen sent. */
  async file(code: string, sha256: string): Promise<Buffer> {
    return Buffer.from(await (await this.call('GET', `/dossiers/${code}/attachments/${sha256}`)).arrayBuffer());
  }

  /** The SHA-256 of what the server gives back for a file that the citizen sent. */
  async hashOf(code: string, sha256: string): Promise<string> {
    return createHash('sha256').update(await this.file(code, sha256)).digest('hex');
  }
}

/** As much of `contract::Dossier` as the tests read. */
export interface OfficerView {
  code: string;
  service: string;
  state: string;
  version: number;
  /** By the server's clock. */
  submitted_at: number;
  answers: import('./samples.ts').Answers;
  /** Who filled it in for the person who files. */
  help?: { helper: string; relation: string; on_behalf_of: string; consent: { text_version: string; language: string; accepted_at: number } };
  timeline: { state: string }[];
  attachments: { sha256: string; place: string; media_type: string; bytes: number }[];
}
