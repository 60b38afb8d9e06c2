/** The page's side of the customers in a worker. @packageDocumentation */
import type { Remote } from './api.js';
import { RemoteError } from './client.js';
import type { Customers, CustomersFile } from './customers-types.js';
import type { Answer, Call } from './remote.js';

export { RemoteError } from './client.js';
export type * from './customers-types.js';

/** How many bytes of the file that is being loaded have been read. */
export interface LoadProgress {
  id: number;
  progress: number;
}

/** Every method of `Customers` as a promise; calls are done in order. */
export type CustomersClient = Remote<
  Pick<
    Customers,
    'recognise' | 'settle' | 'remove' | 'match' | 'matchAll' | 'search' | 'record' | 'newCustomer'
  >
> & {
  /** Blobs and bytes go to the worker as they are; a stream is handed over. */
  load(file: CustomersFile): Promise<Awaited<ReturnType<Customers['load']>>>;
  version(): Promise<string>;
  /** Forgets all customers. */
  reset(): Promise<void>;
};

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
  onProgress?: ((bytes: number) => void) | undefined;
}

/**
 * Talks to a worker that runs `serveCustomers(self)`.
 *
 * @example
 * const customers = connectCustomers(new Worker(address, { type: 'module' }));
 * await customers.load({ name: file.name, bytes: file, onProgress: (bytes) => show(bytes / file.size) });
 * const hits = await customers.search('smith j');
 */
export function connectCustomers(worker: Worker): CustomersClient {
  const waiting = new Map<number, Waiting>();
  let next = 0;
  let stopped: RemoteError | undefined;

  worker.addEventListener('message', ({ data }: MessageEvent<Answer | LoadProgress>) => {
    const call = waiting.get(data.id);
    if ('progress' in data) return call?.onProgress?.(data.progress);
    waiting.delete(data.id);
    if (data.ok) return call?.resolve(data.value);
    call?.reject(new RemoteError(data.error.rule, data.error.message, data.error.hint));
  });
  const stop = (detail: string) => {
    const message = `LL0901: The worker stopped. ${detail}`.trim();
    stopped = new RemoteError('LL0901', message, 'Load the customers again; they are unharmed.');
    for (const call of waiting.values()) call.reject(stopped);
    waiting.clear();
  };
  worker.addEventListener('error', (event) => stop(event.message ?? ''));
  worker.addEventListener('messageerror', () => stop('An answer could not be read.'));

  const call = (method: string, args: unknown[], onProgress?: (bytes: number) => void) =>
    new Promise<unknown>((resolve, reject) => {
      if (stopped) throw stopped;
      const id = next++;
      waiting.set(id, { resolve, reject, onProgress });
      const streams = args.flatMap((arg) => {
        const bytes = (arg as CustomersFile | null)?.bytes;
        return bytes instanceof ReadableStream ? [bytes as unknown as Transferable] : [];
      });
      worker.postMessage({ id, method, args } satisfies Call, streams);
    });

  return new Proxy({} as CustomersClient, {
    get: (_, method) => {
      // A proxy that has a `then` is taken for a promise.
      if (typeof method !== 'string' || method === 'then') return undefined;
      if (method !== 'load') return (...args: unknown[]) => call(method, args);
      return ({ name, bytes, onProgress }: CustomersFile) =>
        call('load', [{ name, bytes }], onProgress);
    },
  });
}
