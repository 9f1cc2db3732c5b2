import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** One answer as in crates/forms: text, box, list, or an address of two levels. */
export type Value = string | boolean | string[] | Address;
export interface Address {
  province?: string;
  commune?: string;
  detail?: string;
}
export type Row = Record<string, Value>;
export interface Answers {
  variant?: string;
  sections: Record<string, Row | Row[]>;
  documents?: Record<string, { files?: { sha256: string; name: string }[]; retrieve?: boolean }>;
}

/** Valid answers for one case of one service, made from its definition. */
export interface Sample {
  slug: string;
  variant: string | null;
  answers: Answers;
}

export interface Field {
  id: string;
  type: string;
  required?: boolean;
  label: { vi: string; en: string };
  show_when?: string;
  options?: { value: string }[];
  commune_only?: boolean;
}
export interface Section {
  id: string;
  title: { vi: string; en: string };
  show_when?: string;
  repeat?: { min: number; max: number };
  fields: Field[];
}
export interface Definition {
  number: number;
  slug: string;
  version: string;
  name: { vi: string; en: string };
  variants?: { id: string }[];
  sections: Section[];
  documents?: { id: string; retrievable?: boolean }[];
}

/** Printed by `cargo run -p catalog -- sample --seed N` before the tests start. */
function printed(seed: number): Sample[] {
  const folder = process.env.SAMPLES ?? join(resolve(import.meta.dirname, '../..'), 'target/e2e');
  return JSON.parse(readFileSync(join(folder, `samples-${seed}.json`), 'utf8')) as Sample[];
}

const everything = printed(1);
const byChance = printed(2);

/** One a case of a service: its first case answers all that can be asked, the others what chance says. */
export const samples: Sample[] = byChance.map((sample, at) => {
  const first = byChance[at - 1]?.slug !== sample.slug;
  return (first && everything[at]) || sample;
});

/** The first sample of a service, or that of a variant. */
export function sampleOf(slug: string, variant?: string): Sample {
  const found = samples.find((sample) => sample.slug === slug && (!variant || sample.variant === variant));
  if (!found) throw new Error(`no sample for ${slug} ${variant ?? ''}`);
  return found;
}

/** What the server says about one service, read once a worker. */
export class Services {
  private readonly definitions = new Map<string, Definition>();
  private readonly lists = new Map<string, Map<string, string>>();
  private versions: Map<string, string> | undefined;

  constructor(private readonly url: string) {}

  private async get<T>(path: string): Promise<T> {
    const response = await fetch(this.url + path);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  async index(): Promise<{ services: { slug: string; version: string; name: { vi: string; en: string } }[] }> {
    return this.get('/api/v1/services');
  }

  async definition(slug: string): Promise<Definition> {
    let found = this.definitions.get(slug);
    if (!found) {
      this.versions ??= new Map((await this.index()).services.map((service) => [service.slug, service.version]));
      found = await this.get<Definition>(`/api/v1/services/${slug}/definitions/${this.versions.get(slug)}`);
      this.definitions.set(slug, found);
    }
    return found;
  }

  /** The name that a person would type for a code of a list. */
  async nameOf(list: 'provinces' | 'communes' | 'countries' | 'ethnic-groups', code: string): Promise<string> {
    let names = this.lists.get(list);
    if (!names) {
      const rows = await this.get<{ code: string; name?: string; vi?: string }[]>(`/api/v1/reference/${list}`);
      names = new Map(rows.map((row) => [row.code, row.name ?? row.vi ?? row.code]));
      this.lists.set(list, names);
    }
    return names.get(code) ?? code;
  }
}

/** As typed on a keyboard without Vietnamese: no marks, đ as d, lower case. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'd').toLowerCase();
}
