/** What all modules have in common: how an instance is made, called, and stopped. */
import { compile, hexadecimal, notCompiled, type WasmSource } from './compile.js';
import { type BoundaryErrorNumber, LeadloomError } from './errors.js';
import type { BaseGlue, CommonGlue, CreateModule } from './glue.mjs';
import type { DocumentInput, Finding, Limits } from './types.js';
import { type Build, VERSION } from './version.js';

/** Whatever a loader was given as wasm. */
export type Wasm = WasmSource | Promise<WasmSource>;

/** One instance of the module, and whether it is still alive. */
export class Instance<G extends BaseGlue = CommonGlue> {
  #stopped: unknown;

  /** `onStop` is told once, when nothing more can be asked of this instance. */
  constructor(
    readonly glue: G,
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
export function asJson(value: unknown): string {
  try {
    const text = JSON.stringify(value ?? null) ?? 'null';
    // Only then may there be such a number, and to name them takes twice as long.
    return text.includes('null') ? (JSON.stringify(value, withNumbersNamed) ?? 'null') : text;
  } catch (cause) {
    throw new LeadloomError('LL0907', undefined, { cause });
  }
}

/** Throws what the core answers to a question that is none. */
export function refuse(answer: { error?: Finding } | null): void {
  const error = answer?.error;
  if (error) throw new LeadloomError(error.rule as BoundaryErrorNumber, error.message);
}

export const malformed = (detail: string) => new LeadloomError('LL0907', detail);

/** Options, or none. JavaScript callers pass null and worse. */
export function optionsOf<T extends object>(given: T | undefined, of: string): Partial<T> {
  if (given === undefined || given === null) return {};
  if (typeof given !== 'object') throw malformed(`The options of ${of} must be an object.`);
  return given;
}

/** Name, bytes and kind of a document as the core takes them; LL0907 for what is none. */
export function documentOf(document: DocumentInput): {
  name: string;
  bytes: Uint8Array;
  kind: string;
} {
  const { name, bytes, kind } = document ?? {};
  const given = typeof bytes === 'string' ? encoder.encode(bytes) : bytes;
  if (typeof name !== 'string' || !(given instanceof Uint8Array)) {
    throw malformed('A document needs a name, and bytes or text.');
  }
  const word = kind ?? 'auto';
  if (typeof word !== 'string') throw malformed('The kind of a document must be text.');
  return { name, bytes: given, kind: word };
}

/** A list of documents; LL0907 for what is none. */
export function listOf(documents: readonly DocumentInput[]): readonly DocumentInput[] {
  if (typeof documents === 'object' && Symbol.iterator in (documents ?? {})) return documents;
  throw malformed('validate() takes a list of documents.');
}

/** JSON text of limits; LL0907 for such that are none. */
export function limitsFor(instance: Instance, limits: Limits | undefined): string {
  const asked = asJson(limits ?? {});
  const fault = instance.call(() => instance.glue.limitsFault(asked));
  if (fault) refuse(JSON.parse(fault));
  return asked;
}

/** Frees what was forgotten. Absent in very old engines, where forgetting costs memory. */
export const forgotten =
  typeof FinalizationRegistry === 'undefined'
    ? undefined
    : new FinalizationRegistry<() => void>((free) => free());

/** LL0905 for a wasm that says that it belongs to another script. */
function checkCode(module: WebAssembly.Module, build: Build): void {
  const [section] = WebAssembly.Module.customSections(module, 'leadloom');
  // Nothing where somebody has stripped it: then version and SHA-256 tell.
  if (!section || hexadecimal(section) === build.code) return;
  const [own, other] = [build.code, hexadecimal(section)].map((code) => code.slice(0, 8));
  throw new LeadloomError('LL0905', `The script is of build ${own}, the wasm of build ${other}.`);
}

/** Makes a fresh instance of a module from whatever its loader was given. */
export async function instanceOf<G extends BaseGlue>(
  create: CreateModule<G>,
  build: Build,
  wasm: Wasm,
  onStop = () => {},
): Promise<Instance<G>> {
  const { module, sha256 } = await compile(wasm);
  checkCode(module, build);
  let glue: G;
  try {
    glue = await new Promise<G>((resolve, reject) => {
      create({
        instantiateWasm(imports, done) {
          // Whatever goes wrong, also inside `done`: this is not our module.
          WebAssembly.instantiate(module, imports).then(done).catch(reject);
          return {};
        },
        onAbort: reject,
      }).then(resolve, reject);
    });
  } catch (cause) {
    const other = new LeadloomError('LL0903', undefined, { cause });
    throw cause instanceof WebAssembly.LinkError ? other : await notCompiled(other);
  }
  const version = glue.version();
  if (version !== VERSION) {
    throw new LeadloomError('LL0905', `The script is ${VERSION}, the wasm ${version}.`);
  }
  if (sha256 !== undefined && sha256 !== build.sha256) {
    const detail = `Its SHA-256 is ${sha256} and not ${build.sha256}.`;
    throw new LeadloomError('LL0903', detail);
  }
  return new Instance(glue, onStop);
}

/**
 * `load()` for a default place of the wasm. Idempotent; a failed load can be tried again, and after
 * a stop the next one makes a fresh core, as the hint of LL0901 says.
 */
export function loader<T>(
  make: (wasm: Wasm, onStop?: () => void) => Promise<T>,
  defaultWasm: () => Wasm,
): (options?: { wasm?: Wasm }) => Promise<T> {
  let loading: Promise<T> | undefined;
  const forget = () => {
    loading = undefined;
  };
  return async (options) => {
    const { wasm } = optionsOf(options, 'load()');
    if (wasm !== undefined) return make(wasm);
    loading ??= make(defaultWasm(), forget).catch((error) => {
      forget();
      throw error;
    });
    return loading;
  };
}
