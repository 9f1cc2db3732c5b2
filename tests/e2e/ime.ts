import type { CDPSession, Page } from '@playwright/test';

/**
 * Types a Vietnamese name as a phone's keyboard does: each word is a composition that is replaced as a whole with every
 * key, then committed. `gap` is the time between keys in ms; 0 is faster than any hand.
 */
export class VietnameseKeyboard {
  private session: CDPSession | undefined;

  constructor(private readonly page: Page) {}

  /** What stands in the box after each key of one word. `nguyeen` + `x` → `Nguyễn`, by Telex. */
  static readonly words: Record<string, string[]> = {
    Nguyễn: ['N', 'Ng', 'Ngu', 'Nguy', 'Nguye', 'Nguyê', 'Nguyên', 'Nguyễn'],
    Văn: ['V', 'Va', 'Vă', 'Văn'],
    Thị: ['T', 'Th', 'Thi', 'Thị'],
    Ánh: ['A', 'An', 'Anh', 'Ánh'],
    Đặng: ['D', 'Đ', 'Đa', 'Đă', 'Đăn', 'Đăng', 'Đặng'],
    Hường: ['H', 'Hu', 'Huo', 'Huon', 'Huong', 'Hương', 'Hường'],
    Việt: ['V', 'Vi', 'Vie', 'Viê', 'Viêt', 'Việt'],
  };

  async type(text: string, gap: number): Promise<void> {
    this.session ??= await this.page.context().newCDPSession(this.page);
    for (const [index, word] of text.split(' ').entries()) {
      if (index) await this.session.send('Input.insertText', { text: ' ' });
      for (const state of VietnameseKeyboard.words[word] ?? [word]) {
        await this.session.send('Input.imeSetComposition', {
          text: state,
          selectionStart: state.length,
          selectionEnd: state.length,
        });
        if (gap) await new Promise((done) => setTimeout(done, gap));
      }
      await this.session.send('Input.insertText', { text: word });
    }
  }
}
