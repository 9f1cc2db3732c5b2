import { createServer, type IncomingMessage, request as ask, type Server as Listener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the network does to one request. */
export type Fault =
  /** Somebody else answers: a log-in page, a redirect to one. */
  | { kind: 'portal'; status: number; body?: string; headers?: Record<string, string> }
  /** The connection breaks before anything gets through. */
  | { kind: 'drop' }
  /** So many bytes of the body get through, then it breaks. */
  | { kind: 'cut'; at: number }
  /** The server has heard and done it; its answer is lost. */
  | { kind: 'lose' }
  /** So many bytes of the answer get through. */
  | { kind: 'truncate'; at: number }
  /** In milliseconds, before anything gets through. */
  | { kind: 'delay'; ms: number };

/** One request as it came, and what became of it. */
export interface Passed {
  method: string;
  path: string;
  /** Bytes of the body that reached the server. */
  bytes: number;
  /** What the server answered, whether the phone heard it or not; 0: nothing. */
  status: number;
  fault?: Fault['kind'];
}

/** A bad network between the phone and the real server. */
export class Proxy {
  /** Decides about each request; nothing: it goes through. */
  fault: (request: { method: string; path: string }) => Fault | undefined = () => undefined;
  readonly history: Passed[] = [];
  private readonly listener: Listener;

  constructor(private readonly target: () => number) {
    this.listener = createServer((request, response) => this.pass(request, response));
    // A reused connection that breaks is retried by the browser itself; each fault should hit one request.
    this.listener.keepAliveTimeout = 1;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.listener.address() as AddressInfo).port}`;
  }

  async start(): Promise<void> {
    await new Promise<void>((done) => this.listener.listen(0, '127.0.0.1', done));
  }

  async stop(): Promise<void> {
    this.listener.closeAllConnections();
    await new Promise((done) => this.listener.close(done));
  }

  private pass(request: IncomingMessage, response: ServerResponse): void {
    const [method, path] = [request.method ?? '', request.url ?? ''];
    const fault = this.fault({ method, path });
    const passed: Passed = { method, path, bytes: 0, status: 0, ...(fault && { fault: fault.kind }) };
    this.history.push(passed);
    if (fault?.kind === 'drop') return void request.socket.destroy();
    if (fault?.kind === 'portal') {
      request.resume();
      return void request.on('end', () => response.writeHead(fault.status, fault.headers).end(fault.body ?? ''));
    }
    if (fault?.kind === 'delay') setTimeout(() => this.forward(request, response, passed), fault.ms);
    else this.forward(request, response, passed, fault);
  }

  private forward(request: IncomingMessage, response: ServerResponse, passed: Passed, fault?: Fault): void {
    const headers = { ...request.headers, connection: 'close' };
    const onward = ask({ host: '127.0.0.1', port: this.target(), method: passed.method, path: passed.path, headers }, (answer) => {
      passed.status = answer.statusCode ?? 0;
      if (fault?.kind === 'lose') {
        answer.resume();
        return void answer.on('end', () => request.socket.destroy());
      }
      response.writeHead(passed.status, answer.headers);
      if (fault?.kind !== 'truncate') return void answer.pipe(response);
      answer.once('data', (chunk: Buffer) => response.write(chunk.subarray(0, fault.at), () => request.socket.destroy()));
    });
    onward.on('error', () => request.socket.destroy());
    request.on('data', (chunk: Buffer) => {
      const room = fault?.kind === 'cut' ? fault.at - passed.bytes : chunk.length;
      const part = chunk.subarray(0, Math.max(room, 0));
      passed.bytes += part.length;
      onward.write(part);
      if (part.length < chunk.length) {
        // What is written must be on its way before the line breaks.
        setTimeout(() => {
          onward.destroy();
          request.socket.destroy();
        }, 20);
      }
    });
    request.on('end', () => onward.end());
    request.on('error', () => onward.destroy());
  }
}
