/** A command of the W3C's WebDriver, by the name that Firefox gives it too. */
export type Command =
  | 'NewSession'
  | 'DeleteSession'
  | 'SetTimeouts'
  | 'SetWindowRect'
  | 'Navigate'
  | 'ExecuteScript'
  | 'FindElement'
  | 'ElementClick'
  | 'ElementClear'
  | 'ElementSendKeys';

/** The line to a running browser. */
export interface Wire {
  /** What the browser calls itself. */
  readonly name: string;
  /** Does a command; `id` is the element's, if it is about one. */
  send(command: Command, parameters?: Record<string, unknown>): Promise<unknown>;
  close(): Promise<void>;
}

/** Asks until there is an answer that is not `undefined` or `false`; an error after `ms`. */
export async function until<T>(what: string, ms: number, ask: () => Promise<T | undefined | false>): Promise<T> {
  const end = Date.now() + ms;
  let last: unknown;
  while (Date.now() < end) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
    } catch (error) {
      last = error;
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`not within ${ms} ms: ${what}`, { cause: last });
}
