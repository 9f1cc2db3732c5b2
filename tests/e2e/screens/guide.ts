import { Screen } from './screen.ts';

/** `/dich-vu/:slug`: the service in plain words. */
export class Guide extends Screen {
  async open(slug: string): Promise<void> {
    await this.goto(`/dich-vu/${slug}`);
  }

  /** Begins a draft; answers its id. */
  async start(): Promise<string> {
    await this.action('start').first().click();
    await this.page.waitForURL(/\/nop\/[^/]+\/[^/]+\/[^/]+$/, { waitUntil: 'commit' });
    return new URL(this.page.url()).pathname.split('/')[3] ?? '';
  }
}
