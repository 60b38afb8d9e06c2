import type {
  CommandLineHost,
  ReportFormat,
  RuleLevels,
  Validation,
  ValidationOptions,
  Validator,
} from './api.js';
import { LeadloomError } from './errors.js';
import createLeadloom, { type Glue, type ValidationHandle } from './glue.mjs';
import { guarded } from './host.js';
import {
  asJson,
  documentOf,
  forgotten,
  type Instance,
  instanceOf,
  limitsFor,
  listOf,
  malformed,
  optionsOf,
  type Wasm,
} from './instance.js';
import type { DocumentInput, Report } from './types.js';
import { leadloomBuild, VERSION } from './version.js';

const formats: readonly string[] = [
  'text',
  'json',
  'sarif',
  'github',
  'markdown',
  'junit',
] satisfies ReportFormat[];

const levels: readonly unknown[] = ['off', 'note', 'warning', 'error'];

function levelsOf(rules: RuleLevels | undefined): RuleLevels {
  if (rules === undefined || rules === null) return {};
  if (typeof rules !== 'object') throw malformed('“rules” must be an object.');
  for (const [rule, level] of Object.entries(rules)) {
    if (!/^LL\d{4}$/.test(rule)) throw malformed(`There is no rule ${asJson(rule)}.`);
    if (!levels.includes(level)) throw malformed(`${rule} must be off, note, warning or error.`);
  }
  return rules;
}

function timeOf(now: unknown): string | undefined {
  if (now === undefined || now === null) return undefined;
  const zoned = typeof now === 'string' && /\dT.*(?:[Zz]|[+-]\d\d:\d\d)$/.test(now);
  if (zoned && !Number.isNaN(Date.parse(now))) return now;
  throw malformed('“now” must be an RFC 3339 time with a zone.');
}

/** A validation that documents still go into. It is done with the first question. */
export class OpenValidation implements Validation {
  #instance: Instance<Glue>;
  #handle: ValidationHandle | undefined;
  #report: Report | undefined;

  constructor(instance: Instance<Glue>, options: ValidationOptions | undefined) {
    this.#instance = instance;
    const { limits, rules, now } = optionsOf(options, 'validate()');
    limitsFor(instance, limits);
    const asked = asJson({ limits: limits ?? {}, rules: levelsOf(rules), now: timeOf(now) });
    const handle = instance.call(() => new instance.glue.Validation(asked));
    this.#handle = handle;
    forgotten?.register(this, () => instance.free(() => handle.delete()), this);
  }

  #call<T>(work: (handle: ValidationHandle) => T): T {
    const handle = this.#handle;
    if (!handle) throw new LeadloomError('LL0906');
    return this.#instance.call(() => work(handle));
  }

  load(document: DocumentInput): void {
    const { name, bytes, kind } = documentOf(document);
    this.#call((handle) => {
      // Null for a document over the limit: then the core answers LL0004 without its bytes.
      handle.reserve(bytes.byteLength)?.set(bytes);
      handle.load(name, kind);
    });
  }

  /** The same in pieces, for files that are not in memory: they are filled into the core's own. */
  reserve(size: number): Uint8Array | null {
    return this.#call((handle) => handle.reserve(size));
  }

  loadReserved(name: string, kind: string): void {
    this.#call((handle) => handle.load(name, kind));
  }

  refuseSpreadsheet(name: string, reason: string): void {
    this.#call((handle) => handle.refuseSpreadsheet(name, reason));
  }

  leaveSheets(read: string, others: readonly string[]): void {
    this.#call((handle) => handle.leaveSheets(read, others));
  }

  get report(): Report {
    this.#report ??= JSON.parse(this.#call((handle) => handle.report())) as Report;
    return this.#report;
  }

  format(format: ReportFormat): string {
    if (!formats.includes(format)) {
      throw malformed(`There is no format ${asJson(format)}; there are ${formats.join(', ')}.`);
    }
    return this.#call((handle) => handle.format(format));
  }

  fixed(name: string, options?: { unsafe?: boolean }): Uint8Array<ArrayBuffer> | undefined {
    const { unsafe } = optionsOf(options, 'fixed()');
    if (typeof name !== 'string') throw malformed('fixed() takes the name of a document.');
    const bytes = this.#call((handle) => handle.fixed(name, unsafe === true));
    return (bytes as Uint8Array<ArrayBuffer> | null) ?? undefined;
  }

  close(): void {
    const handle = this.#handle;
    this.#handle = undefined;
    forgotten?.unregister(this);
    if (handle) this.#instance.free(() => handle.delete());
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

export class LoadedValidator implements Validator {
  readonly version = VERSION;
  #instance: Instance<Glue>;

  constructor(instance: Instance<Glue>) {
    this.#instance = instance;
  }

  rules(): ReturnType<Validator['rules']> {
    return JSON.parse(this.#instance.call(() => this.#instance.glue.rules()));
  }

  open(options?: ValidationOptions): OpenValidation {
    return new OpenValidation(this.#instance, options);
  }

  validate(documents: readonly DocumentInput[], options?: ValidationOptions): Validation {
    const validation = this.open(options);
    try {
      for (const document of listOf(documents)) validation.load(document);
      // Read and checked here, so that a stop is told to whoever asked for it.
      validation.report;
      return validation;
    } catch (error) {
      validation.close();
      throw error;
    }
  }

  commandLine(args: readonly string[], host: CommandLineHost): number {
    const asked = asJson(args);
    const guard = guarded(host);
    const code = this.#instance.call(() => this.#instance.glue.commandLine(asked, guard.host));
    guard.rethrow();
    return code;
  }
}

/** Whether a sheet has the headings of a mapping, in the core's own opinion. */
export function fitsIn(validator: Validator): (head: string) => boolean {
  return (head) => {
    const validation = validator.validate([{ name: 'sheet', bytes: head, kind: 'mapping' }]);
    try {
      return !validation.report.findings.some(({ rule }) => rule === 'LL0021');
    } finally {
      validation.close();
    }
  };
}

/** Makes a fresh instance of the validator from whatever `loadValidator()` was given. */
export async function instantiateValidator(
  wasm: Wasm,
  onStop?: () => void,
): Promise<LoadedValidator> {
  return new LoadedValidator(await instanceOf(createLeadloom, leadloomBuild, wasm, onStop));
}
