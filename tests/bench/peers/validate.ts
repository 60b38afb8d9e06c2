/**
 * Two validators in plain TypeScript, as well as one would write them: `JSON.parse` for the values,
 * Ajv's compiled schema for the shapes, `Map`s for the look-ups. One knows places, with the tree of
 * `jsonc-parser`, which it makes only of files that there is something to say about; the other does
 * not. Both are oracles for the core, which must find the same.
 *
 * They know the rules that the benchmark's data can break: those of mapping, conditions, references
 * and exports. What cannot occur there they leave out, to their advantage: other encodings,
 * comments, keys that stand twice, ids that `JSON.parse` rounds, suppressions, tables, feeds,
 * agreements, campaigns, history, the shapes of exports, ZIP ranges and times in conditions; and of
 * each finding the source line, the related places and the fix.
 */
import type { CatalogFiles } from '../data/catalog.js';
import { Catalog } from './catalog.js';
import {
  type BusinessUnitJson,
  type JobTypeJson,
  type Page,
  rowsOf,
  type SetupFile,
} from './documents.js';
import { type Draft, Drafts, type File } from './draft.js';
import { Places } from './places.js';
import { Records } from './records.js';
import { checkRules } from './rules.js';
import { checkShape, compileShape, type Shape } from './shapes.js';

export interface PlainFinding {
  rule: string;
  message: string;
  hint: string;
}

export interface PlacedFinding extends PlainFinding {
  line: number;
  column: number;
}

export type Files = Record<File, Uint8Array>;

/** A validator for as many set-ups as one likes: catalogue and schema are read once. */
export class PeerValidator {
  readonly #catalog: Catalog;
  readonly #shape: Shape;

  /** `schemas` is the project's folder of that name. */
  constructor(files: CatalogFiles, schemas: URL) {
    this.#catalog = new Catalog(files);
    this.#shape = compileShape(schemas);
  }

  /** Findings without places, in no order. */
  plain(files: Files): PlainFinding[] {
    return this.#check(decoded(files)).map(({ rule, message, hint }) => ({ rule, message, hint }));
  }

  /** Findings with line and column, by file, place and rule. */
  placed(files: Files): PlacedFinding[] {
    const texts = decoded(files);
    const places = {
      businessUnits: new Places(texts.businessUnits),
      jobTypes: new Places(texts.jobTypes),
      setup: new Places(texts.setup),
    };
    return this.#check(texts)
      .map((draft) => ({ draft, offset: places[draft.file].offset(draft) }))
      .sort(
        (a, b) =>
          order(a.draft.file, b.draft.file) ||
          a.offset - b.offset ||
          order(a.draft.rule, b.draft.rule),
      )
      .map(({ draft, offset }) => {
        const { rule, message, hint, file } = draft;
        return { rule, message, hint, ...places[file].lineAndColumn(offset) };
      });
  }

  #check(texts: Record<File, string>): Draft[] {
    const setup: SetupFile = JSON.parse(texts.setup);
    const jobTypes: Page<JobTypeJson> = JSON.parse(texts.jobTypes);
    const units: Page<BusinessUnitJson> = JSON.parse(texts.businessUnits);
    const drafts = new Drafts();
    checkShape(this.#shape, setup, drafts);
    const tenant = { jobTypes: new Records(rowsOf(jobTypes)), units: new Records(rowsOf(units)) };
    return checkRules(this.#catalog, setup, tenant, drafts).list;
  }
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function decoded({ setup, jobTypes, businessUnits }: Files): Record<File, string> {
  const decoder = new TextDecoder();
  return {
    setup: decoder.decode(setup),
    jobTypes: decoder.decode(jobTypes),
    businessUnits: decoder.decode(businessUnits),
  };
}
