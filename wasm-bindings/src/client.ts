/** The page's side of a core in a worker. @packageDocumentation */
import type { Remote, Workspace } from './api.js';
import type { Answer, Call, Extra } from './remote.js';
import type { Limits, Loaded, Report, RuleNumber } from './types.js';
import type { FileInput } from './validator-remote.js';

export type { FileInput } from './validator-remote.js';

/** An error of the worker, with its number and the next step. */
export class RemoteError extends Error {
  override readonly name = 'LeadloomError';

  constructor(
    readonly rule: RuleNumber,
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

/** What takes documents takes a `Blob` or `File` too, which the worker reads. */
interface WithFiles {
  load(document: FileInput): Promise<Loaded>;
  validate(documents: readonly FileInput[], options?: { limits?: Limits }): Promise<Report>;
}

/** Every method of the workspace, and those of `Extra`, as promises. Calls are done in order. */
export type CoreClient = Omit<Remote<Workspace> & Remote<Extra>, keyof WithFiles> & WithFiles;

/**
 * Talks to a worker that runs `serve(self)`.
 *
 * @example
 * const core = connect(new Worker(new URL('./core.worker.js', import.meta.url), { type: 'module' }));
 * const { total } = await core.leads({ severity: 'critical' });
 */
export function connect(worker: Worker): CoreClient {
  const waiting = new Map<
    number,
    { resolve(value: unknown): void; reject(error: unknown): void }
  >();
  let next = 0;

  worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    const call = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.ok) call?.resolve(data.value);
    else call?.reject(new RemoteError(data.error.rule, data.error.message, data.error.hint));
  });
  let stopped: RemoteError | undefined;
  const stop = (detail: string) => {
    stopped = new RemoteError(
      'LL0901',
      `LL0901: The worker stopped. ${detail}`.trim(),
      'Reload the page; the documents are unharmed.',
    );
    for (const call of waiting.values()) call.reject(stopped);
    waiting.clear();
  };
  worker.addEventListener('error', (event) => stop(event.message ?? ''));
  worker.addEventListener('messageerror', () => stop('An answer could not be read.'));

  const call = (method: string, args: unknown[]) =>
    new Promise((resolve, reject) => {
      if (stopped) throw stopped;
      const id = next++;
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, method, args } satisfies Call);
    });

  return new Proxy({} as CoreClient, {
    get: (_, method) =>
      // A proxy that has a `then` is taken for a promise.
      typeof method === 'string' && method !== 'then'
        ? (...args: unknown[]) => call(method, args)
        : undefined,
  });
}
