/** The face of the package: what `load()` answers. */
import type { WasmSource } from './compile.js';
import type {
  AgreementView,
  Applied,
  BookingRequest,
  Command,
  DocumentInput,
  FindingLevel,
  FoundCustomer,
  HeldView,
  HistoryEntry,
  IntegrationView,
  LeadCard,
  LeadQuery,
  LeadWindow,
  Limits,
  Loaded,
  MappingImport,
  MappingPreview,
  MappingView,
  Report,
  Request,
  Role,
  Rule,
  RuleNumber,
  SetupCommand,
  SetupComparison,
  SetupExport,
  Trial,
} from './types.js';

export type { WasmSource } from './compile.js';

export interface LoadOptions {
  /**
   * Where the WebAssembly is: an address, bytes, a response or a compiled module, or a promise of
   * one. Left out, it is the one beside this script: fetched in browsers, read from disk in Node, Deno
   * and Bun, imported as a module in workerd. Never a CDN.
   */
  wasm?: WasmSource | Promise<WasmSource>;
}

/**
 * A sheet of a spreadsheet as CSV and further ones that look like mappings; or why there is none, in
 * words like “it is damaged”.
 */
export type ConvertedSheet =
  | { sheet: string; csv: string | Uint8Array; others?: readonly string[] }
  | { reason: string };

/**
 * What a command line may ask of its host. What is optional need not be there: then folders are not
 * listed, nothing is written, there is no terminal and no environment.
 */
export interface CommandLineHost {
  /** The file's bytes, or the reason why it cannot be read. `-` is standard input. */
  read(path: string): Uint8Array | string;
  /** Names in a folder, folders with a slash at the end; or the reason why it cannot be listed. */
  list?(folder: string): readonly string[] | string;
  /**
   * Writes a file whole or not at all; the reason when it cannot be. The bytes are the core's own
   * memory: copy what is to be kept.
   */
  write?(path: string, bytes: Uint8Array): string | undefined;
  /** Whether what `out` is given goes to a terminal. */
  terminal?(): boolean;
  /** A variable of the environment. */
  variable?(name: string): string | undefined;
  /**
   * The sheet of a spreadsheet that holds the table, as CSV, or why there is none; nothing where the
   * host cannot tell. The same rule for its bytes.
   */
  convert?(name: string, bytes: Uint8Array): ConvertedSheet | undefined;
  out(text: string): void;
  err(text: string): void;
}

/** The loaded core. Everything on it is synchronous. */
export interface Leadloom {
  readonly version: string;
  /**
   * Checks JSON documents against each other and the catalogue. Never throws for bad input. Tables,
   * fixes, levels and the formats of others: `leadloom/validator`.
   */
  validate(documents: readonly DocumentInput[], options?: { limits?: Limits }): Report;
  rules(): Rule[];
  /** Opens an empty workspace: catalogue loaded, no tenant, empty set-up. */
  openWorkspace(options?: { limits?: Limits }): Workspace;
}

/** How a rule is reported here; `off` not at all. */
export type RuleLevels = { readonly [rule: RuleNumber]: FindingLevel | 'off' };

export interface ValidationOptions {
  limits?: Limits;
  rules?: RuleLevels;
  /** RFC 3339, for what must not lie in the past. The host owns the clock; without it no such rule. */
  now?: string;
}

/** How a report is written: for terminals, programs, code scanning, reviews and test runners. */
export type ReportFormat = 'text' | 'json' | 'sarif' | 'github' | 'markdown' | 'junit';

/** The loaded validator: JSON, tables and spreadsheets saved as such, fixes, formats, the command. */
export interface Validator {
  readonly version: string;
  rules(): Rule[];
  /** Checks documents against each other and the catalogue. Never throws for bad input. */
  validate(documents: readonly DocumentInput[], options?: ValidationOptions): Validation;
  /**
   * The `leadloom` command: the exit code (0 clean, 1 findings, 2 cannot run). What the host throws
   * is thrown on when the command has ended; the core is unharmed.
   */
  commandLine(args: readonly string[], host: CommandLineHost): number;
}

/**
 * The findings of one set of documents, and what can be made of them.
 *
 * @example
 * using validation = validator.validate([{ name: 'mapping.csv', bytes }]);
 * const mended = validation.fixed('mapping.csv');
 */
export interface Validation {
  readonly report: Report;
  /** The report in a format. Throws LL0907 for one that there is not. */
  format(format: ReportFormat): string;
  /** The document with its safe fixes made, or `undefined` when none applies. */
  fixed(name: string, options?: { unsafe?: boolean }): Uint8Array<ArrayBuffer> | undefined;
  /** Frees the core's memory. Safe to call twice; forgotten handles are freed with the garbage. */
  close(): void;
  [Symbol.dispose](): void;
}

/**
 * Catalogue, tenant, set-up, feed and desk of one contractor, held in the core.
 *
 * @example
 * using workspace = leadloom.openWorkspace();
 * workspace.load({ name: 'acme.setup.json', bytes });
 * workspace.load({ name: 'alerts.ndjson', bytes: feed });
 * const { total, leads } = workspace.leads({ sort: 'waiting', count: 50 });
 */
export interface Workspace {
  /** A second document of the same kind replaces (set-up) or adds (tenant, feed). */
  load(document: DocumentInput): Loaded;
  /** All of the command or nothing of it. */
  apply(command: Command): Applied;
  /** `now`, RFC 3339: when the last week of the counts ends; without it, with the newest alert. */
  integrations(options?: { now?: string }): IntegrationView[];
  /** `undefined` when there is no such integration. */
  agreement(integration: string, role: Role): AgreementView | undefined;
  /** `findings: false` and `choices: false` leave those lists empty, where that is too slow. */
  mapping(without?: { findings?: boolean; choices?: boolean }): MappingView;
  /** Who changed what in the set-up, newest first. */
  history(): HistoryEntry[];
  /** What another set-up file would change, before it is opened. */
  compare(file: { name: string; text: string }): SetupComparison;
  /** How a sample alert would be filled in; `undefined` for a type that the catalogue does not have. */
  preview(sample: {
    trade: string;
    standardJobType: string;
    /** As in a condition: severity, account, profile, zip, state, customerType, placement. */
    facts?: object;
  }): MappingPreview | undefined;
  /** What a mapping in a table, a mapping document or a set-up would change. */
  importMapping(file: { name: string; text: string }): MappingImport;
  /** The mapping as CSV, to be read again. */
  mappingTable(): { name: string; text: string };
  /** What a command on the set-up would bring. Nothing is changed. */
  tryOut(command: SetupCommand): Trial;
  /** The validator's opinion of the set-up as it stands. */
  findings(): Report;
  /** Throws LL0907 for a member that there is not, or one that does not fit; so do the others. */
  leads(query?: LeadQuery): LeadWindow;
  /**
   * `customer`: whom `leadloom/customers` matched its contact with by itself. Conditions on the
   * customer's type hold then.
   */
  lead(id: string, options?: { customer?: FoundCustomer }): LeadCard | undefined;
  held(query?: { reason?: string; offset?: number; count?: number }): HeldView;
  /** The request an accepted lead becomes; `undefined` for one that is unknown, new or dismissed. */
  booking(lead: string): BookingRequest | undefined;
  /** What ServiceTitan receives by what was done with the lead, the main request first. */
  requests(lead: string): Request[];
  /** The follow-up or the visit as iCalendar (RFC 5545); `undefined` for other leads. */
  calendar(lead: string): { name: string; text: string } | undefined;
  /** The leads of a query as CSV that no spreadsheet takes for formulas. */
  leadsTable(query?: LeadQuery): { name: string; text: string };
  /** The set-up document: made to be diffed and kept in git. */
  exportSetup(): SetupExport;
  /** The desk log so far, one command a line. */
  deskLog(): string;
  /**
   * The alerts of a table as NDJSON, for a desk, which reads no tables; `undefined` for what is no table
   * of alerts.
   */
  alertLines(file: { name: string; text: string }): string | undefined;
  /** Records of feeds that were set aside, a JSON object a line: line, file, rule, message, text. */
  rejected(): string;
  /** Frees the core's memory. Safe to call twice; forgotten handles are freed with the garbage. */
  close(): void;
  [Symbol.dispose](): void;
}

/** The same methods answered by a worker. */
export type Remote<T> = {
  [K in keyof T as K extends symbol ? never : K]: T[K] extends (...args: infer A) => infer R
    ? (...args: A) => Promise<R>
    : T[K];
};
