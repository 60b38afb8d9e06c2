/** The customers' module: what its entries for browsers, Node and workerd have in common. */
import type { LoadOptions } from './api.js';
import createCustomers, { type CustomersGlue, type CustomersHandle } from './customers-glue.mjs';
import type {
  CreateCustomerRequest,
  CustomerContact,
  CustomerHit,
  CustomerMatch,
  CustomerRecord,
  Customers,
  CustomersFile,
  CustomersLoaded,
  RecognisedCustomers,
} from './customers-types.js';
import { LeadloomError } from './errors.js';
import {
  asJson,
  forgotten,
  type Instance,
  instanceOf,
  malformed,
  optionsOf,
  refuse,
  type Wasm,
} from './instance.js';
import { customersBuild, VERSION } from './version.js';

/** Bytes that are handed over at once, so that a worker can tell its progress in between. */
const pieceBytes = 4 << 20;

const encoder = new TextEncoder();

/** The bytes of a file in pieces. */
async function* piecesOf(bytes: CustomersFile['bytes']): AsyncGenerator<Uint8Array> {
  if (typeof bytes === 'string' || bytes instanceof Uint8Array) {
    const all = typeof bytes === 'string' ? encoder.encode(bytes) : bytes;
    for (let at = 0; at < all.length; at += pieceBytes) yield all.subarray(at, at + pieceBytes);
    return;
  }
  const stream = bytes instanceof ReadableStream ? bytes : bytes.stream();
  const reader = stream.getReader();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      yield piece.value;
    }
  } finally {
    reader.releaseLock();
  }
}

class LoadedCustomers implements Customers {
  readonly version = VERSION;
  #instance: Instance<CustomersGlue>;
  #handle: CustomersHandle | undefined;

  constructor(instance: Instance<CustomersGlue>) {
    this.#instance = instance;
    const handle = instance.call(() => new instance.glue.Customers());
    this.#handle = handle;
    forgotten?.register(this, () => instance.free(() => handle.delete()), this);
  }

  #call<T>(work: (handle: CustomersHandle) => T): T {
    const handle = this.#handle;
    if (!handle) throw new LeadloomError('LL0906');
    return this.#instance.call(() => work(handle));
  }

  #ask<T>(work: (handle: CustomersHandle) => string): T {
    const answer = JSON.parse(this.#call(work));
    refuse(answer);
    return answer as T;
  }

  async load(file: CustomersFile): Promise<CustomersLoaded> {
    const { name, bytes, onProgress } = file ?? {};
    const given =
      typeof bytes === 'string' ||
      bytes instanceof Uint8Array ||
      bytes instanceof Blob ||
      bytes instanceof ReadableStream;
    if (typeof name !== 'string' || !given) {
      throw malformed('A file needs a name, and bytes, text, a blob or a stream.');
    }
    this.#call((handle) => handle.begin(name));
    let read = 0;
    for await (const piece of piecesOf(bytes)) {
      this.#call((handle) => {
        handle.reserve(piece.length).set(piece);
        handle.read();
      });
      read += piece.length;
      onProgress?.(read);
    }
    return this.#ask((handle) => handle.finish());
  }

  recognise(head: string): RecognisedCustomers | undefined {
    return this.#ask<RecognisedCustomers | null>((handle) => handle.recognise(head)) ?? undefined;
  }

  settle(): ReturnType<Customers['settle']> {
    return this.#ask((handle) => handle.settle());
  }

  remove(id: string): boolean {
    const asked = asJson({ id });
    return this.#ask<{ ok: boolean }>((handle) => handle.remove(asked)).ok;
  }

  match(contact: CustomerContact, options: { count?: number } = {}): CustomerMatch {
    const asked = asJson({ contact, count: options.count });
    return this.#ask((handle) => handle.match(asked));
  }

  matchAll(contacts: readonly CustomerContact[]): (string | undefined)[] {
    const list = encoder.encode(asJson(contacts));
    const ids = this.#ask<(string | null)[]>((handle) => {
      handle.reserve(list.length).set(list);
      return handle.matchAll();
    });
    return ids.map((id) => id ?? undefined);
  }

  search(query: string, options: { count?: number } = {}): CustomerHit[] {
    const asked = asJson({ query, count: options.count });
    return this.#ask<{ hits: CustomerHit[] }>((handle) => handle.search(asked)).hits;
  }

  record(id: string, options: { contact?: CustomerContact } = {}): CustomerRecord | undefined {
    const asked = asJson({ id, ...options });
    return this.#ask<CustomerRecord | null>((handle) => handle.record(asked)) ?? undefined;
  }

  newCustomer(contact: CustomerContact): CreateCustomerRequest {
    const asked = asJson({ contact });
    return this.#ask((handle) => handle.newCustomer(asked));
  }

  close(): void {
    const handle = this.#handle;
    if (!handle) return;
    this.#handle = undefined;
    forgotten?.unregister(this);
    this.#instance.free(() => handle.delete());
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** `loadCustomers()` for a default place of the wasm. */
export function customersLoader(
  defaultWasm: () => Wasm,
): (options?: LoadOptions) => Promise<Customers> {
  return async (options) => {
    const { wasm } = optionsOf(options, 'loadCustomers()');
    return new LoadedCustomers(
      await instanceOf(createCustomers, customersBuild, wasm ?? defaultWasm()),
    );
  };
}
