/**
 * The feed in plain TypeScript: `JSON.parse` a line at a time, objects for alerts, `Map`s for the
 * joins. Same rules as the core, same answers.
 */
import type {
  DeskChange,
  HeldView,
  LeadLine,
  LeadWindow,
  Severity,
} from '../../../wasm-bindings/src/types.js';
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
  standardKey,
} from './documents.js';
import { fold } from './fold.js';
import { parseWithIds } from './ids.js';

/** An alert as a partner sends it; nothing about its fields is certain. */
interface AlertJson {
  specversion?: unknown;
  source?: unknown;
  id?: unknown;
  type?: unknown;
  severity?: unknown;
  submittedOn?: unknown;
  time?: unknown;
  account?: unknown;
  device?: { id?: unknown };
  member?: {
    name?: unknown;
    phone?: unknown;
    email?: unknown;
    address?: { street?: unknown; city?: unknown };
  };
  test?: unknown;
  state?: unknown;
  data?: AlertJson;
}

/** What a lead gets from the mapping. */
interface Target {
  jobType?: string;
  businessUnit?: string;
}

interface Partner {
  id: string;
  severities: Map<string, Severity>;
  passOn: Set<string>;
  alertTypes: Map<string, { name: string; key: string }>;
  /** Why nothing of this partner becomes a lead at present. */
  held?: string;
  off: Set<string>;
}

interface Lead {
  id: string;
  /** The whole alert, for the card. */
  alert: AlertJson;
  alertType: string;
  partner: Partner;
  severity: Severity;
  submitted: number;
  target: Target;
  /** Where it stands in the feed. */
  index: number;
}

/** One alert of what a device says over time. */
interface Sighting {
  id: string;
  submitted: number;
  cleared: boolean;
  lead?: Lead;
}

const day = 24 * 60 * 60_000;

/** The documents that alerts are held against, as text. */
export interface Given {
  catalog: CatalogFiles;
  setup: string;
  businessUnits: string;
  jobTypes: string;
}

const inWork: DeskChange['type'][] = [
  'assign_lead',
  'book_lead',
  'dismiss_lead',
  'fill_in_lead',
  'follow_up_lead',
  'hand_over_lead',
  'link_customer',
  'reopen_lead',
];

/** What every window says. */
const fixed: Pick<LeadWindow, 'allowed' | 'desk'> = {
  allowed: {
    new: [
      'accept_lead',
      'assign_lead',
      'book_lead',
      'dismiss_lead',
      'fill_in_lead',
      'follow_up_lead',
      'link_customer',
    ],
    accepted: inWork,
    follow_up: ['accept_lead', ...inWork],
    booked: ['assign_lead', 'hand_over_lead', 'link_customer', 'reopen_lead'],
    dismissed: ['assign_lead', 'reopen_lead'],
  },
  desk: { firstTab: 'Bookings', criticalMinutes: 5, urgentMinutes: 30, episodeHours: 24 },
};

const ranks: Record<Severity, number> = { critical: 0, urgent: 1, watching: 2 };
const none: Target = {};
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The records of a tenant that references are looked up in. */
class Records<T extends { id: string | number; name: string }> {
  #byId: Map<string, T>;
  #byName: Map<string, T>;

  constructor(rows: T[]) {
    this.#byId = new Map(rows.map((row) => [String(row.id), row]));
    this.#byName = new Map(rows.map((row) => [fold(row.name), row]));
  }

  find({ id, name }: Ref): T | undefined {
    return id === '' ? this.#byName.get(fold(name)) : this.#byId.get(id);
  }
}

export class PeerDesk {
  #partners: Map<string, Partner>;
  #targets: Map<string, Target>;
  #decoder = new TextDecoder();
  #seen = new Set<string>();
  #records = 0;
  #leads: Lead[] = [];
  #held = new Map<string, number>();
  /** By device, or member, and standard job type. */
  #stories = new Map<string, Sighting[]>();
  #sorted = false;

  constructor({ catalog, setup, businessUnits, jobTypes }: Given) {
    const parsed = parseWithIds<SetupFile>(setup);
    this.#partners = partnersOf(catalog, parsed);
    this.#targets = targetsOf(
      parsed,
      new Records(rowsOf(parseWithIds<Page<BusinessUnitJson>>(businessUnits))),
      new Records(rowsOf(parseWithIds<Page<JobTypeJson>>(jobTypes))),
    );
  }

  /** Reads NDJSON; answers how many records it held. */
  load(bytes: Uint8Array): number {
    // Line by line out of the bytes: faster than one text of everything, and half its memory.
    const before = this.#records;
    for (let from = 0; from < bytes.length; ) {
      const end = bytes.indexOf(10, from);
      const to = end < 0 ? bytes.length : end;
      const line = this.#decoder.decode(bytes.subarray(from, to));
      if (line.trim() !== '') this.#add(line);
      from = to + 1;
    }
    return this.#records - before;
  }

  #add(line: string): void {
    const reason = this.#take(line);
    if (reason !== undefined) this.#held.set(reason, (this.#held.get(reason) ?? 0) + 1);
  }

  /** Makes a lead of a line, or answers why not. */
  #take(line: string): string | undefined {
    const index = this.#records++;
    let alert: AlertJson;
    try {
      alert = JSON.parse(line);
    } catch {
      return 'unreadable';
    }
    if (typeof alert !== 'object' || alert === null || Array.isArray(alert)) {
      return 'unreadable';
    }
    const { source, id } = alert;
    const time = alert.time;
    if (alert.specversion !== undefined) alert = alert.data ?? {};
    const { type } = alert;
    const identified = typeof id === 'string' || typeof id === 'number';
    if (typeof source !== 'string' || source === '' || !identified || id === '') {
      return 'unreadable';
    }
    if (typeof type !== 'string') return 'unreadable';

    const key = `${source}/${id}`;
    if (this.#seen.has(key)) return 'duplicate';
    this.#seen.add(key);

    const submitted = instant(alert.submittedOn ?? time);
    const sighting: Sighting = { id: String(id), submitted, cleared: alert.state === 'cleared' };
    this.#see(source, alert, sighting);

    if (alert.test === true) return 'test_message';
    const partner = this.#partners.get(source);
    if (!partner) return 'unknown_partner';
    const alertType = partner.alertTypes.get(type) ?? partner.alertTypes.get(fold(type));
    if (!alertType) return 'unknown_alert_type';
    const word = text(alert.severity);
    const severity = partner.severities.get(word) ?? partner.severities.get(fold(word));
    if (!severity) return 'unknown_severity';
    if (!partner.passOn.has(severity)) return 'severity_not_passed_on';
    if (partner.held) return partner.held;
    if (partner.off.has(alertType.key)) return 'job_type_off';
    if (alert.state === 'cleared') return 'cleared';

    sighting.lead = {
      id: key,
      alert,
      alertType: alertType.name,
      partner,
      severity,
      submitted,
      target: this.#targets.get(alertType.key) ?? none,
      index,
    };
    this.#leads.push(sighting.lead);
    this.#sorted = false;
    return undefined;
  }

  #see(source: string, alert: AlertJson, sighting: Sighting): void {
    const { member } = alert;
    const device = text(alert.device?.id);
    const subject = device || text(member?.address?.street) || text(member?.phone);
    if (subject === '' || !Number.isFinite(sighting.submitted)) return;
    const type = text(alert.type);
    const known = this.#partners.get(source)?.alertTypes;
    const kind = (known?.get(type) ?? known?.get(fold(type)))?.key ?? type;
    const who = device ? '' : `${text(member?.name)} ${text(member?.address?.city)}`;
    const key = `${source} ${text(alert.account)} ${kind} ${device ? 'd' : 'm'} ${subject} ${who}`;
    const story = this.#stories.get(key);
    if (story) story.push(sighting);
    else this.#stories.set(key, [sighting]);
  }

  /** Of each episode the first alert that passes is the lead. */
  #rollUp(): void {
    const repeated = new Set<Lead>();
    for (const story of this.#stories.values()) {
      if (story.length === 1) continue;
      story.sort(
        (a, b) =>
          a.submitted - b.submitted ||
          Number(a.cleared) - Number(b.cleared) ||
          (a.id < b.id ? -1 : 1),
      );
      let before = Number.NEGATIVE_INFINITY;
      let hasLead = false;
      for (const { submitted, lead } of story) {
        if (submitted - before > day) hasLead = false;
        before = submitted;
        if (!lead) continue;
        if (hasLead) repeated.add(lead);
        hasLead = true;
      }
    }
    this.#leads = this.#leads.filter((lead) => !repeated.has(lead));
    if (repeated.size > 0) this.#held.set('repeated', repeated.size);
  }

  /** A window of the leads, worst severity first, then longest waiting. */
  leads({ offset, count }: { offset: number; count: number }): LeadWindow {
    if (!this.#sorted) {
      this.#rollUp();
      this.#leads.sort(
        (a, b) =>
          ranks[a.severity] - ranks[b.severity] ||
          (a.submitted === b.submitted ? a.index - b.index : a.submitted - b.submitted),
      );
      this.#sorted = true;
    }
    const setAside = this.#held.get('unreadable') ?? 0;
    return {
      total: this.#leads.length,
      offset,
      leads: this.#leads.slice(offset, offset + count).map(lineOf),
      counts: {
        new: this.#leads.length,
        accepted: 0,
        followUp: 0,
        booked: 0,
        dismissed: 0,
        held: this.#heldTotal() - setAside,
        setAside,
      },
      ...fixed,
    };
  }

  held(): Pick<HeldView, 'total'> & { reasons: Record<string, number> } {
    return { total: this.#heldTotal(), reasons: Object.fromEntries(this.#held) };
  }

  #heldTotal(): number {
    let total = 0;
    for (const count of this.#held.values()) total += count;
    return total;
  }
}

/** A time without a zone counts as UTC; one that cannot be read comes first. */
function instant(time: unknown): number {
  if (typeof time !== 'string') return Number.NEGATIVE_INFINITY;
  const zoned = /(?:Z|[+-]\d\d:\d\d)$/i.test(time) ? time : `${time}Z`;
  const read = Date.parse(zoned);
  return Number.isNaN(read) ? Number.NEGATIVE_INFINITY : read;
}

function lineOf({ id, alert, alertType, partner, severity, submitted, target }: Lead): LeadLine {
  const { member } = alert;
  const time = Number.isFinite(submitted) ? new Date(submitted).toISOString() : '';
  return {
    id,
    name: text(member?.name).trim(),
    alertType,
    integration: partner.id,
    severity,
    submittedOn: time.replace('.000Z', 'Z'),
    city: text(member?.address?.city).trim(),
    ...target,
    state: 'new',
    ...(time && {
      respondBy: new Date(submitted + (severity === 'critical' ? 5 : 30) * 60_000)
        .toISOString()
        .replace('.000Z', 'Z'),
    }),
  };
}

function partnersOf(catalog: CatalogFiles, setup: SetupFile): Map<string, Partner> {
  const partners = new Map<string, Partner>();
  for (const file of catalog.partners) {
    const manifest: PartnerFile = JSON.parse(file);
    const integration = setup.integrations.find(({ id }) => id === manifest.id);
    const accepted = integration?.agreement;
    let held: string | undefined;
    if (!accepted) held = 'agreement_needed';
    else if (accepted.version !== manifest.agreement.version) held = 'agreement_outdated';
    else if (integration.enabled === false) held = 'paused';
    partners.set(manifest.id, {
      id: manifest.id,
      severities: new Map(manifest.severities.map(({ code, severity }) => [fold(code), severity])),
      passOn: new Set(manifest.passOn),
      alertTypes: new Map(
        manifest.alertTypes.map(({ name, trade, standardJobType }) => [
          fold(name),
          { name, key: standardKey(trade, standardJobType) },
        ]),
      ),
      ...(held && { held }),
      off: new Set(
        integration?.off?.map(({ trade, standardJobType }) => standardKey(trade, standardJobType)),
      ),
    });
  }
  return partners;
}

/** What each mapped standard job type fills in: something only when it is one and can be booked. */
function targetsOf(
  setup: SetupFile,
  units: Records<BusinessUnitJson>,
  jobTypes: Records<JobTypeJson>,
): Map<string, Target> {
  const targets = new Map<string, Target>();
  for (const row of setup.mapping) {
    const [jobRef, otherJob] = row.jobTypes;
    const [unitRef, otherUnit] = row.businessUnits;
    if (!jobRef || !unitRef || otherJob || otherUnit) continue;
    const jobType = jobTypes.find(readRef(jobRef));
    const unit = units.find(readRef(unitRef));
    if (!jobType || !unit || jobType.active === false || unit.active === false) continue;
    const serving = jobType.businessUnitIds ?? [];
    if (serving.length > 0 && !serving.some((id) => String(id) === String(unit.id))) continue;
    targets.set(standardKey(row.trade, row.standardJobType), {
      jobType: jobType.name,
      businessUnit: unit.name,
    });
  }
  return targets;
}
