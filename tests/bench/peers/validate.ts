/**
 * The mapping rules in plain TypeScript: `JSON.parse` for the data, `Map`s for the joins, positions
 * looked up only for what is reported. It knows the rules that the benchmark's data can break; what
 * the core checks besides (encoding, keys that stand twice, unknown fields, types, times, …) it
 * leaves out.
 */
import type { CatalogFiles } from '../data/catalog.js';
import {
  type BusinessUnitJson,
  type JobTypeJson,
  type Page,
  type PartnerFile,
  type Ref,
  readRef,
  rowsOf,
  type SetupFile,
  type StandardJobTypesFile,
  standardKey,
} from './documents.js';
import { fold } from './fold.js';
import { parseWithIds } from './ids.js';
import { locate, type Path } from './locate.js';
import { didYouMean, foldedNames } from './nearest.js';

export interface PeerFinding {
  rule: string;
  message: string;
  hint: string;
  line: number;
  column: number;
}

type Draft = Omit<PeerFinding, 'line' | 'column'> & { path: Path };
type MappingRow = SetupFile['mapping'][number];
type Trade = StandardJobTypesFile['trades'][number];

interface TenantRecord {
  id: string | number;
  name: string;
  active?: boolean;
}

const named = (name: string): string => `“${name}”`;
const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;

/** The next step of each rule, where a finding has no better one. */
const hints: Record<string, string> = {
  LL0101: 'Map it to a job type and a business unit, or switch it off.',
  LL0102: 'Keep one job type and one business unit if leads should be filled in.',
  LL0103: 'Choose a business unit of the job type, or add it to the job type in ServiceTitan.',
  LL0104: 'Choose an active job type.',
  LL0105: 'Choose an active business unit.',
  LL0108: 'Choose a business unit of the trade, if this was not meant.',
  LL0109: 'Choose one that the tenant has.',
  LL0110: 'Check that it is still the one that is meant, then take over the name.',
  LL0111: 'Write the name as the tenant does, or give the id.',
  LL0112: 'Choose a job type of priority High or Urgent.',
  LL0113: "Choose one of the trade's standard job types.",
  LL0114: 'Keep one of the rows.',
  LL0115: 'Leave it for other integrations, or delete it.',
  LL0119: 'Choose at least one of each.',
};

class Records<T extends TenantRecord> {
  #rows: T[];
  #byId: Map<string, T>;
  #byName: Map<string, T> | undefined;
  #names: Map<string, string> | undefined;

  constructor(rows: T[]) {
    this.#rows = rows;
    this.#byId = new Map(rows.map((row) => [String(row.id), row]));
  }

  find({ id, name }: Ref): T | undefined {
    return id === '' ? this.findName(name) : this.#byId.get(id);
  }

  findName(name: string): T | undefined {
    this.#byName ??= new Map(this.#rows.map((row) => [fold(row.name), row]));
    return this.#byName.get(fold(name));
  }

  didYouMean(name: string): string {
    this.#names ??= foldedNames(this.#rows.map((row) => row.name));
    return didYouMean(name, this.#names);
  }
}

/** What must be known of the catalogue. */
class Catalog {
  readonly trades: Map<string, Trade>;
  readonly jobTypes: Map<string, Trade['jobTypes'][number]>;
  readonly partners: Map<string, PartnerFile>;

  constructor({ standardJobTypes, partners }: CatalogFiles) {
    const { trades }: StandardJobTypesFile = JSON.parse(standardJobTypes);
    this.trades = new Map(trades.map((trade) => [trade.id, trade]));
    this.jobTypes = new Map(
      trades.flatMap(({ id, jobTypes }) =>
        jobTypes.map((type) => [standardKey(id, type.id), type] as const),
      ),
    );
    this.partners = new Map(
      partners.map((text) => {
        const partner: PartnerFile = JSON.parse(text);
        return [partner.id, partner];
      }),
    );
  }

  /** Whether a business unit's trade serves a standard job type. */
  serves(trade: string, standardJobType: string, unitTrade: string): boolean {
    const isCalled = (id: string): boolean => {
      const { label } = this.trades.get(id) ?? {};
      return (
        label !== undefined &&
        (label === unitTrade || fold(label) === fold(unitTrade) || fold(id) === fold(unitTrade))
      );
    };
    if (unitTrade === '' || isCalled(trade)) return true;
    const { alsoServedBy = [] } = this.jobTypes.get(standardKey(trade, standardJobType)) ?? {};
    return alsoServedBy.some(isCalled);
  }
}

/** A validator for as many set-ups as one likes; the catalogue is read once, as in the core. */
export class PeerValidator {
  #catalog: Catalog;

  constructor(files: CatalogFiles) {
    this.#catalog = new Catalog(files);
  }

  /** Findings in the order of the text. */
  validate(files: Record<'setup' | 'jobTypes' | 'businessUnits', Uint8Array>): PeerFinding[] {
    const decoder = new TextDecoder();
    const text = decoder.decode(files.setup);
    const parse = <T>(bytes: Uint8Array) => parseWithIds<T>(decoder.decode(bytes));
    const run = new Run(
      this.#catalog,
      parseWithIds<SetupFile>(text),
      new Records(rowsOf(parse<Page<JobTypeJson>>(files.jobTypes))),
      new Records(rowsOf(parse<Page<BusinessUnitJson>>(files.businessUnits))),
    );
    return placed(text, run.drafts());
  }
}

/** One validation. */
class Run {
  #drafts: Draft[] = [];
  #catalog: Catalog;
  #setup: SetupFile;
  #jobTypes: Records<JobTypeJson>;
  #units: Records<BusinessUnitJson>;
  /** Names of the alert types that lead to a standard job type. */
  #reached = new Map<string, string[]>();

  constructor(
    catalog: Catalog,
    setup: SetupFile,
    jobTypes: Records<JobTypeJson>,
    units: Records<BusinessUnitJson>,
  ) {
    this.#catalog = catalog;
    this.#setup = setup;
    this.#jobTypes = jobTypes;
    this.#units = units;
    for (const { id, enabled, off = [] } of setup.integrations) {
      if (enabled === false) continue;
      const switchedOff = new Set(off.map((key) => standardKey(key.trade, key.standardJobType)));
      for (const type of catalog.partners.get(id)?.alertTypes ?? []) {
        const key = standardKey(type.trade, type.standardJobType);
        if (switchedOff.has(key)) continue;
        this.#reached.set(key, [...(this.#reached.get(key) ?? []), type.name]);
      }
    }
  }

  drafts(): Draft[] {
    const seen = new Set<string>();
    const unreached: { label: string; path: Path }[] = [];
    for (const [i, row] of this.#setup.mapping.entries()) {
      const path = ['mapping', i];
      const key = standardKey(row.trade, row.standardJobType);
      const label = this.#catalog.jobTypes.get(key)?.label;
      if (seen.has(key)) {
        this.#add('LL0114', path, `${named(label ?? row.standardJobType)} is mapped twice.`);
      }
      seen.add(key);
      if (label === undefined) {
        this.#unknownStandard(row, path);
        continue;
      }
      if (!this.#reached.has(key)) unreached.push({ label, path });
      this.#checkRow(row, path, label, this.#reached.get(key));
    }
    this.#checkUnmapped(seen);
    this.#checkUnreached(unreached);
    return this.#drafts;
  }

  #add(rule: string, path: Path, message: string, hint?: string): void {
    this.#drafts.push({ rule, path, message, hint: hint || (hints[rule] ?? '') });
  }

  #unknownStandard({ trade, standardJobType }: MappingRow, path: Path): void {
    const { label = trade, jobTypes = [] } = this.#catalog.trades.get(trade) ?? {};
    this.#add(
      'LL0113',
      path,
      `The trade ${named(label)} has no standard job type ${named(standardJobType)}.`,
      didYouMean(standardJobType, foldedNames(jobTypes.map(({ id }) => id))),
    );
  }

  #refer<T extends TenantRecord>(
    records: Records<T>,
    ref: Ref,
    noun: string,
    path: Path,
  ): T | undefined {
    const { id, name } = ref;
    const record = records.find(ref);
    if (!record) {
      const namesake = name === '' ? undefined : records.findName(name);
      this.#add(
        'LL0109',
        path,
        `The tenant has no ${noun} ${id === '' ? named(name) : id}.`,
        namesake ? `${named(namesake.name)} has the id ${namesake.id}.` : records.didYouMean(name),
      );
      return undefined;
    }
    if (name !== '' && name !== record.name) {
      if (id === '') {
        this.#add(
          'LL0111',
          path,
          `${named(name)} means the ${noun} ${named(record.name)} only without regard to case, accents and blanks.`,
        );
      } else {
        this.#add(
          'LL0110',
          path,
          `The ${noun} ${id} is called ${named(record.name)} now, not ${named(name)}.`,
        );
      }
    }
    if (record.active === false) {
      this.#add(
        noun === 'job type' ? 'LL0104' : 'LL0105',
        path,
        `The ${noun} ${named(record.name)} is inactive.`,
      );
    }
    return record;
  }

  #checkRow(row: MappingRow, path: Path, label: string, alertTypes?: string[]): void {
    const jobTypes = row.jobTypes.map((ref, i) =>
      this.#refer(this.#jobTypes, readRef(ref), 'job type', [...path, 'jobTypes', i]),
    );
    const units = row.businessUnits.map((ref, i) =>
      this.#refer(this.#units, readRef(ref), 'business unit', [...path, 'businessUnits', i]),
    );
    const serving = jobTypes.map(({ businessUnitIds = [] } = {} as JobTypeJson) =>
      businessUnitIds.length === 0 ? undefined : new Set(businessUnitIds.map(String)),
    );
    for (const [i, unit] of units.entries()) {
      if (!unit) continue;
      const unitPath = [...path, 'businessUnits', i];
      const id = String(unit.id);
      for (const [k, jobType] of jobTypes.entries()) {
        if (!jobType || (serving[k]?.has(id) ?? true)) continue;
        this.#add(
          'LL0103',
          unitPath,
          `The business unit ${named(unit.name)} does not serve the job type ${named(jobType.name)}, so the pair cannot be booked.`,
        );
      }
      const unitTrade = unit.trade?.name ?? '';
      if (!this.#catalog.serves(row.trade, row.standardJobType, unitTrade)) {
        const trade = this.#catalog.trades.get(row.trade)?.label ?? row.trade;
        this.#add(
          'LL0108',
          unitPath,
          `The business unit ${named(unit.name)} belongs to ${named(unitTrade)}, the standard job type ${named(label)} to ${named(trade)}.`,
        );
      }
    }
    const sizes = [
      counted(row.jobTypes.length, 'job type'),
      counted(row.businessUnits.length, 'business unit'),
    ].join(' and ');
    if ((row.jobTypes.length === 0) !== (row.businessUnits.length === 0)) {
      this.#add('LL0119', path, `${named(label)} is mapped to ${sizes}.`);
    }
    if (!alertTypes) return;
    if (row.jobTypes.length > 1 || row.businessUnits.length > 1) {
      this.#add(
        'LL0102',
        path,
        `${named(label)} maps to ${sizes}, so leads of ${alertTypes.join(', ')} will not be filled in.`,
      );
    }
    if (!alertTypes.includes('Service Request-Emergency')) return;
    for (const [i, jobType] of jobTypes.entries()) {
      if (jobType?.priority !== 'Low' && jobType?.priority !== 'Normal') continue;
      this.#add(
        'LL0112',
        [...path, 'jobTypes', i],
        `Service Request-Emergency leads to ${named(jobType.name)}, a job type of priority ${jobType.priority}.`,
      );
    }
  }

  #checkUnmapped(mapped: Set<string>): void {
    for (const [key, alertTypes] of this.#reached) {
      if (mapped.has(key)) continue;
      const [integration] = this.#setup.integrations;
      const label = this.#catalog.jobTypes.get(key)?.label ?? key;
      this.#add(
        'LL0101',
        ['integrations', 0, 'id'],
        `${named(label)} is not mapped, but ${alertTypes.join(', ')} of ${named(integration?.id ?? '')} leads to it.`,
      );
    }
  }

  #checkUnreached(rows: { label: string; path: Path }[]): void {
    const [first] = rows;
    if (!first) return;
    const labels = rows.slice(0, 3).map(({ label }) => label);
    this.#add(
      'LL0115',
      first.path,
      `No alert of an enabled integration reaches ${counted(rows.length, 'mapping')}: ${labels.join(', ')}${rows.length > 3 ? ' …' : ''}.`,
    );
  }
}

/** Findings with line and column, in the order of the text. */
function placed(text: string, drafts: Draft[]): PeerFinding[] {
  const offsets = locate(
    text,
    drafts.map(({ path }) => path),
  );
  const order = drafts
    .map((draft, i) => ({ draft, offset: offsets[i] ?? 0 }))
    .sort(
      (a, b) =>
        a.offset - b.offset ||
        (a.draft.rule < b.draft.rule ? -1 : a.draft.rule > b.draft.rule ? 1 : 0),
    );
  let line = 1;
  let start = 0;
  return order.map(({ draft, offset }) => {
    for (let next = text.indexOf('\n', start); next >= 0 && next < offset; ) {
      line += 1;
      start = next + 1;
      next = text.indexOf('\n', start);
    }
    const { rule, message, hint } = draft;
    return { rule, message, hint, line, column: offset - start + 1 };
  });
}
