import { LeadloomError } from './errors.js';

/**
 * What a loader takes: an address, bytes, a response or a compiled module. TypeScript knows no member of
 * a module, so that without `object` any number would be one.
 */
export type WasmSource = URL | string | BufferSource | Response | (WebAssembly.Module & object);

/** A compiled module; with the SHA-256 of its bytes where those passed by and the host has WebCrypto. */
export interface Compiled {
  module: WebAssembly.Module;
  sha256?: string | undefined;
}

/** The smallest module: where it does not run, none does. */
const smallest = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

export const hexadecimal = (bytes: ArrayBuffer) =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

async function sha256Of(bytes: BufferSource): Promise<string | undefined> {
  // Not there in pages on plain http.
  const digest = await globalThis.crypto?.subtle?.digest('SHA-256', bytes);
  return digest && hexadecimal(digest);
}

/** LL0904 where no WebAssembly runs, whatever it is; otherwise this. */
export async function notCompiled(otherwise: LeadloomError): Promise<LeadloomError> {
  try {
    // Policies forbid the one or the other.
    await WebAssembly.instantiate(smallest);
    return otherwise;
  } catch (cause) {
    const says = String(cause instanceof Error ? cause.message : cause).trim();
    const detail = `The host says: ${says.replace(/\.?$/, '.')}`;
    return new LeadloomError('LL0904', detail, { cause });
  }
}

async function compileBytes(bytes: BufferSource, from = ''): Promise<Compiled> {
  try {
    const [module, sha256] = await Promise.all([WebAssembly.compile(bytes), sha256Of(bytes)]);
    return { module, sha256 };
  } catch (cause) {
    const detail = `${from}${bytes.byteLength} bytes were read.`;
    throw await notCompiled(new LeadloomError('LL0903', detail, { cause }));
  }
}

async function compileResponse(response: Response): Promise<Compiled> {
  const from = response.url ? `${response.url} answered` : 'The answer was';
  const type = response.headers.get('content-type') ?? '';
  if (!response.ok) throw new LeadloomError('LL0902', `${from} ${response.status}.`);
  if (response.bodyUsed) throw new LeadloomError('LL0902', 'The response was read before.');
  const brokeOff = (cause: unknown) =>
    new LeadloomError('LL0902', `${from} and broke off.`, { cause });
  const says = `${from} ${type || 'without a type'}. `;
  // Streaming insists on the type; servers that send another still send the right bytes.
  if (type.trim().toLowerCase() !== 'application/wasm') {
    const bytes = await response.arrayBuffer().catch((cause) => {
      throw brokeOff(cause);
    });
    return compileBytes(bytes, says);
  }
  const copy = response.clone();
  const [compiled, whole] = await Promise.allSettled([
    WebAssembly.compileStreaming(response),
    copy.arrayBuffer(),
  ]);
  // Engines give half a file errors of many kinds.
  if (whole.status === 'rejected') throw brokeOff(whole.reason);
  if (compiled.status === 'fulfilled') {
    return { module: compiled.value, sha256: await sha256Of(whole.value) };
  }
  const detail = `${says}${whole.value.byteLength} bytes were read.`;
  throw await notCompiled(new LeadloomError('LL0903', detail, { cause: compiled.reason }));
}

async function compileAddress(address: URL | string): Promise<Compiled> {
  let response: Response;
  try {
    response = await fetch(address);
  } catch (cause) {
    throw new LeadloomError('LL0902', `${address} did not answer.`, { cause });
  }
  return compileResponse(response);
}

/** Compiles whatever `load()` was given. Every failure is a `LeadloomError` that says what to do. */
export async function compile(wasm: WasmSource | Promise<WasmSource>): Promise<Compiled> {
  let given: WasmSource;
  try {
    given = await wasm;
  } catch (cause) {
    if (cause instanceof LeadloomError) throw cause;
    throw new LeadloomError('LL0902', `The promise of it failed: ${cause}.`, { cause });
  }
  if (typeof WebAssembly === 'undefined') throw new LeadloomError('LL0904');
  if (given instanceof WebAssembly.Module) return { module: given };
  if (typeof Response !== 'undefined' && given instanceof Response) return compileResponse(given);
  if (typeof given === 'string' || given instanceof URL) return compileAddress(given);
  if (given instanceof ArrayBuffer) return compileBytes(given);
  if (ArrayBuffer.isView(given)) {
    // Some engines refuse a DataView, which the type allows.
    const { buffer, byteOffset, byteLength } = given;
    return compileBytes(new Uint8Array(buffer, byteOffset, byteLength));
  }
  throw new LeadloomError('LL0903', 'Give an address, bytes, a response or a compiled module.');
}
