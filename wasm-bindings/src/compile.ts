import type { LoadOptions } from './api.js';
import { LeadloomError } from './errors.js';

type Wasm = NonNullable<LoadOptions['wasm']>;

const isResponse = (value: unknown): value is Response =>
  typeof Response !== 'undefined' && value instanceof Response;

async function compileBytes(bytes: BufferSource): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    throw new LeadloomError('LL0903', `${bytes.byteLength} bytes were read.`, { cause });
  }
}

async function compileResponse(response: Response): Promise<WebAssembly.Module> {
  const from = response.url ? `${response.url} answered` : 'The answer was';
  if (!response.ok) throw new LeadloomError('LL0902', `${from} ${response.status}.`);
  const type = response.headers.get('content-type') ?? '';
  // Streaming insists on the type; servers that send another still send the right bytes.
  if (type.trim().toLowerCase() === 'application/wasm') {
    try {
      return await WebAssembly.compileStreaming(response);
    } catch (cause) {
      throw new LeadloomError('LL0903', `${from} ${type}.`, { cause });
    }
  }
  let bytes: ArrayBuffer;
  try {
    bytes = await response.arrayBuffer();
  } catch (cause) {
    throw new LeadloomError('LL0902', `${from} and broke off.`, { cause });
  }
  return compileBytes(bytes);
}

async function compileAddress(address: URL | string): Promise<WebAssembly.Module> {
  let response: Response;
  try {
    response = await fetch(address, { credentials: 'same-origin' });
  } catch (cause) {
    throw new LeadloomError('LL0902', `${address} did not answer.`, { cause });
  }
  return compileResponse(response);
}

/** Compiles whatever `load()` was given. Every failure is a `LeadloomError` that says what to do. */
export async function compile(wasm: Wasm): Promise<WebAssembly.Module> {
  if (typeof WebAssembly === 'undefined') throw new LeadloomError('LL0904');
  const given = await wasm;
  if (given instanceof WebAssembly.Module) return given;
  if (isResponse(given)) return compileResponse(given);
  if (typeof given === 'string' || given instanceof URL) return compileAddress(given);
  if (given instanceof ArrayBuffer) return compileBytes(given);
  if (ArrayBuffer.isView(given)) {
    // Some engines refuse a DataView, which the type allows.
    const { buffer, byteOffset, byteLength } = given;
    return compileBytes(new Uint8Array(buffer, byteOffset, byteLength));
  }
  throw new LeadloomError('LL0903', 'Give an address, bytes, a response or a compiled module.');
}
