import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { Citizen } from './citizen.ts';
import type { Officer } from './officer.ts';
import { type Sample, sampleOf } from './samples.ts';
import { Households } from './screens/households.ts';
import { Settings } from './screens/settings.ts';

/** A screen in one state, as the walk comes by. */
export interface Stop {
  /** Of the state: words for messages, and the name of its picture. */
  name: string;
  /** The route that draws it, as in src/: `/dich-vu/:slug`. */
  route: string;
}

/** The routes of the app, read from its source: a screen that nobody has told these tests of is found here. */
export function routesOfTheApp(): string[] {
  const source = readFileSync(resolve(import.meta.dirname, '../../src/routes.rs'), 'utf8');
  // `["nop", slug] => Self::Start`: "/nop/:slug"
  const arms = [...source.matchAll(/^\s*\[(.*)\] => Self::/gm)].map(([, parts]) => (parts ?? '').split(', '));
  const part = (one: string) => (one.startsWith('"') ? one.slice(1, -1) : `:${one.replace(/^_/, '')}`);
  return arms.map((parts) => `/${parts.map(part).join('/')}`).sort();
}

/** The answers of the walk: few, and the same on every day. */
const SERVICE = 'khai-bao-tam-vang';

/**
 * Goes to every screen of the app in each of its states, and has `look` called at each. The page must be as wide and in
 * the language that is wanted. Answers the routes that were seen.
 */
export async function walk(
  page: Page,
  citizen: Citizen,
  officer: Officer,
  look: (stop: Stop) => Promise<void>,
): Promise<Set<string>> {
  const seen = new Set<string>();
  const at = async (name: string, route: string) => {
    seen.add(route);
    await look({ name, route });
  };
  const { home, guide, mine, dossier, track, form } = citizen;
  const settings = new Settings(page);

  await settings.open();
  await expect(page.locator('a[href^="tel:"]').first()).toBeVisible();
  await at('settings', '/tai-khoan');
  await page.locator('details.folded summary').first().click();
  await expect(page.locator('details.folded [id$="full_name"]').first()).toBeVisible();
  await at('settings-me', '/tai-khoan');

  await page.goto('/cai-ung-dung');
  await form.ready();
  await expect(page.locator('[data-install]')).toBeVisible();
  await at('install', '/cai-ung-dung');

  await home.open();
  await expect(home.services.first()).toBeVisible();
  await at('home', '/');
  await home.search.fill('khai sinh');
  await expect(home.results.first()).toBeVisible();
  await at('home-results', '/');
  await home.search.fill('qwzxkj');
  await expect(home.results).toHaveCount(0);
  await at('home-nothing', '/');
  await page.goto('/khong-co-trang-nay');
  await form.ready();
  await at('no-such-page', '/khong-co-trang-nay');
  await mine.open();
  await at('my-dossiers-none', '/ho-so');
  await track.open();
  await at('track', '/tra-cuu');

  const sample: Sample = sampleOf(SERVICE);
  await guide.open(sample.slug);
  await expect(guide.action('start').first()).toBeVisible();
  await at('guide', '/dich-vu/:slug');
  await guide.start();
  await at('form-case', '/nop/:slug/:draft/:step');
  await form.action('next').click();
  await expect(page.locator('#error-summary')).toBeFocused();
  await at('form-case-wrong', '/nop/:slug/:draft/:step');
  let complained = false;
  await citizen.fills(sample, async (step) => {
    await form.saved();
    if (step === 'truong-hop') return;
    if (!complained) {
      await form.action('overview').click();
      await expect(page.locator('#overview')).toBeVisible();
      await at(`form-${step}-overview`, '/nop/:slug/:draft/:step');
      await page.keyboard.press('Escape');
      await expect(page.locator('#overview')).toBeHidden();
    }
    await at(`form-${step}`, '/nop/:slug/:draft/:step');
    const box = page.locator('main input[id$=".full_name"]');
    if (complained || !(await box.isVisible())) return;
    complained = true;
    const kept = await box.inputValue();
    await box.fill('');
    await form.action('next').click();
    await expect(page.locator('#error-summary')).toBeFocused();
    await at(`form-${step}-wrong`, '/nop/:slug/:draft/:step');
    await box.fill(kept);
    await form.saved();
  });
  await expect(citizen.review.submit).toBeVisible();
  await at('review', '/nop/:slug/:draft/:step');
  await mine.open();
  await expect(mine.drafts.first()).toBeVisible();
  await at('my-dossiers-draft', '/ho-so');
  await home.open();
  await expect(page.locator('[data-draft]').first()).toBeVisible();
  await at('home-draft', '/');
  await page.locator('[data-draft]').first().click();
  await page.waitForURL(/kiem-tra/, { waitUntil: 'commit' });

  const { code } = await citizen.submits();
  await at('receipt', '/bien-nhan/:code');
  await officer.act(code, 'receive');
  await officer.act(code, 'request_more', 'Ảnh mờ, xin chụp lại');
  await dossier.open(code);
  await expect(dossier.event('more_requested')).toBeVisible();
  await at('dossier-request', '/ho-so/:code');
  await mine.open();
  await expect(mine.dossier(code)).toBeVisible();
  await at('my-dossiers-sent', '/ho-so');
  await track.open();
  await track.ask(code);
  await expect(track.event('more_requested')).toBeVisible();
  await at('track-found', '/tra-cuu');
  await track.ask('H49.22-261122-000000');
  await expect(track.unknown).toBeVisible();
  await at('track-unknown', '/tra-cuu');
  await track.goto('/-/gallery');
  await expect(page.locator('[data-gallery]').first()).toBeVisible();
  await at('gallery', '/-/gallery');

  // Somebody helps a household.
  const households = new Households(page);
  await households.open();
  await page.locator('details[data-helper] > summary').click();
  await at('households-none', '/ho-gia-dinh');
  await page.locator('details[data-helper] > summary').click();
  await households.helps('Phạm Văn Tổ');
  // Without the word that it was saved, which floats.
  await households.open();
  await households.action('add-person').click();
  await expect(households.action('save-person')).toBeVisible();
  await at('households-person', '/ho-gia-dinh');
  await households.tells({ name: 'Lê Minh An', relation: 'child', born: '01/02/2018' });
  await households.adds({ name: 'Lường Thị Bích Thảo', relation: 'wife', gender: 'female' });
  await households.goto(`/nop/${SERVICE}`);
  await page.locator('#for-whom').getByLabel('Lê Minh An').check();
  await at('choose', '/nop/:slug');
  await households.action('begin').click();
  await page.waitForURL(/\/truong-hop$/, { waitUntil: 'commit' });
  await households.goto(new URL(page.url()).pathname.replace('truong-hop', 'kiem-tra'));
  await expect(households.action('take-phone')).toBeVisible();
  await at('hand-over', '/nop/:slug/:draft/:step');
  await households.takesThePhone();
  await expect(citizen.review.submit).toBeVisible();
  await at('review-helped', '/nop/:slug/:draft/:step');
  await households.open();
  await households.addsHousehold('12');
  await households.open();
  await at('households', '/ho-gia-dinh');
  return seen;
}

/** Language and theme, chosen in the settings as people do. */
export async function looks(page: Page, lang: 'vi' | 'en', theme: 'light' | 'dark'): Promise<void> {
  const settings = new Settings(page);
  await settings.open();
  await settings.theme(theme).click();
  await settings.language(lang).click();
  await expect(page.locator('html')).toHaveAttribute('lang', lang);
}
