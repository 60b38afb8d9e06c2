import type { CommandLineHost, Leadloom, Workspace } from './api.js';
import { compile } from './compile.js';
import { type BoundaryErrorNumber, LeadloomError } from './errors.js';
import createLeadloom, { type Glue, type WorkspaceHandle } from './glue.mjs';
import type { DocumentInput, Finding, Limits, Report } from './types.js';
import { VERSION } from './version.js';

/** One instance of the module, and whether it is still alive. */
class Instance {
  #stopped: unknown;

  constructor(readonly glue: Glue) {}

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
      this.#stopped = cause;
      throw new LeadloomError('LL0901', undefined, { cause });
    }
  }

  /** Frees something. There is nothing to free, or to say, once the core has stopped. */
  free(work: () => void): void {
    if (this.#stopped) return;
    try {
      work();
    } catch (cause) {
      this.#stopped = cause;
    }
  }
}

const encoder = new TextEncoder();

/** JSON text of a question or command; LL0907 for what has none (a BigInt, a circle). */
function asJson(value: unknown): string {
  try {
    return JSON.stringify(value ?? null);
  } catch (cause) {
    throw new LeadloomError('LL0907', undefined, { cause });
  }
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
    const handle = instance.call(() => new instance.glue.Workspace(asked, tolerant));
    this.#handle = handle;
    forgotten?.register(this, () => instance.free(() => handle.delete()), this);
  }

  #call<T>(work: (handle: WorkspaceHandle) => string): T {
    const handle = this.#handle;
    if (!handle) throw new LeadloomError('LL0906');
    const answer = JSON.parse(this.#instance.call(() => work(handle)));
    if (answer?.error) {
      const error = answer.error as Finding;
      throw new LeadloomError(error.rule as BoundaryErrorNumber, error.message);
    }
    return answer as T;
  }

  #query<T>(view: string, question: object = {}): T {
    const asked = asJson({ ...question, view });
    return this.#call((handle) => handle.query(asked));
  }

  load({ name, bytes, kind }: DocumentInput): ReturnType<Workspace['load']> {
    const given = typeof bytes === 'string' ? encoder.encode(bytes) : bytes;
    if (typeof name !== 'string' || !(given instanceof Uint8Array)) {
      throw new LeadloomError('LL0907', 'A document needs a name, and bytes or text.');
    }
    return this.#call((handle) => {
      // Null for a document over the limit: then the core answers LL0004 without its bytes.
      handle.reserve(given.byteLength)?.set(given);
      return handle.load(name, kind ?? 'auto');
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

  validate(documents: readonly DocumentInput[], { limits }: { limits?: Limits } = {}): Report {
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

  openWorkspace({ limits }: { limits?: Limits } = {}): Workspace {
    return new OpenWorkspace(this.#instance, limits, false);
  }

  commandLine(args: readonly string[], host: CommandLineHost): number {
    const asked = asJson(args);
    return this.#instance.call(() => this.#instance.glue.commandLine(asked, host));
  }
}

/** Makes a fresh instance of the core from whatever `load()` was given. */
export async function instantiate(wasm: Parameters<typeof compile>[0]): Promise<Leadloom> {
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
  return new LoadedLeadloom(new Instance(glue));
}

/** `load()` for a default place of the wasm. Idempotent; a failed load can be tried again. */
export function loader(
  defaultWasm: () => Parameters<typeof compile>[0],
): (options?: { wasm?: Parameters<typeof compile>[0] }) => Promise<Leadloom> {
  let loading: Promise<Leadloom> | undefined;
  return ({ wasm } = {}) => {
    if (wasm !== undefined) return instantiate(wasm);
    loading ??= instantiate(defaultWasm()).catch((error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}
