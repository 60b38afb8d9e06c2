/**
 * The words of the package: every document, view, command and report that crosses the boundary.
 *
 * Ids of the tenant are int64 in ServiceTitan and strings here, because a JavaScript number loses
 * digits above 2^53. Times are RFC 3339 strings in UTC. Nothing in this file decides anything.
 */

/** A rule's stable number, `LL` and four digits. Never reused. `leadloom rules` lists them. */
export type RuleNumber = `LL${number}`;

/** `error`: will not work. `warning`: works, but not as meant. `note`: worth knowing. */
export type FindingLevel = 'error' | 'warning' | 'note';

/** Where a finding stands. Lines and columns count from 1; columns and lengths in UTF-16 units. */
export interface Place {
  file: string;
  line: number;
  column: number;
  /** UTF-16 units from `column`; 0 when the finding concerns the whole file. */
  length: number;
  /** Byte offset of the first byte, from 0. */
  byte: number;
  /** Length in bytes. */
  bytes: number;
  /** RFC 6901 JSON Pointer, when the place is inside a JSON document. */
  pointer?: string;
  /** Row of a table, the headings being 1. */
  row?: number;
  /** Heading of the column in a table. */
  heading?: string;
  /** The line of the place, cut where it is long, and the column that it starts at. */
  excerpt?: string;
  excerptColumn?: number;
}

/** Another place that explains a finding. */
export interface Related {
  place: Place;
  message: string;
}

/** A piece of a file and what should stand there instead. */
export interface Edit {
  place: Place;
  text: string;
}

/** What mends a finding. Only a `safe` one is applied by a machine. */
export interface Fix {
  /** What it does, as an instruction. */
  title: string;
  safe: boolean;
  /** All in the finding's own file. */
  edits: Edit[];
}

/** One thing the core has to say: number, level, place, plain words and the next step. */
export interface Finding {
  rule: RuleNumber;
  level: FindingLevel;
  message: string;
  /** What to do about it. */
  hint: string;
  place?: Place;
  related?: Related[];
  fix?: Fix;
}

/** A finding that a suppression kept back, and why. */
export interface SuppressedFinding extends Finding {
  reason: string;
}

/** What a document is. `auto` lets the core look. */
export type DocumentKind =
  | 'setup'
  | 'partner'
  | 'business-units'
  | 'job-types'
  | 'campaigns'
  | 'customers'
  | 'customer-contacts'
  | 'customer-locations'
  | 'feed'
  | 'mapping'
  | 'booking'
  /** Commands on leads, a line each: what `deskLog()` answers. */
  | 'desk-log';

/** A file as the host has it. Bytes are copied into the core; text is encoded as UTF-8. */
export interface DocumentInput {
  /** The name findings are reported under, usually the path. */
  name: string;
  bytes: Uint8Array | string;
  kind?: DocumentKind | 'auto';
}

/** Bounds that a host sets on its own account. Each has a rule: LL0004, LL0005, LL0006. */
export interface Limits {
  /** Bytes in one document. Default 256 MiB. */
  bytes?: number;
  /** Brackets open at once. Default 64. */
  depth?: number;
  /** Findings in one report; the rest is counted. Default 1,000. */
  findings?: number;
}

export interface Counts {
  errors: number;
  warnings: number;
  notes: number;
  /** Findings left out of the list because of `limits.findings`. */
  unlisted: number;
}

/** What validation answers. `clean` when there is neither error nor warning. */
export interface Report {
  clean: boolean;
  counts: Counts;
  findings: Finding[];
  suppressed: SuppressedFinding[];
  documents: { name: string; kind: DocumentKind | 'unknown'; records: number }[];
}

export interface Rule {
  rule: RuleNumber;
  level: FindingLevel;
  name: string;
  /** What the rule says, in one sentence. */
  title: string;
  /** The next step, where a finding has no better one. */
  hint: string;
}

/** A thing of the tenant by id, with the name it has there. */
export interface Ref {
  id: string;
  name: string;
}

/** A role as ServiceTitan's `EmployeeUserRole` names it. Only Admin and Owner may accept (M2). */
export type Role = 'Admin' | 'Owner' | 'CSR' | 'Dispatch' | 'GeneralOffice' | (string & {});

export interface Person {
  name: string;
  role: Role;
}

/** One scale for all partners. Only critical and urgent are passed on (M4). */
export type Severity = 'critical' | 'urgent' | 'watching';

export type Priority = 'Low' | 'Normal' | 'High' | 'Urgent';

interface CommandBase {
  /** RFC 3339 time with zone. The host owns the clock. */
  at: string;
  by: Person;
}

/** A row of the mapping as commands give it. Empty lists remove it. */
export interface MappedRow {
  trade: string;
  standardJobType: string;
  /** Ids or names of the tenant. */
  jobTypes: string[];
  businessUnits: string[];
  /** For which of its alerts; without it, for all others (N2). */
  when?: object;
}

/** A command on the set-up document, before it is dated and signed. */
export type SetupChange =
  | { type: 'accept_agreement'; integration: string; version: string; sha256: string }
  | {
      type: 'connect_account';
      integration: string;
      /** Id at the partner. Connected again, it keeps the business units of what is still there. */
      account: string;
      name?: string;
      profiles?: { id: string; name?: string; businessUnits?: string[] }[];
      /** Ids or names; where they are absent, those that it had. */
      businessUnits?: string[];
    }
  | { type: 'disconnect_account'; integration: string; account: string }
  | {
      type: 'assign_business_units';
      integration: string;
      account: string;
      /** Absent: the business units of the account itself. */
      profile?: string;
      businessUnits: string[];
    }
  | { type: 'select_trades'; trades: string[] }
  | ({ type: 'map_job_type' } & MappedRow)
  /** All rows or none, as one step of the history. */
  | { type: 'map_job_types'; rows: MappedRow[] }
  /** Makes the fix of a finding of the validator, by its rule and pointer. */
  | { type: 'mend'; rule: RuleNumber; pointer: string }
  /** Goes live. LL0308 while agreement, account or mapping is missing. */
  | { type: 'finish'; integration: string }
  | { type: 'set_enabled'; integration: string; enabled: boolean }
  | {
      type: 'set_job_type_enabled';
      integration: string;
      trade: string;
      standardJobType: string;
      enabled: boolean;
    }
  /** Without a campaign: none. */
  | { type: 'set_campaign'; integration: string; campaign?: string }
  /** What is not given stays. */
  | ({ type: 'set_desk' } & Partial<DeskSettings>);

/** Commands on the set-up document. */
export type SetupCommand = CommandBase & SetupChange;

/** Commands on a lead. */
export type DeskCommand = CommandBase & DeskChange;

/** How the office works with its leads. */
export interface DeskSettings {
  /** What the first tab is called (M14). */
  firstTab: 'Bookings' | 'Job Booking';
  /** How soon a lead should be answered: from 1 to a week (10080). */
  criticalMinutes: number;
  urgentMinutes: number;
  /** How long a device may be silent within an episode (N6): from 1 to 720. */
  episodeHours: number;
}

/** A record of the tenant, as `leadloom/customers` finds it. Ids are those of the tenant. */
export interface FoundCustomer {
  id: string;
  /** One of the customer's locations. */
  location?: string;
  /** `Residential` or `Commercial`. */
  type?: string;
}

/** A command on a lead, before it is dated and signed. Ids are those of the tenant. */
export type DeskChange = { lead: string } & (
  | { type: 'accept_lead' }
  /** Back to new, whatever was done. */
  | { type: 'reopen_lead' }
  /** To look at it again (M18). `on`: RFC 3339. */
  | { type: 'follow_up_lead'; on: string; note?: string }
  | ({ type: 'book_lead' } & JobDetails)
  | { type: 'dismiss_lead'; reason: string }
  /** Empty: to nobody. */
  | { type: 'assign_lead'; to: string }
  /** Without a customer: to none. `automatic`: it was matched by itself. */
  | {
      type: 'link_customer';
      customer?: string;
      location?: string;
      customerType?: string;
      automatic?: boolean;
    }
  /** Picks job type and business unit for a lead that was not filled in (N1). */
  | { type: 'fill_in_lead'; jobType: string; businessUnit: string }
  /** A request was handed to the host's endpoint: none is handed over twice by mistake. */
  /** `id`: of what it has created in ServiceTitan. */
  | { type: 'hand_over_lead'; request: Request['name']; id?: string }
  /** Takes back the last thing that was done with the lead, step by step; `redo_lead` does it again. */
  | { type: 'undo_lead' }
  | { type: 'redo_lead' }
);

/** What a lead is booked with (M17). Times are RFC 3339. */
export interface JobDetails {
  jobType: string;
  businessUnit: string;
  start: string;
  end: string;
  /** Without it: the integration's. */
  campaign?: string;
  priority?: Priority;
  /** Without it: what the alert says. */
  summary?: string;
  tags?: string[];
}

export type Command = SetupCommand | DeskCommand;

/** Either everything of the command was done, or nothing was and the findings say why. */
export type Applied =
  | {
      ok: true;
      findings: Finding[];
      /** What takes the command back, where it can be. */
      undo?: SetupChange | DeskChange;
    }
  | { ok: false; findings: Finding[] };

/** What became of one loaded document. Nothing of a document with `ok: false` was taken over. */
export interface Loaded {
  ok: boolean;
  kind: DocumentKind | 'unknown';
  records: number;
  findings: Finding[];
  counts: Counts;
}

/** A neutral mark: SVG path data drawn in one hue (degrees of the oklch hue circle). */
export interface Mark {
  viewBox: string;
  paths: string[];
  hue: number;
}

export interface AcceptedAgreement {
  version: string;
  sha256: string;
  acceptedBy: Person;
  acceptedAt: string;
}

/** An account or a profile at a partner's portal, and the business units that its alerts are for. */
export interface Served {
  id: string;
  name: string;
  businessUnits: Ref[];
}

/** Why leads of an integration flow, or do not. Until it was finished once it is in set-up. */
export type IntegrationState =
  | 'not_begun'
  | 'in_set_up'
  | 'agreement_needed'
  | 'agreement_outdated'
  | 'paused'
  | 'live';

/**
 * A step of the set-up that is open: the agreement is to be accepted, no account is connected, an
 * account or profile has no business unit, an alert type that is on leads to nothing, or it is paused.
 */
export type OpenStep = 'agreement' | 'accounts' | 'business_units' | 'mapping' | 'enabled';

export interface IntegrationView {
  id: string;
  name: string;
  about: string;
  /** What a dealer of the partner is, in a sentence (M1). */
  dealer: string;
  learnMore: string;
  mark: Mark;
  state: IntegrationState;
  enabled: boolean;
  /** The first of the four steps that has something open: agreement, authorize, job types, turn on. */
  step: number;
  /** The step that editing begins with: the first that is open, or once all was done, the accounts. */
  editBeginsAt: number;
  /** What is left to do, in order; empty when all is done. */
  left: OpenStep[];
  agreement: { version: string; title: string; accepted?: AcceptedAgreement };
  campaign?: Ref;
  /** Profiles have business units of their own; an account without any uses its own (M8). */
  accounts: (Served & {
    profiles: Served[];
    /** Whether business units are chosen for the account itself. */
    asAWhole: boolean;
  })[];
  alertTypes: {
    name: string;
    trade: string;
    standardJobType: string;
    label: string;
    enabled: boolean;
    /** Leads of it, or what would be if the set-up did not hold it. What one device repeats is one. */
    leads: number;
    /** Those of them of the last seven days. */
    leadsLastWeek: number;
  }[];
}

/** A piece of a line; `changed` when the other line lacks it. */
export interface Run {
  text: string;
  changed: boolean;
}

export interface AgreementView {
  integration: string;
  name: string;
  version: string;
  title: string;
  /** True for the text that ships with Leadloom: a sample, not a contract. */
  sample: boolean;
  text: string;
  /** SHA-256 of the text's UTF-8 bytes, lower-case hexadecimal. */
  sha256: string;
  state: 'not_accepted' | 'accepted' | 'outdated';
  accepted?: AcceptedAgreement;
  /** The text that was accepted, where another is in force and it was kept. */
  acceptedText?: string;
  /** What the text in force changes of the one that was accepted, line beside line. */
  changes?: { before: Run[]; after: Run[] }[];
  /** Whether this person's role may accept, and the sentence to show if not. */
  mayAccept: boolean;
  whyNot?: string;
}

/** What a standard job type may mean among the contractor's own. */
export interface Suggestion {
  jobType: Ref;
  /** The one that serves it, where there is one. */
  businessUnit?: Ref;
  /** 1 to 100; 100 only where the names are the same or it was mapped so before. */
  percent: number;
  why: string;
  /** Sure enough to be taken over together with others. */
  sure: boolean;
  /** The row that it leads to. Business units that were chosen stay. */
  row: MappedRow;
}

export interface MappingRow {
  trade: string;
  standardJobType: string;
  label: string;
  /** Names of the partners' alert types that lead here. */
  alertTypes: string[];
  jobTypes: Ref[];
  businessUnits: Ref[];
  /** What a lead that lands here gets. */
  outcome: 'fills_in' | 'blank' | 'not_mapped';
  /** The sentence to show beside the row. */
  consequence: string;
  /** Alerts lead here, and their leads are not filled in. */
  needsYou: boolean;
  /** Rows with a condition, in words (N2). */
  rules: { when: object; text: string; jobTypes: Ref[]; businessUnits: Ref[] }[];
  /** For a row that is not mapped, the nearest first. Never saved by themselves. */
  suggestions: Suggestion[];
  /** Findings of the validator that concern this row. */
  findings: Finding[];
}

export interface MappingView {
  trades: { id: string; label: string; selected: boolean; rows: number }[];
  /** Rows of the selected trades, those that alert types use first. */
  rows: MappingRow[];
  /** Everything that can be chosen: active ones first, then by name. */
  jobTypes: (Ref & { active: boolean; businessUnits: string[]; priority: string })[];
  businessUnits: (Ref & { active: boolean; trade: string })[];
  campaigns: (Ref & { active: boolean })[];
}

/** A step of `resolve`, named, in words. `code` is stable, `text` is for people. */
export interface Reason {
  code: string;
  text: string;
}

export interface Candidate {
  jobType: Ref;
  businessUnit: Ref;
  /** False when ServiceTitan would refuse the pair; `why` says what is in the way. */
  bookable: boolean;
  why: string[];
}

export interface Resolution {
  jobType?: Ref;
  businessUnit?: Ref;
  campaign?: Ref;
  priority: Priority;
  reasons: Reason[];
  /** Best first. One entry when the lead was filled in. */
  candidates: Candidate[];
}

export interface Address {
  street?: string;
  unit?: string;
  city?: string;
  state?: string;
  zip?: string;
  country?: string;
}

export type LeadState = 'new' | 'accepted' | 'follow_up' | 'booked' | 'dismissed';

/** One line of the bookings list. */
export interface LeadLine {
  id: string;
  name: string;
  alertType: string;
  integration: string;
  severity: Severity;
  /** Empty when the partner sent no date that can be read. */
  submittedOn: string;
  city: string;
  jobType?: string;
  businessUnit?: string;
  state: LeadState;
  /** Until when somebody should have answered it. */
  respondBy?: string;
  /** When somebody did. */
  firstResponseAt?: string;
  assignedTo?: string;
  /** Of a follow-up. */
  followUpOn?: string;
  /** Of a booked visit. */
  start?: string;
  /** Why it was dismissed. */
  reason?: string;
}

/** The whole lead card (M15). */
export interface LeadCard {
  id: string;
  source: string;
  alertId: string;
  integration: { id: string; name: string; mark: Mark };
  alertType: string;
  standardJobType: { trade: string; id: string; label: string };
  severity: Severity;
  /** The partner's own word for it. */
  severityAsSent: string;
  /** Empty when the partner sent no date that can be read. */
  submittedOn: string;
  scheduledOn?: string;
  account?: { id: string; name: string };
  profile?: { id: string; name: string };
  contact: {
    name?: string;
    phone?: string;
    /** What dials it (RFC 3966), where it can be dialled: not a masked one. */
    tel?: string;
    email?: string;
    address?: Address;
  };
  device?: { id?: string; name?: string; placement?: string };
  details: { name: string; value: string }[];
  resolution: Resolution;
  /** Whose it is, once the office has linked it or `lead` was told (M16). Without an id: nobody's. */
  customer?: Partial<FoundCustomer> & {
    /** By a command, not by the question. */
    linked: boolean;
    /** Matched by itself; nobody has looked. */
    automatic: boolean;
  };
  /** What is odd about the alert itself: masked phone, no zone in a date … */
  remarks: Reason[];
  /** M19: a system-generated alert, not a booking. */
  reminder: string;
  /** What the call may begin with. */
  opener: string;
  state: LeadState;
  /** What the office has done with it; empty for one that nobody has touched. */
  handling: Handling;
  respondBy?: string;
  /** Where its device said it more than once (N6): everything it said, in the order of time. */
  episode?: {
    timeline: {
      step: 'raised' | 'repeated' | 'cleared' | 'raised again';
      /** Empty when the partner sent no date that can be read. */
      at: string;
      /** As the partner sent it. */
      severity: string;
      alertId: string;
    }[];
    /** The device says that it is over, and nobody has done anything. */
    clearedByItself: boolean;
    /** How many of them are no leads of their own because of this one. */
    repeats: number;
  };
}

export interface Handling {
  /** Who brought it into its state, and when. */
  by?: Person;
  at?: string;
  firstResponseAt?: string;
  assignedTo?: string;
  followUpOn?: string;
  note?: string;
  start?: string;
  end?: string;
  summary?: string;
  tags?: string[];
  /** Why it was dismissed. */
  reason?: string;
  location?: string;
  /** Requests that ServiceTitan has, and the id that it gave to what they created. */
  handedOver?: { request: Request['name']; id?: string }[];
}

export interface LeadQuery {
  /** `open`: new or accepted. */
  state?: LeadState | 'open';
  severity?: Severity;
  integration?: string;
  /** As the manifest has it. */
  alertType?: string;
  account?: string;
  profile?: string;
  assignedTo?: string;
  /** Whether job type and business unit are filled in, by the mapping or by the office. */
  filledIn?: boolean;
  /** The id of the job type that is filled in. */
  jobType?: string;
  /** Submitted at or after, and before: RFC 3339. */
  from?: string;
  to?: string;
  /** Words that must all occur in name, alert type or city. */
  text?: string;
  /**
   * `waiting`: critical first, then longest waiting. `newest`, `oldest`: by submitted date. `due`: by
   * the date of the follow-up.
   */
  sort?: 'waiting' | 'newest' | 'oldest' | 'due';
  offset?: number;
  /** At most 500 in one window. */
  count?: number;
  /** The id of a lead whose place in the list is wanted. */
  at?: string;
}

export interface LeadWindow {
  total: number;
  offset: number;
  leads: LeadLine[];
  counts: {
    new: number;
    accepted: number;
    followUp: number;
    booked: number;
    dismissed: number;
    held: number;
    setAside: number;
  };
  /** Where the lead is that was asked for by `at`, in the list and not in the window. */
  index?: number;
  /** What may be done with a lead in each state; taking back depends on what was done. */
  allowed: Record<LeadState, DeskChange['type'][]>;
  /** As the set-up has them. */
  desk: DeskSettings;
}

/** Alerts that did not become leads, counted by reason (M4). Nothing is silently lost. */
export interface HeldView {
  total: number;
  reasons: { code: string; text: string; count: number }[];
  /** A window of them, newest first within a reason; `reason` filters. */
  alerts: {
    source: string;
    alertId: string;
    alertType: string;
    severity: string;
    code: string;
    /** Where it stands. */
    file: string;
    line: number;
    /** Why this one, where the reason alone does not say it. */
    text: string;
  }[];
}

/** An accepted lead as ServiceTitan's `CreateBookingRequest`. */
export interface BookingRequest {
  /** JSON text: its ids are int64 and must not pass through `JSON.parse`. */
  json: string;
  method: 'POST';
  /** `{tenant}` and `{provider}` stand for the contractor's own ids. */
  path: string;
  /** Empty when all five required fields are there. */
  findings: Finding[];
}

/** A request to ServiceTitan that a lead is ready for. */
export interface Request extends BookingRequest {
  name: 'CreateBookingRequest' | 'LeadCreateRequest' | 'JobCreateRequest';
}

/** What a command on the set-up would bring, without doing it. */
export interface Trial {
  ok: boolean;
  /** Why it cannot be done, or what the validator would find that it does not find now. */
  findings: Finding[];
}

export interface SetupExport {
  /** Suggested file name. */
  name: string;
  text: string;
  /** SHA-256 of the canonical form (RFC 8785). */
  sha256: string;
}

/** An entry of the history of a set-up. */
export interface HistoryEntry {
  at: string;
  by: Person;
  type: string;
  about: string;
  before?: string;
  after: string;
  /** What takes it back, while nothing later has changed the same. */
  undo?: SetupChange;
}

/** What another set-up file would change. */
export interface SetupComparison {
  ok: boolean;
  findings: Finding[];
  /** `code` is stable, `text` is for people. */
  changes: { code: string; text: string }[];
  /** SHA-256 of its canonical form. */
  sha256?: string;
}

/** How a sample alert would be filled in. */
export interface MappingPreview {
  label: string;
  /** Absent where no partner sends an alert that leads here. */
  alertType?: string;
  integration?: { id: string; name: string; mark: Mark };
  severity: Severity;
  resolution: Resolution;
}

/** What a mapping in a file would change. */
export interface MappingImport {
  rows: {
    trade: string;
    standardJobType: string;
    label: string;
    condition?: string;
    jobTypes: Ref[];
    businessUnits: Ref[];
    jobTypesBefore?: Ref[];
    businessUnitsBefore?: Ref[];
    status: 'new' | 'changed' | 'same' | 'refused';
    why?: string;
  }[];
  findings: Finding[];
  /** What makes the change: the rows that are new or changed. */
  command: { type: 'map_job_types'; rows: MappedRow[] };
}
