/**
 * A large set-up and its tenant: 5,000 mapping rows, 2,000 job types, 500 business units.
 *
 * The catalogue has some 390 standard job types, so each has about thirteen rows: all but the last
 * for ZIP codes of their own, the last for all other alerts. One row in a hundred is blemished, the
 * kinds taking turns: every kind that the rule table has for a row of the mapping, its condition
 * and its references, and once each kind for the list of trades.
 */
import { createHash } from 'node:crypto';
import type { PartnerFile, RefJson, SetupFile, StandardJobTypesFile } from '../peers/documents.js';
import type { CatalogFiles } from './catalog.js';
import { Random } from './random.js';

export interface Sizes {
  rows: number;
  jobTypes: number;
  businessUnits: number;
}

export interface Wishes {
  /** Other seeds, other blemishes. */
  seed?: number;
  /** Blemished rows in a hundred. */
  blemished?: number;
}

export interface MappingTexts {
  setup: string;
  jobTypes: string;
  businessUnits: string;
}

type Trade = StandardJobTypesFile['trades'][number];
type Row = SetupFile['mapping'][number];
type When = NonNullable<Row['when']>;

interface Unit {
  id: number;
  name: string;
  active: boolean;
}

interface JobType extends Unit {
  businessUnitIds: number[];
  priority: string;
}

/** What of the tenant belongs to one trade. */
interface Shop {
  trade: Trade;
  units: Unit[];
  closedUnits: Unit[];
  jobTypes: JobType[];
  oldJobTypes: JobType[];
  /** Job types that any business unit serves. */
  openJobTypes: JobType[];
  /** A job type that only one business unit serves. */
  narrowJobTypes: JobType[];
  /** An inactive job type whose name an active one has. */
  replacedJobTypes: JobType[];
  /** Two active job types of one name. */
  twins: JobType[];
  /** A job type that can wait. */
  lateJobTypes: JobType[];
}

/** What the job types of a trade are, by number; the others are sound. */
const ROLES = ['old', 'open', 'narrow', 'replaced', 'replacing', 'late', 'twin', 'twin'] as const;

/** Only these trades have job types of the rarer kinds, or the exports would be full of findings. */
const ODD_SHOPS = 3;

function shopsOf(trades: Trade[], { jobTypes, businessUnits }: Sizes): Shop[] {
  const shops = trades.map(
    (trade): Shop => ({
      trade,
      units: [],
      closedUnits: [],
      jobTypes: [],
      oldJobTypes: [],
      openJobTypes: [],
      narrowJobTypes: [],
      replacedJobTypes: [],
      twins: [],
      lateJobTypes: [],
    }),
  );
  const shopOf = (i: number): Shop => {
    const shop = shops[i % shops.length];
    if (!shop) throw new Error('The catalogue has no trades.');
    return shop;
  };
  for (let i = 0; i < businessUnits; i += 1) {
    const shop = shopOf(i);
    const round = Math.floor(i / shops.length);
    const active = round !== 1;
    const unit = { id: 21_700_341 + i * 17, name: `${shop.trade.label} Branch ${round}`, active };
    (active ? shop.units : shop.closedUnits).push(unit);
  }
  for (let i = 0; i < jobTypes; i += 1) {
    const shop = shopOf(i);
    const round = Math.floor(i / shops.length);
    const all = [...shop.units, ...shop.closedUnits].map(({ id }) => id);
    const odd = i % shops.length < ODD_SHOPS || round < 3;
    const role = odd ? ROLES[round] : undefined;
    // The second of two is called like the first.
    const called = role === 'replacing' || (role === 'twin' && round === 7) ? round - 1 : round;
    const jobType: JobType = {
      id: 48_213_007 + i * 31,
      name: `${shop.trade.label} Visit ${called}`,
      active: role !== 'old' && role !== 'replaced',
      businessUnitIds:
        role === 'open' ? [] : role === 'narrow' ? shop.units.slice(-1).map(({ id }) => id) : all,
      priority: role === 'late' ? 'Low' : round % 2 === 0 ? 'High' : 'Urgent',
    };
    if (role === 'old') shop.oldJobTypes.push(jobType);
    else if (role === 'open') shop.openJobTypes.push(jobType);
    else if (role === 'narrow') shop.narrowJobTypes.push(jobType);
    else if (role === 'replaced') shop.replacedJobTypes.push(jobType);
    else if (role === 'twin') shop.twins.push(jobType);
    else if (role === 'late') shop.lateJobTypes.push(jobType);
    else shop.jobTypes.push(jobType);
  }
  return shops;
}

const refOf = ({ id, name }: Unit): RefJson => ({ id: String(id), name });
const jobTypesOf = (shop: Shop) => [
  ...shop.jobTypes,
  ...shop.oldJobTypes,
  ...shop.openJobTypes,
  ...shop.narrowJobTypes,
  ...shop.replacedJobTypes,
  ...shop.twins,
  ...shop.lateJobTypes,
];

/** A row and what may be done to it. */
interface Place {
  row: Row;
  shop: Shop;
  /** Another trade's. */
  other: Shop;
  /** Its rows; what is added to them stands at the end of the document. */
  mapping: Row[];
  random: Random;
}

/** One kind of blemish: what it does to a row, and to which. */
interface Blemish {
  rules: string[];
  fits?(row: Row, shop: Shop): boolean;
  spoil(place: Place): void;
}

const first = <T>(list: readonly T[]): T => {
  const [one] = list;
  if (one === undefined) throw new Error('The tenant is too small for every kind of blemish.');
  return one;
};

const second = <T>(list: readonly T[]): T => first(list.slice(1));

const ALERTED = new Set(['leak_detected', 'repair_heating_system', 'repair_ac', 'ac_maintenance']);
const isAlerted = (row: Row) => row.trade === 'hvac' && ALERTED.has(row.standardJobType);
const isEmergency = (row: Row) => row.trade === 'hvac' && row.standardJobType === 'repair_hvac';
const hasCondition = (row: Row) => row.when !== undefined;
const isOdd = (_: Row, shop: Shop) => shop.twins.length > 1;

/** A field whose name nobody knows, in the place of one that they do. */
function misspell(row: Row, name: keyof Row, wrong: string): void {
  const entries = Object.entries(row).map(([key, value]) => [key === name ? wrong : key, value]);
  for (const key of Object.keys(row)) delete row[key as keyof Row];
  Object.assign(row, Object.fromEntries(entries));
}

const spoilWhen = (row: Row, change: When) => {
  row.when = { ...row.when, ...change };
};

const BLEMISHES: Blemish[] = [
  {
    rules: ['LL0103', 'LL0136'],
    spoil: ({ row, shop: { narrowJobTypes, units } }) => {
      row.jobTypes = narrowJobTypes.map(refOf);
      row.businessUnits = units.slice(0, 2).map(refOf);
    },
  },
  {
    rules: ['LL0104'],
    spoil: ({ row, shop }) => {
      row.jobTypes = shop.oldJobTypes.map(refOf);
    },
  },
  {
    rules: ['LL0105'],
    spoil: ({ row, shop }) => {
      row.businessUnits = shop.closedUnits.map(refOf);
    },
  },
  {
    rules: ['LL0108'],
    spoil: ({ row, shop, other }) => {
      row.jobTypes = shop.openJobTypes.map(refOf);
      row.businessUnits = other.units.slice(0, 1).map(refOf);
    },
  },
  {
    rules: ['LL0109'],
    spoil: ({ row, shop, random }) => {
      const { name, id } = random.pick(shop.jobTypes);
      row.jobTypes = [
        random.pick<RefJson>([
          { id: '99000001', name: `${shop.trade.label} Vist 7` },
          { id: '99000002', name },
          `${shop.trade.label} Vizit 8`,
          `9${id}`,
        ]),
      ];
    },
  },
  {
    rules: ['LL0110'],
    spoil: ({ row, shop, random }) => {
      const one = random.pick(shop.jobTypes);
      row.jobTypes = [refOf({ ...one, name: `${one.name} (before the move)` })];
    },
  },
  {
    rules: ['LL0111'],
    spoil: ({ row, shop, random }) => {
      row.businessUnits = [`${random.pick(shop.units).name.toUpperCase()} `];
    },
  },
  {
    rules: ['LL0113'],
    spoil: ({ row, mapping }) => {
      mapping.push({ ...row, standardJobType: `${row.standardJobType}_x` });
    },
  },
  {
    // The same condition is a condition for the same alerts.
    rules: ['LL0114', 'LL0125'],
    fits: hasCondition,
    spoil: ({ row, mapping }) => mapping.push(structuredClone(row)),
  },
  {
    rules: ['LL0114'],
    fits: (row) => !hasCondition(row),
    spoil: ({ row, mapping }) => mapping.push(structuredClone(row)),
  },
  {
    rules: ['LL0119'],
    spoil: ({ row }) => {
      row.businessUnits = [];
    },
  },
  {
    rules: ['LL0102'],
    fits: isAlerted,
    spoil: ({ row, shop }) => {
      row.jobTypes = shop.jobTypes.slice(0, 2).map(refOf);
    },
  },
  {
    rules: ['LL0137'],
    fits: isAlerted,
    spoil: ({ row, shop }) => {
      row.businessUnits = [refOf(second(shop.units))];
    },
  },
  {
    rules: ['LL0112'],
    fits: isEmergency,
    spoil: ({ row, shop }) => {
      row.jobTypes = shop.lateJobTypes.map(refOf);
    },
  },
  {
    rules: ['LL0120'],
    spoil: ({ row, shop, random }) => {
      // Cyrillic, as a keyboard of two languages writes it.
      row.businessUnits = [random.pick(shop.units).name.replace('a', '\u0430')];
    },
  },
  {
    rules: ['LL0125'],
    fits: hasCondition,
    spoil: ({ row, mapping }) =>
      mapping.push({ ...row, when: { ...row.when, severity: ['urgent', 'critical'] } }),
  },
  {
    rules: ['LL0127'],
    fits: hasCondition,
    spoil: ({ row }) => spoilWhen(row, { severity: 'watching' }),
  },
  {
    rules: ['LL0128', 'LL0127'],
    fits: hasCondition,
    spoil: ({ row, random }) =>
      spoilWhen(row, random.pick<When>([{ profile: 'prof-wset' }, { account: 'north' }])),
  },
  {
    rules: ['LL0129'],
    fits: hasCondition,
    spoil: ({ row, random }) =>
      spoilWhen(row, random.pick<When>([{ zip: '787' }, { severity: 'critcal' }])),
  },
  {
    rules: ['LL0132'],
    spoil: ({ row }) => {
      row.jobTypes = [...row.jobTypes, first(row.jobTypes)];
    },
  },
  {
    rules: ['LL0135'],
    fits: isOdd,
    spoil: ({ row, shop }) => {
      row.jobTypes = [first(shop.twins).name];
    },
  },
  {
    rules: ['LL0138', 'LL0104'],
    fits: isOdd,
    spoil: ({ row, shop }) => {
      row.jobTypes = shop.replacedJobTypes.map(refOf);
    },
  },
  {
    rules: ['LL0007', 'LL0009'],
    spoil: ({ row }) => misspell(row, 'businessUnits', 'busnessUnits'),
  },
  {
    rules: ['LL0008'],
    spoil: ({ row }) => {
      Object.assign(row, { jobTypes: 'all' });
    },
  },
  {
    rules: ['LL0010'],
    spoil: ({ row }) => {
      row.jobTypes = [...row.jobTypes, { id: '0', name: 'None' }];
    },
  },
  {
    rules: ['LL0117'],
    spoil: ({ row, mapping }) => mapping.push({ ...row, trade: `${row.trade.slice(0, -1)}_` }),
  },
];

interface Sound {
  row: Row;
  shop: Shop;
}

/** The rows of every standard job type, dealt out evenly. */
function soundRows(shops: Shop[], rows: number, random: Random): Sound[] {
  const all = shops.flatMap((shop) => shop.trade.jobTypes.map(({ id }) => ({ id, shop })));
  return all.flatMap(({ id, shop }, i) => {
    const from = Math.floor((rows * i) / all.length);
    const to = Math.floor((rows * (i + 1)) / all.length);
    return Array.from({ length: to - from }, (_, k): Sound => {
      const last = k === to - from - 1;
      // A profile has chosen the first business unit of this trade.
      const unit = shop.trade.id === 'hvac' ? first(shop.units) : random.pick(shop.units);
      const row: Row = {
        trade: shop.trade.id,
        standardJobType: id,
        jobTypes: [refOf(random.pick(shop.jobTypes))],
        businessUnits: [refOf(unit)],
        ...(last ? {} : { when: conditionOf(k, to - from - 1) }),
      };
      return { row, shop };
    });
  });
}

/** ZIP codes of its own for each of some conditions; neighbours may share one by severity. */
function conditionOf(k: number, count: number): When {
  const zip = String(20_000 + (k - (k % 2)) * 8);
  const other = String(20_001 + k * 8);
  if (k % 10 < 2 && (k | 1) < count) return { severity: k % 2 === 0 ? 'critical' : 'urgent', zip };
  return k % 3 === 0 ? { zip: [String(20_000 + k * 8), other] } : { zip: other };
}

/** Takes the row for all other alerts from a standard job type, which leaves a gap. */
function openGap(sound: Sound[]): Sound[] {
  const at = sound.findLastIndex(({ row }) => !hasCondition(row) && row.trade === 'plumber');
  const { standardJobType } = sound[at]?.row ?? {};
  sound.splice(at, 1);
  return sound.filter(
    ({ row }) => row.trade !== 'plumber' || row.standardJobType !== standardJobType,
  );
}

/** Takes out the first row that a blemish fits, from anywhere on and around the end. */
function taken(free: Sound[], { fits }: Blemish, random: Random): Sound | undefined {
  const start = random.between(0, free.length - 1);
  for (let step = 0; step < free.length; step += 1) {
    const at = (start + step) % free.length;
    const one = free[at];
    if (!one || (fits && !fits(one.row, one.shop))) continue;
    const last = free.pop();
    if (last && last !== one) free[at] = last;
    return one;
  }
  return undefined;
}

/** The same texts for the same sizes, every time. */
export function mappingTexts(
  { standardJobTypes, partners }: CatalogFiles,
  sizes: Sizes,
  { seed = 0x5eed, blemished = 1 }: Wishes = {},
): MappingTexts {
  const { trades }: StandardJobTypesFile = JSON.parse(standardJobTypes);
  const random = new Random(seed);
  const shops = shopsOf(trades, sizes);
  let sound = soundRows(shops, sizes.rows, random);
  // Enough that there is every kind, however few rows there are.
  const count = Math.max(Math.floor((sizes.rows * blemished) / 100), BLEMISHES.length);
  const clean = blemished === 0;
  let listed = trades.map(({ id }) => id);
  let left = sound;
  if (!clean) {
    // What is wrong with the list of trades, and two that nothing is mapped of.
    const unmapped = random.pick(listed.slice(3));
    const isUnmapped = ({ row }: Sound) =>
      row.trade === unmapped ||
      (row.trade === 'hvac' && row.standardJobType === 'hvac_maintenance');
    sound = sound.filter((one) => !isUnmapped(one));
    left = openGap(sound);
    const unlisted = random.pick(listed.filter((id) => id !== unmapped));
    listed = [...listed.filter((id) => id !== unlisted), first(listed), 'roofr'];
  }
  const mapping = sound.map(({ row }) => row);
  const free = clean ? [] : [...left];
  for (let i = 0; i < (clean ? 0 : count); i += 1) {
    const blemish = BLEMISHES[i % BLEMISHES.length];
    const one = blemish && taken(free, blemish, random);
    if (!one) continue;
    const other = random.pick(shops.filter((shop) => shop !== one.shop));
    blemish.spoil({ ...one, other, mapping, random });
  }
  const [smartac] = partners.map((text): PartnerFile => JSON.parse(text));
  const { version, text } = smartac?.agreement ?? { version: '', text: '' };
  const hvac = shops.find(({ trade }) => trade.id === 'hvac');
  const setup = {
    leadloom: 'setup/1',
    tenant: { id: '1204467731', name: 'A large contractor', timeZone: 'America/Chicago' },
    trades: listed,
    mapping,
    integrations: [
      {
        id: 'smartac.com',
        enabled: true,
        agreement: {
          version,
          sha256: createHash('sha256').update(text).digest('hex'),
          acceptedBy: { name: 'Sample Owner', role: 'Owner' },
          acceptedAt: '2026-11-02T15:04:05Z',
        },
        accounts: [
          {
            id: 'acct-1',
            name: 'North',
            businessUnits: [],
            profiles: [
              { id: 'prof-west', name: 'West', businessUnits: hvac?.units.slice(0, 1).map(refOf) },
            ],
          },
        ],
        off: [],
      },
      { id: 'google-local-services', enabled: false, accounts: [], off: [] },
    ],
    history: [],
  };
  const byId = (a: Unit, b: Unit) => a.id - b.id;
  const units = shops.flatMap(({ trade, units: open, closedUnits }) =>
    [...open, ...closedUnits].map((unit) => ({ ...unit, trade: { id: 1401, name: trade.label } })),
  );
  return {
    setup: `${pretty(setup, '')}\n`,
    jobTypes: page(shops.flatMap(jobTypesOf).sort(byId).map(fullJobType)),
    businessUnits: page(units.sort(byId).map(fullUnit)),
  };
}

/** As Leadloom writes set-ups: what holds no further brackets stands on one line. */
function pretty(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const members = Object.entries(value);
  const texts = Array.isArray(value)
    ? value.map((one) => pretty(one, inner))
    : members.map(([key, one]) => `${JSON.stringify(key)}: ${pretty(one, inner)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  if (texts.length === 0) return `${open}${close}`;
  const flat = members.every(([, one]) => typeof one !== 'object' || one === null);
  if (flat) {
    const line = texts.join(', ');
    if (line.length < 96) return Array.isArray(value) ? `[${line}]` : `{ ${line} }`;
  }
  return `${open}\n${texts.map((text) => inner + text).join(',\n')}\n${indent}${close}`;
}

/** The fields that ServiceTitan sends along and nobody reads here. */
const fullJobType = (jobType: JobType) => ({
  ...jobType,
  skills: [],
  tagTypeIds: [],
  duration: 5400,
  class: 'Service',
  summary: `${jobType.name}. Confirm access, pets and parking.`,
  noCharge: false,
  invoiceSignaturesRequired: false,
  modifiedOn: '2023-02-13T14:00:00.9922934Z',
  createdOn: '2020-01-20T14:00:00.3384878Z',
  externalData: [],
  isSmartDispatched: false,
  defaultEstimateSoldAction: 'None',
  customFieldTypeIds: [],
});

const fullUnit = (unit: Unit) => ({
  ...unit,
  officialName: `A large contractor - ${unit.name}`,
  email: 'dispatch@example.com',
  currency: 'USD',
  phoneNumber: '5125550101',
  address: { street: '100 Depot Road', unit: null, city: 'Austin', state: 'TX', zip: '78758' },
  division: { id: 1501, name: 'Service' },
  tagTypeIds: [],
  createdOn: '2014-03-03T14:00:00.5890217Z',
  modifiedOn: '2014-07-26T14:00:00.8127034Z',
  externalData: [],
});

/** A page of the API, one record a line. */
function page(rows: object[]): string {
  const head = `{"page":1,"pageSize":${rows.length},"hasMore":false,"totalCount":${rows.length}`;
  return `${head},"data":[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]}\n`;
}
