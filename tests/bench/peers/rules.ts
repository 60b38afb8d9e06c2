/** The mapping rules in plain TypeScript, with `Map`s for the joins. */
import type { Catalog, Trade } from './catalog.js';
import { type Conditional, prove, readable, type Universe } from './conditions.js';
import {
  type BusinessUnitJson,
  type ConditionJson,
  type JobTypeJson,
  type Ref,
  type RefJson,
  readRef,
  type SetupFile,
  standardKey,
} from './documents.js';
import { counted, Drafts, listed, named, type Path } from './draft.js';
import { fold } from './fold.js';
import { didYouMean, foldedNames } from './nearest.js';
import type { Records, TenantRecord } from './records.js';

export interface Tenant {
  jobTypes: Records<JobTypeJson>;
  units: Records<BusinessUnitJson>;
}

type Integration = SetupFile['integrations'][number];

/** A row that could be read. */
interface Row {
  trade: string;
  standardJobType: string;
  key: string;
  path: Path;
  jobTypes: ReadRef[];
  businessUnits: ReadRef[];
  when: ConditionJson | undefined;
  /** Empty when the catalogue does not have it. */
  label: string;
}

type RefsField = 'jobTypes' | 'businessUnits';

interface ReadRef extends Ref {
  /** Its number in its list. */
  at: number;
}

/** Made for findings alone. */
const refPath = (owner: Path, field: RefsField, { at = -1 }: Partial<ReadRef> = {}): Path => [
  ...owner,
  field,
  at,
];

/** Where alerts lead to. */
interface Reached {
  integration: number;
  alertTypes: string[];
}

const JOB_TYPE = 'job type';
const BUSINESS_UNIT = 'business unit';
const EMERGENCY = 'Service Request-Emergency';

/** A condition as a key: the order of its parts does not matter. */
function canonical(when: ConditionJson | undefined): string {
  if (when === undefined) return '';
  const keys = Object.keys(when);
  return JSON.stringify(when, keys.length > 1 ? keys.sort() : undefined);
}

/** All findings but those of the shape, in no order. */
export function checkRules(
  catalog: Catalog,
  setup: SetupFile,
  tenant: Tenant,
  drafts = new Drafts(),
): Drafts {
  const check = new Check(catalog, setup, tenant, drafts);
  check.exports();
  check.trades();
  check.rows();
  check.conditions();
  check.integrations();
  return drafts;
}

class Check {
  readonly #catalog: Catalog;
  readonly #setup: SetupFile;
  readonly #tenant: Tenant;
  readonly #drafts: Drafts;
  readonly #rows: Row[] = [];
  readonly #byStandard = new Map<string, Row[]>();
  readonly #reached = new Map<string, Reached>();

  constructor(catalog: Catalog, setup: SetupFile, tenant: Tenant, drafts: Drafts) {
    this.#catalog = catalog;
    this.#setup = setup;
    this.#tenant = tenant;
    this.#drafts = drafts;
    for (const [i, integration] of setup.integrations.entries()) this.#reach(i, integration);
    for (const [i, row] of setup.mapping.entries()) this.#read(row, ['mapping', i]);
  }

  #reach(i: number, { id, enabled, off = [] }: Integration): void {
    if (enabled === false) return;
    const switchedOff = new Set(off.map((key) => standardKey(key.trade, key.standardJobType)));
    for (const { name, trade, standardJobType } of this.#catalog.partners.get(id)?.alertTypes ??
      []) {
      const key = standardKey(trade, standardJobType);
      if (switchedOff.has(key)) continue;
      const entry = this.#reached.get(key);
      if (entry) entry.alertTypes.push(name);
      else this.#reached.set(key, { integration: i, alertTypes: [name] });
    }
  }

  #read(row: SetupFile['mapping'][number], path: Path): void {
    const { trade, standardJobType, when } = row;
    if (when && !readable(when, path, this.#drafts)) return;
    const key = standardKey(trade, standardJobType);
    const read: Row = {
      trade,
      standardJobType,
      key,
      path,
      jobTypes: this.#readRefs(row.jobTypes, path, 'jobTypes'),
      businessUnits: this.#readRefs(row.businessUnits, path, 'businessUnits'),
      when,
      label: this.#catalog.jobTypes.get(key)?.label ?? '',
    };
    this.#rows.push(read);
    const others = this.#byStandard.get(key);
    if (others) others.push(read);
    else this.#byStandard.set(key, [read]);
  }

  /** Each record once. What is no reference was told by the shape. */
  #readRefs(refs: RefJson[] | undefined, owner: Path, field: RefsField): ReadRef[] {
    if (!Array.isArray(refs)) return [];
    const read: ReadRef[] = [];
    for (let at = 0; at < refs.length; at += 1) {
      const ref = { ...readRef(refs[at] ?? ''), at };
      if (ref.id === '0') continue;
      if (read.some(({ id, name }) => id === ref.id && (id !== '' || name === ref.name))) {
        const shown = ref.name || ref.id;
        const path = refPath(owner, field, ref);
        this.#drafts.add('LL0132', path, `${named(shown)} stands twice in this list.`);
        continue;
      }
      read.push(ref);
    }
    return read;
  }

  trades(): void {
    const mapped = new Set(this.#rows.map(({ trade }) => trade));
    const selected = new Set<string>();
    for (const [i, id] of this.#setup.trades.entries()) {
      const path = ['trades', i];
      if (selected.has(id)) {
        this.#drafts.add('LL0134', path, `The trade ${named(id)} is selected twice.`);
        continue;
      }
      selected.add(id);
      const trade = this.#catalog.trades.get(id);
      if (!trade) this.#unknownTrade(id, path);
      else if (!mapped.has(id)) {
        const message = `The trade ${named(trade.label)} is selected, but nothing of it is mapped.`;
        this.#drafts.add('LL0116', path, message);
      }
    }
    const told = new Set<string>();
    for (const { trade, path } of this.#rows) {
      const known = this.#catalog.trades.get(trade);
      if (!known || selected.has(trade) || told.has(trade)) continue;
      told.add(trade);
      const message = `The trade ${named(known.label)} is not selected, but this and perhaps other rows map it.`;
      this.#drafts.add('LL0133', [...path, 'trade'], message);
    }
  }

  rows(): void {
    const seen = new Set<string>();
    for (const row of this.#rows) {
      this.#repeated(row, seen);
      if (row.label === '') this.#unknownStandard(row);
      else this.#row(row);
    }
    this.#unreached();
    for (const [key, { integration, alertTypes }] of this.#reached) {
      const rows = this.#byStandard.get(key) ?? [];
      if (rows.some((row) => row.jobTypes.length > 0 || row.businessUnits.length > 0)) continue;
      const label = this.#catalog.jobTypes.get(key)?.label ?? key;
      const { id = '' } = this.#setup.integrations[integration] ?? {};
      this.#drafts.add(
        'LL0101',
        ['integrations', integration, 'id'],
        `${named(label)} is not mapped, but ${listed(alertTypes)} of ${named(id)} ${alertTypes.length === 1 ? 'leads' : 'lead'} to it.`,
      );
    }
  }

  /** Rows of one standard job type differ in their conditions. */
  #repeated({ key, when, path, label, standardJobType }: Row, seen: Set<string>): void {
    if ((this.#byStandard.get(key)?.length ?? 0) < 2) return;
    const whole = `${key}\n${canonical(when)}`;
    if (!seen.has(whole)) {
      seen.add(whole);
      return;
    }
    const how = when ? ' under the same condition.' : '.';
    this.#drafts.add('LL0114', path, `${named(label || standardJobType)} is mapped twice${how}`);
  }

  #unknownTrade(id: string, path: Path): void {
    this.#drafts.add(
      'LL0117',
      path,
      `The catalogue has no trade ${named(id)}.`,
      didYouMean(id, foldedNames([...this.#catalog.trades.keys()])),
    );
  }

  #unknownStandard({ trade, standardJobType, path }: Row): void {
    const at = [...path, 'standardJobType'];
    const known: Trade | undefined = this.#catalog.trades.get(trade);
    if (!known) {
      this.#unknownTrade(trade, [...path, 'trade']);
      return;
    }
    this.#drafts.add(
      'LL0113',
      at,
      `The trade ${named(known.label)} has no standard job type ${named(standardJobType)}.`,
      didYouMean(standardJobType, foldedNames(known.jobTypes.map(({ id }) => id))),
    );
  }

  #row(row: Row): void {
    const jobTypes = row.jobTypes.map((ref) => this.#jobType(ref, row.path));
    const units = row.businessUnits.map((ref) => this.#unit(ref, row.path));
    this.#pairs(row, jobTypes, units);
    for (const [i, unit] of units.entries()) {
      const trade = unit?.trade?.name ?? '';
      if (!unit || this.#catalog.serves(row.trade, row.standardJobType, trade)) continue;
      const { label = row.trade } = this.#catalog.trades.get(row.trade) ?? {};
      this.#drafts.add(
        'LL0108',
        refPath(row.path, 'businessUnits', row.businessUnits[i]),
        `The business unit ${named(unit.name)} belongs to ${named(trade)}, the standard job type ${named(row.label)} to ${named(label)}.`,
      );
    }
    const counts = () =>
      `${counted(jobTypes.length, JOB_TYPE)} and ${counted(units.length, BUSINESS_UNIT)}`;
    if ((jobTypes.length === 0) !== (units.length === 0)) {
      this.#drafts.add('LL0119', row.path, `${named(row.label)} is mapped to ${counts()}.`);
    }
    const reached = this.#reached.get(row.key);
    if (!reached) return;
    if (jobTypes.length > 1 || units.length > 1) {
      this.#drafts.add(
        'LL0102',
        row.path,
        `${named(row.label)} maps to ${counts()}, so leads of ${listed(reached.alertTypes)} will not be filled in.`,
      );
    }
    if (reached.alertTypes.includes(EMERGENCY)) {
      for (const [i, jobType] of jobTypes.entries()) {
        if (jobType?.priority !== 'Low' && jobType?.priority !== 'Normal') continue;
        this.#drafts.add(
          'LL0112',
          refPath(row.path, 'jobTypes', row.jobTypes[i]),
          `${EMERGENCY} leads to ${named(jobType.name)}, a job type of priority ${jobType.priority}.`,
        );
      }
    }
    this.#profiles(row, units);
  }

  #pairs(
    row: Row,
    jobTypes: (JobTypeJson | undefined)[],
    units: (BusinessUnitJson | undefined)[],
  ): void {
    let known = 0;
    let bookable = 0;
    for (const [i, unit] of units.entries()) {
      for (const jobType of jobTypes) {
        if (!unit || !jobType) continue;
        known += 1;
        const { businessUnitIds = [] } = jobType;
        // The exports write ids as numbers or as text; a list of them is short.
        const serves =
          businessUnitIds.length === 0 ||
          businessUnitIds.includes(unit.id) ||
          businessUnitIds.some((id) => String(id) === String(unit.id));
        if (serves) {
          if (jobType.active !== false && unit.active !== false) bookable += 1;
          continue;
        }
        this.#drafts.add(
          'LL0103',
          refPath(row.path, 'businessUnits', row.businessUnits[i]),
          `The business unit ${named(unit.name)} does not serve the job type ${named(jobType.name)}, so the pair cannot be booked.`,
        );
      }
    }
    if (known < 2 || bookable > 0 || known !== units.length * jobTypes.length) return;
    const message = `None of the ${known} pairs that ${named(row.label)} maps to can be booked.`;
    this.#drafts.add('LL0136', row.path, message);
  }

  /** The alerts of a profile with business units of its own want one of them. */
  #profiles(row: Row, units: (BusinessUnitJson | undefined)[]): void {
    if (units.length === 0 || units.includes(undefined)) return;
    const { account: accounts, profile: profiles } = row.when ?? {};
    const { integration = -1 } = this.#reached.get(row.key) ?? {};
    for (const account of this.#setup.integrations[integration]?.accounts ?? []) {
      if (accounts !== undefined && !accounts.includes(account.id)) continue;
      for (const profile of account.profiles ?? []) {
        const { businessUnits = [] } = profile;
        if (businessUnits.length === 0) continue;
        if (profiles !== undefined && !profiles.includes(profile.id)) continue;
        const served = businessUnits.some((ref) => {
          const unit = this.#tenant.units.find(readRef(ref))?.record;
          return unit === undefined || units.includes(unit);
        });
        if (served) continue;
        this.#drafts.add(
          'LL0137',
          row.path,
          `No business unit of the profile ${named(profile.name ?? profile.id)} is among those of ${named(row.label)}.`,
        );
      }
    }
  }

  #jobType(ref: ReadRef, owner: Path): JobTypeJson | undefined {
    return this.#refer(this.#tenant.jobTypes, ref, JOB_TYPE, owner, 'jobTypes');
  }

  #unit(ref: ReadRef, owner: Path): BusinessUnitJson | undefined {
    return this.#refer(this.#tenant.units, ref, BUSINESS_UNIT, owner, 'businessUnits');
  }

  #refer<T extends TenantRecord>(
    records: Records<T>,
    ref: ReadRef,
    noun: string,
    owner: Path,
    field: RefsField,
  ): T | undefined {
    const { id, name } = ref;
    const found = records.find(ref);
    const { record: same } = found ?? {};
    if (same && id !== '' && same.name === name && same.active !== false) return same;
    const path = refPath(owner, field, ref);
    if (!found) {
      const what = id === '' ? named(name) : id;
      this.#drafts.add('LL0109', path, `The tenant has no ${noun} ${what}.`, records.hint(ref));
      return undefined;
    }
    const { record, other, confusable } = found;
    if (id === '' && other) {
      const message = `${named(name)} is the name of two active ${noun}s: ${record.id} and ${other.id}.`;
      this.#drafts.add('LL0135', path, message);
    } else if (name !== '' && name !== record.name) {
      const means = `${named(name)} means the ${noun} ${named(record.name)} only`;
      if (id !== '') {
        const message = `The ${noun} ${id} is called ${named(record.name)} now, not ${named(name)}.`;
        this.#drafts.add('LL0110', path, message);
      } else if (confusable) {
        this.#drafts.add('LL0120', path, `${means} if letters that look alike count as equal.`);
      } else {
        this.#drafts.add('LL0111', path, `${means} without regard to case, accents and blanks.`);
      }
    }
    if (record.active === false) this.#inactive(records, path, record, noun);
    return record;
  }

  #inactive<T extends TenantRecord>(
    records: Records<T>,
    path: Path,
    { id, name }: T,
    noun: string,
  ): void {
    const rule = noun === JOB_TYPE ? 'LL0104' : 'LL0105';
    this.#drafts.add(rule, path, `The ${noun} ${named(name)} is inactive.`);
    const namesake = records.findName(name)?.record;
    if (!namesake || namesake.active === false || namesake.id === id) return;
    const message = `${named(name)} (${id}) is inactive, but an active ${noun} has the same name (${namesake.id}).`;
    this.#drafts.add('LL0138', path, message);
  }

  #unreached(): void {
    const labels = new Set<string>();
    let first: Path | undefined;
    for (const { key, label, path } of this.#rows) {
      if (label === '' || this.#reached.has(key)) continue;
      first ??= path;
      labels.add(label);
    }
    if (!first) return;
    const shown = [...labels].slice(0, 3);
    if (labels.size > 3) shown.push(counted(labels.size - 3, 'other'));
    this.#drafts.add(
      'LL0115',
      first,
      `No alert of an enabled integration reaches ${counted(labels.size, 'mapping')}: ${listed(shown)}.`,
    );
  }

  conditions(): void {
    const universe = this.#universe();
    for (const rows of this.#byStandard.values()) {
      const label = rows[0]?.label ?? '';
      if (label === '') continue;
      const conditional: Conditional[] = [];
      for (const { when, path } of rows) if (when) conditional.push({ when, path });
      if (conditional.length === 0) continue;
      prove(label, conditional, conditional.length < rows.length, universe, this.#drafts);
    }
  }

  #universe(): Universe {
    const severities = new Set<string>();
    const accounts = new Set<string>();
    const profiles = new Set<string>();
    for (const integration of this.#setup.integrations) {
      const partner = this.#catalog.partners.get(integration.id);
      if (!partner || integration.enabled === false) continue;
      for (const severity of partner.passOn) severities.add(severity);
      for (const account of integration.accounts ?? []) {
        accounts.add(account.id);
        for (const profile of account.profiles ?? []) profiles.add(profile.id);
      }
    }
    return {
      severities: [...severities].sort(),
      accounts: foldedNames([...accounts]),
      profiles: foldedNames([...profiles]),
    };
  }

  /** The business units of accounts and profiles. */
  integrations(): void {
    for (const [i, { accounts = [] }] of this.#setup.integrations.entries()) {
      for (const [k, account] of accounts.entries()) {
        const path = ['integrations', i, 'accounts', k];
        this.#referAll(account.businessUnits, path);
        for (const [j, profile] of (account.profiles ?? []).entries()) {
          this.#referAll(profile.businessUnits, [...path, 'profiles', j]);
        }
      }
    }
  }

  #referAll(refs: RefJson[] | undefined, path: Path): void {
    for (const ref of this.#readRefs(refs, path, 'businessUnits')) this.#unit(ref, path);
  }

  exports(): void {
    const { jobTypes, units } = this.#tenant;
    this.#namesakes(jobTypes, JOB_TYPE, 'jobTypes');
    this.#namesakes(units, BUSINESS_UNIT, 'businessUnits');
    const isActive = new Map(units.all.map(({ id, active }) => [id, active !== false]));
    for (const [i, { name, active, businessUnitIds = [] }] of jobTypes.all.entries()) {
      if (active === false || businessUnitIds.length === 0) continue;
      const unknown = businessUnitIds.filter((id) => !isActive.has(id));
      const at = { file: 'jobTypes' } as const;
      const path = ['data', i, 'businessUnitIds'];
      if (unknown.length > 0) {
        const many = unknown.length > 1;
        const message = `The job type ${named(name)} names ${counted(unknown.length, BUSINESS_UNIT)} that ${many ? 'were' : 'was'} not exported: ${unknown[0]}${many ? ' and others.' : '.'}`;
        this.#drafts.add('LL0153', path, message, '', at);
      } else if (!businessUnitIds.some((id) => isActive.get(id))) {
        const message = `None of the business units of the job type ${named(name)} is active.`;
        this.#drafts.add('LL0154', path, message, '', at);
      }
    }
  }

  #namesakes<T extends TenantRecord>(
    records: Records<T>,
    noun: string,
    file: 'jobTypes' | 'businessUnits',
  ): void {
    const first = new Map<string, T>();
    const told = new Set<string>();
    for (const [i, record] of records.all.entries()) {
      if (record.active === false) continue;
      const key = fold(record.name);
      const before = first.get(key);
      if (!before) first.set(key, record);
      if (!before || told.has(key)) continue;
      told.add(key);
      const message = `Two active ${noun}s are called ${named(record.name)}: ${before.id} and ${record.id}.`;
      this.#drafts.add('LL0155', ['data', i, 'name'], message, '', { file });
    }
  }
}
