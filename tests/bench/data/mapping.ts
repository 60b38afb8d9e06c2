/**
 * A large set-up and its tenant: 5,000 mapping references, 2,000 job types, 500 business units.
 *
 * The catalogue is compiled into the core and has some 390 standard job types; each can be mapped
 * once, and mapping it again is a finding. So the size lies in the references: every standard job
 * type of every trade has one row, and each row names about thirteen records of the tenant. One
 * reference or row in a hundred is blemished, the kinds taking turns.
 */
import type { RefJson, SetupFile, StandardJobTypesFile } from '../peers/documents.js';
import type { CatalogFiles } from './catalog.js';
import { Random } from './random.js';

export interface Sizes {
  references: number;
  jobTypes: number;
  businessUnits: number;
}

export interface MappingTexts {
  setup: string;
  jobTypes: string;
  businessUnits: string;
}

type Trade = StandardJobTypesFile['trades'][number];
type Row = SetupFile['mapping'][number];

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
}

const PRIORITIES = ['High', 'Urgent', 'High', 'Normal'];

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
    const kind = (['old', 'open', 'narrow'] as const)[round];
    const jobType: JobType = {
      id: 48_213_007 + i * 31,
      name: `${shop.trade.label} Visit ${round}`,
      active: kind !== 'old',
      businessUnitIds: kind === 'open' ? [] : kind === 'narrow' ? all.slice(-1) : all,
      priority: PRIORITIES[i % PRIORITIES.length] ?? 'Normal',
    };
    if (kind === 'old') shop.oldJobTypes.push(jobType);
    else if (kind === 'open') shop.openJobTypes.push(jobType);
    else if (kind === 'narrow') shop.narrowJobTypes.push(jobType);
    else shop.jobTypes.push(jobType);
  }
  return shops;
}

const refOf = ({ id, name }: Unit): RefJson => ({ id: String(id), name });

/** One kind of blemish: the rule it is for, and what it does to a row. */
interface Blemish {
  rule: string;
  spoil(row: Row, shop: Shop, other: Shop, mapping: Row[], random: Random): void;
}

function replaceOne(refs: RefJson[], ref: RefJson | undefined, random: Random): void {
  if (ref !== undefined) refs[random.between(0, refs.length - 1)] = ref;
}

const BLEMISHES: Blemish[] = [
  {
    rule: 'LL0103',
    spoil: (row, { narrowJobTypes, units }) => {
      row.jobTypes = narrowJobTypes.map(refOf);
      row.businessUnits = units.slice(0, 2).map(refOf);
    },
  },
  {
    rule: 'LL0104',
    spoil: (row, { oldJobTypes }, _, __, random) =>
      replaceOne(row.jobTypes, oldJobTypes.map(refOf)[0], random),
  },
  {
    rule: 'LL0105',
    spoil: (row, { closedUnits }, _, __, random) =>
      replaceOne(row.businessUnits, closedUnits.map(refOf)[0], random),
  },
  {
    rule: 'LL0108',
    spoil: (row, { openJobTypes, units }, other) => {
      row.jobTypes = openJobTypes.map(refOf);
      row.businessUnits = [...units.slice(0, 2), ...other.units.slice(0, 1)].map(refOf);
    },
  },
  {
    rule: 'LL0109',
    spoil: (row, { trade }, _, __, random) =>
      replaceOne(row.jobTypes, { id: '99000001', name: `${trade.label} Vist 7` }, random),
  },
  {
    rule: 'LL0110',
    spoil: (row, { jobTypes }, _, __, random) => {
      const one = random.pick(jobTypes);
      replaceOne(row.jobTypes, refOf({ ...one, name: `${one.name} (before the move)` }), random);
    },
  },
  {
    rule: 'LL0111',
    spoil: (row, { units }, _, __, random) =>
      replaceOne(row.businessUnits, random.pick(units).name.toUpperCase(), random),
  },
  {
    rule: 'LL0113',
    spoil: (row, _, __, mapping) => {
      mapping.push({ ...row, standardJobType: `${row.standardJobType}_x` });
    },
  },
  { rule: 'LL0114', spoil: (row, _, __, mapping) => mapping.push(structuredClone(row)) },
  {
    rule: 'LL0119',
    spoil: (row) => {
      row.businessUnits = [];
    },
  },
];

/** One row for each standard job type, with the references dealt out evenly. */
function soundRows(shops: Shop[], references: number, random: Random): { row: Row; shop: Shop }[] {
  const all = shops.flatMap((shop) => shop.trade.jobTypes.map(({ id }) => ({ id, shop })));
  return all.map(({ id, shop }, i) => {
    const from = Math.floor((references * i) / all.length);
    const to = Math.floor((references * (i + 1)) / all.length);
    const units = Math.min(shop.units.length, (to - from) >> 1);
    const row: Row = {
      trade: shop.trade.id,
      standardJobType: id,
      jobTypes: random.some(shop.jobTypes, to - from - units).map(refOf),
      businessUnits: random.some(shop.units, units).map(refOf),
    };
    return { row, shop };
  });
}

/** The same texts for the same sizes, every time. */
export function mappingTexts({ standardJobTypes }: CatalogFiles, sizes: Sizes): MappingTexts {
  const { trades }: StandardJobTypesFile = JSON.parse(standardJobTypes);
  const random = new Random(0x5eed);
  const shops = shopsOf(trades, sizes);
  const sound = soundRows(shops, sizes.references, random);
  const mapping = sound.map(({ row }) => row);
  random.some(sound, Math.floor(sizes.references / 100)).forEach(({ row, shop }, i) => {
    const other = random.pick(shops.filter((one) => one !== shop));
    BLEMISHES[i % BLEMISHES.length]?.spoil(row, shop, other, mapping, random);
  });
  const setup = {
    leadloom: 'setup/1',
    tenant: { id: '1204467731', name: 'A large contractor', timeZone: 'America/Chicago' },
    trades: trades.map(({ id }) => id),
    mapping,
    integrations: [
      { id: 'smartac.com', enabled: true, accounts: [], off: [] },
      { id: 'google-local-services', enabled: false, accounts: [], off: [] },
    ],
    history: [],
  };
  const byId = (a: Unit, b: Unit) => a.id - b.id;
  const units = shops.flatMap(({ trade, units: open, closedUnits }) =>
    [...open, ...closedUnits].map((unit) => ({ ...unit, trade: { id: 1401, name: trade.label } })),
  );
  const jobTypes = shops.flatMap((shop) => [
    ...shop.jobTypes,
    ...shop.oldJobTypes,
    ...shop.openJobTypes,
    ...shop.narrowJobTypes,
  ]);
  return {
    setup: `${JSON.stringify(setup, null, 2)}\n`,
    jobTypes: page(jobTypes.sort(byId).map(fullJobType)),
    businessUnits: page(units.sort(byId).map(fullUnit)),
  };
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
