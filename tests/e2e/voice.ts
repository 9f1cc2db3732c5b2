import type { Page } from '@playwright/test';

/** A voice as a phone offers it. */
export interface Voice {
  name: string;
  lang: string;
  localService: boolean;
}

export const voices = {
  vietnamese: { name: 'Tiếng Việt', lang: 'vi_VN', localService: true },
  english: { name: 'English', lang: 'en-GB', localService: true },
  /** Of a service far away: every word would be sent there. */
  remote: { name: 'Far away', lang: 'vi-VN', localService: false },
} satisfies Record<string, Voice>;

/** One thing that was said. */
export interface Said {
  text: string;
  voice: string;
  lang: string;
}

/**
 * Gives a phone voices: Chromium without a screen has none. Stands in for the part of the browser that speaks, with its
 * habits: the voices come late, one thing is said after the other, `cancel` tells each one that it was cut off.
 */
export class PhoneVoice {
  private constructor(private readonly page: Page) {}

  /** Must be called before the app is opened. `pace` is the ms that each phrase takes. */
  static async give(page: Page, given: Voice[], pace = 1): Promise<PhoneVoice> {
    await page.addInitScript(
      ({ given, pace }) => {
        interface Spoken {
          text: string;
          voice: Voice | null;
          lang: string;
          onstart?: () => void;
          onend?: () => void;
          onerror?: () => void;
        }
        const said: Said[] = [];
        let queue: Spoken[] = [];
        let present: Voice[] = [];
        let timer: ReturnType<typeof setTimeout> | undefined;
        const sayNext = () => {
          const next = queue[0];
          if (!next || timer) return;
          said.push({ text: next.text, voice: next.voice?.name ?? '', lang: next.lang });
          next.onstart?.();
          timer = setTimeout(() => {
            timer = undefined;
            queue.shift();
            next.onend?.();
            sayNext();
          }, pace);
        };
        const synthesis = {
          onvoiceschanged: undefined as (() => void) | undefined,
          getVoices: () => present,
          speak(one: Spoken) {
            queue.push(one);
            sayNext();
          },
          cancel() {
            const cut = queue;
            queue = [];
            clearTimeout(timer);
            timer = undefined;
            setTimeout(() => cut.forEach((one) => one.onerror?.()));
          },
        };
        class Utterance {
          voice: Voice | null = null;
          lang = '';
          rate = 1;
          constructor(readonly text: string) {}
        }
        Object.defineProperty(window, 'speechSynthesis', { value: synthesis });
        Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Utterance });
        Object.assign(window, { phoneVoice: { said, isSpeaking: () => queue.length > 0 } });
        addEventListener('load', () =>
          setTimeout(() => {
            present = given.map((voice) => ({ ...voice, default: false }));
            synthesis.onvoiceschanged?.();
          }, 100),
        );
        interface Voice {
          name: string;
          lang: string;
          localService: boolean;
        }
        interface Said {
          text: string;
          voice: string;
          lang: string;
        }
      },
      { given, pace },
    );
    return new PhoneVoice(page);
  }

  /** Everything said since the page was opened. */
  async said(): Promise<Said[]> {
    return this.page.evaluate(() => (window as unknown as { phoneVoice: { said: Said[] } }).phoneVoice.said);
  }

  async texts(): Promise<string[]> {
    return (await this.said()).map(({ text }) => text);
  }

  async isSpeaking(): Promise<boolean> {
    return this.page.evaluate(() =>
      (window as unknown as { phoneVoice: { isSpeaking: () => boolean } }).phoneVoice.isSpeaking(),
    );
  }
}
