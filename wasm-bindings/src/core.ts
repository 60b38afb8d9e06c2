import type { CommandLineHost, Leadloom, Workspace } from './api.js';
import { compile } from './compile.js';
import { type BoundaryErrorNumber, LeadloomError } from './errors.js';
import createLeadloom, { type Glue, type WorkspaceHandle } from './glue.mjs';
import type { DocumentInput, Finding, Limits, Report } from './types.js';
import { VERSION } from './version.js';

/** One instance of the module, and whether it is still alive. */
class Instance {
  #stopped: unknown;

  /** `onStop` is told once, when nothing more can be asked of this instance. */
  constructor(
    readonly glue: Glue,
    readonly onStop: () => void,
  ) {}

  #stop(cause: unknown): void {
    this.#stopped = cause;
    this.onStop();
  }

  /**
   * Runs a call into the core. A trap or an exhausted stack stops the core: this and every later
   * call says so (LL0901). Anything else is the caller's own error and harms nothing.
   */
  call<T>(work: () => T): T {
    if (this.#stopped) throw new LeadloomError('LL0901', undefined, { cause: this.#stopped });
    try {
      return work();
    } catch (cause) {
      if (!(cause instanceof WebAssembly.RuntimeError || cause instanceof RangeError)) throw cause;
      this.#stop(cause);
      throw new LeadloomError('LL0901', undefined, { cause });
    }
  }

  /** Frees something. There is nothing to free, or to say, once the core has stopped. */
  free(work: () => void): void {
    if (this.#stopped) return;
    try {
      work();
    } catch (cause) {
      this.#stop(cause);
    }
  }
}

const encoder = new TextEncoder();

/** JSON would write null for it, and the core could not name it. */
const withNumbersNamed = (_: string, value: unknown) =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

/** JSON text of a question or command; LL0907 for what has none (a BigInt, a circle). */
function asJson(value: unknown): string {
  try {
    return JSON.stringify(value ?? null, withNumbersNamed) ?? 'null';
  } catch (cause) {
    throw new LeadloomError('LL0907', undefined, { cause });
  }
}

/** Throws what the core answers to a question that is none. */
function refuse(answer: { error?: Finding } | null): void {
  const error = answer?.error;
  if (error) throw new LeadloomError(error.rule as BoundaryErrorNumber, error.message);
}

const malformed = (detail: string) => new LeadloomError('LL0907', detail);

/** Options, or none. JavaScript callers pass null and worse. */
function optionsOf<T extends object>(given: T | undefined, of: string): Partial<T> {
  if (given === undefined || given === null) return {};
  if (typeof given !== 'object') throw malformed(`The options of ${of} must be an object.`);
  return given;
}

const isText = (value: unknown) => typeof value === 'string';
const isNothing = (value: unknown) => value === undefined || value === null;
const isBytes = (value: unknown) => value instanceof Uint8Array;

/** What a method of a host may answer; a text is the reason why it cannot do what it was asked. */
const hostAnswers: Record<string, { fits(value: unknown): boolean; must: string }> = {
  read: {
    fits: (value) => isText(value) || isBytes(value),
    must: 'bytes, or the reason why it cannot',
  },
  list: {
    fits: (value) =>
      isText(value) || isNothing(value) || (Array.isArray(value) && value.every(isText)),
    must: 'a list of names, or the reason why it cannot',
  },
  write: {
    fits: (value) => isText(value) || isNothing(value),
    must: 'nothing, or the reason why it cannot',
  },
  variable: { fits: (value) => isText(value) || isNothing(value), must: 'a text, or nothing' },
  convert: {
    fits: (value) => isText(value) || isBytes(value) || isNothing(value),
    must: 'a text, bytes or nothing',
  },
};

/**
 * A host whose errors stay its own: they must not unwind the core. After the first one nothing more
 * is asked of it, and `rethrow` hands it to whoever called.
 */
function guarded(host: CommandLineHost): { host: CommandLineHost; rethrow(): void } {
  if (typeof host !== 'object' || host === null) {
    throw malformed('A command line needs a host with read, out and err.');
  }
  let failed: { error: unknown } | undefined;
  const ask = (name: string, args: unknown[]): unknown => {
    const reason = ['read', 'list', 'write'].includes(name) ? 'the host failed' : undefined;
    if (failed) return reason;
    try {
      const method = Reflect.get(host, name) as unknown;
      if (typeof method !== 'function') throw malformed(`The host has no method “${name}”.`);
      const answer: unknown = Reflect.apply(method, host, args);
      const known = hostAnswers[name];
      if (!known || known.fits(answer)) return answer;
      throw malformed(`“${name}” of the host must answer ${known.must}.`);
    } catch (error) {
      failed = { error };
      return reason;
    }
  };
  const needed = ['read', 'out', 'err'];
  return {
    host: new Proxy(host, {
      get: (_, name) =>
        typeof name === 'string' &&
        (needed.includes(name) || typeof Reflect.get(host, name) === 'function')
          ? (...args: unknown[]) => ask(name, args)
          : undefined,
    }),
    rethrow: () => {
      if (failed) throw failed.error;
    },
  };
}

/** Frees what was forgotten. Absent in very old engines, where forgetting costs memory. */
const forgotten =
  typeof FinalizationRegistry === 'undefined'
    ? undefined
    : new FinalizationRegistry<() => void>((free) => free());

class OpenWorkspace implements Workspace {
  #instance: Instance;
  #handle: WorkspaceHandle | undefined;

  constructor(instance: Instance, limits: Limits | undefined, tolerant: boolean) {
    this.#instance = instance;
    const asked = asJson(limits ?? {});
    const fault = instance.call(() => instance.glue.limitsFault(asked));
    if (fault) refuse(JSON.parse(fault));
    const handle = instance.call(() => new instance.glue.Workspace(asked, tolerant));
    this.#handle = handle;
    forgotten?.register(this, () => instance.free(() => handle.delete()), this);
  }

  #call<T>(work: (handle: WorkspaceHandle) => string): T {
    const handle = this.#handle;
    if (!handle) throw new LeadloomError('LL0906');
    const answer = JSON.parse(this.#instance.call(() => work(handle)));
    refuse(answer);
    return answer as T;
  }

  #query<T>(view: string, question: object = {}): T {
    // Spread, a number would be no question at all.
    if (typeof question === 'number' || typeof question === 'boolean' || question === null) {
      throw malformed(`A query must be an object, not ${question}.`);
    }
    const asked = asJson({ ...question, view });
    return this.#call((handle) => handle.query(asked));
  }

  load(document: DocumentInput): ReturnType<Workspace['load']> {
    const { name, bytes, kind } = document ?? {};
    const given = typeof bytes === 'string' ? encoder.encode(bytes) : bytes;
    if (typeof name !== 'string' || !(given instanceof Uint8Array)) {
      throw malformed('A document needs a name, and bytes or text.');
    }
    const word = kind ?? 'auto';
    if (typeof word !== 'string') throw malformed('The kind of a document must be text.');
    return this.#call((handle) => {
      // Null for a document over the limit: then the core answers LL0004 without its bytes.
      handle.reserve(given.byteLength)?.set(given);
      return handle.load(name, word);
    });
  }

  apply(command: Parameters<Workspace['apply']>[0]): ReturnType<Workspace['apply']> {
    const asked = asJson(command);
    return this.#call((handle) => handle.apply(asked));
  }

  integrations(): ReturnType<Workspace['integrations']> {
    return this.#query('integrations');
  }

  agreement(integration: string, role: string): ReturnType<Workspace['agreement']> {
    return this.#query('agreement', { integration, role }) ?? undefined;
  }

  mapping(): ReturnType<Workspace['mapping']> {
    return this.#query('mapping');
  }

  findings(): ReturnType<Workspace['findings']> {
    return this.#query('findings');
  }

  leads(query: Parameters<Workspace['leads']>[0] = {}): ReturnType<Workspace['leads']> {
    return this.#query('leads', query);
  }

  lead(id: string): ReturnType<Workspace['lead']> {
    return this.#query('lead', { id }) ?? undefined;
  }

  held(query: Parameters<Workspace['held']>[0] = {}): ReturnType<Workspace['held']> {
    return this.#query('held', query);
  }

  booking(id: string): ReturnType<Workspace['booking']> {
    return this.#query('booking', { id }) ?? undefined;
  }

  exportSetup(): ReturnType<Workspace['exportSetup']> {
    return this.#query('setup');
  }

  deskLog(): string {
    return this.#query('log');
  }

  report(): Report {
    return this.#call((handle) => handle.report());
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

class LoadedLeadloom implements Leadloom {
  readonly version = VERSION;
  #instance: Instance;

  constructor(instance: Instance) {
    this.#instance = instance;
  }

  validate(documents: readonly DocumentInput[], options?: { limits?: Limits }): Report {
    const { limits } = optionsOf(options, 'validate()');
    if (typeof documents !== 'object' || !(Symbol.iterator in (documents ?? {}))) {
      throw malformed('validate() takes a list of documents.');
    }
    const workspace = new OpenWorkspace(this.#instance, limits, true);
    try {
      for (const document of documents) workspace.load(document);
      return workspace.report();
    } finally {
      workspace.close();
    }
  }

  rules(): ReturnType<Leadloom['rules']> {
    return JSON.parse(this.#instance.call(() => this.#instance.glue.rules()));
  }

  openWorkspace(options?: { limits?: Limits }): Workspace {
    const { limits } = optionsOf(options, 'openWorkspace()');
    return new OpenWorkspace(this.#instance, limits, false);
  }

  commandLine(args: readonly string[], host: CommandLineHost): number {
    const asked = asJson(args);
    const guard = guarded(host);
    const code = this.#instance.call(() => this.#instance.glue.commandLine(asked, guard.host));
    guard.rethrow();
    return code;
  }
}

/** Makes a fresh instance of the core from whatever `load()` was given. */
export async function instantiate(
  wasm: Parameters<typeof compile>[0],
  onStop = () => {},
): Promise<Leadloom> {
  const module = await compile(wasm);
  let glue: Glue;
  try {
    glue = await new Promise<Glue>((resolve, reject) => {
      createLeadloom({
        instantiateWasm(imports, done) {
          // Whatever goes wrong, also inside `done`: this is not our module.
          WebAssembly.instantiate(module, imports).then(done).catch(reject);
          return {};
        },
        onAbort: reject,
      }).then(resolve, reject);
    });
  } catch (cause) {
    throw new LeadloomError('LL0903', undefined, { cause });
  }
  const version = glue.version();
  if (version !== VERSION) {
    throw new LeadloomError('LL0905', `The script is ${VERSION}, the wasm ${version}.`);
  }
  return new LoadedLeadloom(new Instance(glue, onStop));
}

/**
 * `load()` for a default place of the wasm. Idempotent; a failed load can be tried again, and after
 * a stop the next one makes a fresh core, as the hint of LL0901 says.
 */
export function loader(
  defaultWasm: () => Parameters<typeof compile>[0],
): (options?: { wasm?: Parameters<typeof compile>[0] }) => Promise<Leadloom> {
  let loading: Promise<Leadloom> | undefined;
  const forget = () => {
    loading = undefined;
  };
  return async (options) => {
    const { wasm } = optionsOf(options, 'load()');
    if (wasm !== undefined) return instantiate(wasm);
    loading ??= instantiate(defaultWasm(), forget).catch((error) => {
      forget();
      throw error;
    });
    return loading;
  };
}
