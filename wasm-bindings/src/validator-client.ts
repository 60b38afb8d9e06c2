/** The page's side of a validator in a worker. @packageDocumentation */
import type { ReportFormat, ValidationOptions } from './api.js';
import { RemoteError } from './client.js';
import type { Answer, Call } from './remote.js';
import type { Report, Rule, RuleNumber } from './types.js';
import type { FileInput, Progress, ProgressNote } from './validator-remote.js';

export { RemoteError } from './client.js';
export type { FileInput, Progress } from './validator-remote.js';

export interface ValidateOptions extends ValidationOptions {
  /** Stops at once, whatever the core is doing: the worker ends, the next call starts another. */
  signal?: AbortSignal;
  onProgress?(progress: Progress): void;
}

/** A report, and what can be asked about it until the next `validate`; then LL0906. */
export interface RemoteValidation {
  readonly report: Report;
  format(format: ReportFormat): Promise<string>;
  fixed(name: string, options?: { unsafe?: boolean }): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

export interface ValidatorClient {
  /** Rejects with the signal's reason, or a `RemoteError`. Bad files are answered with findings. */
  validate(files: readonly FileInput[], options?: ValidateOptions): Promise<RemoteValidation>;
  rules(): Promise<Rule[]>;
  /** The page of a rule, in Markdown. */
  explain(rule: RuleNumber): Promise<string>;
  version(): Promise<string>;
  /** Ends the worker. A later call starts another. */
  close(): void;
}

interface Waiting {
  resolve(value: never): void;
  reject(error: unknown): void;
  onProgress?: ((progress: Progress) => void) | undefined;
}

/**
 * Talks to workers that run `serveValidator(self)`, one at a time. `start` makes one when the first
 * call comes, and after each that was cancelled or has stopped.
 *
 * @example
 * const validator = connectValidator(() => new Worker(address, { type: 'module' }));
 * const { report } = await validator.validate([{ name: file.name, bytes: file }], { signal });
 */
export function connectValidator(start: () => Worker): ValidatorClient {
  let worker: Worker | undefined;
  const waiting = new Map<number, Waiting>();
  let next = 0;

  function end(reason: unknown): void {
    worker?.terminate();
    worker = undefined;
    for (const call of waiting.values()) call.reject(reason);
    waiting.clear();
  }

  const stop = (detail: string) =>
    end(
      new RemoteError(
        'LL0901',
        `LL0901: The validator stopped. ${detail}`.trim(),
        'Check the files again; they are unharmed.',
      ),
    );

  function started(): Worker {
    const own = start();
    own.addEventListener('message', ({ data }: MessageEvent<Answer | ProgressNote>) => {
      const call = waiting.get(data.id);
      if ('progress' in data) return call?.onProgress?.(data.progress);
      waiting.delete(data.id);
      if (data.ok) return call?.resolve(data.value as never);
      const { rule, message, hint } = data.error;
      call?.reject(new RemoteError(rule, message, hint));
      // A core that stopped answers nothing more.
      if (rule === 'LL0901') stop('');
    });
    own.addEventListener('error', (event) => stop(event.message ?? ''));
    own.addEventListener('messageerror', () => stop('An answer could not be read.'));
    return own;
  }

  function call<T>(method: string, args: unknown[], more: Partial<Waiting> = {}): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      worker ??= started();
      const id = next++;
      waiting.set(id, { resolve, reject, ...more });
      worker.postMessage({ id, method, args } satisfies Call);
    });
  }

  return {
    async validate(files, { signal, onProgress, ...options } = {}) {
      signal?.throwIfAborted();
      const cancel = () => end(signal?.reason);
      signal?.addEventListener('abort', cancel);
      try {
        const { turn, report } = await call<{ turn: number; report: Report }>(
          'validate',
          [{ files, options }],
          { onProgress },
        );
        const own = worker;
        const ask = <T>(method: string, ...args: unknown[]): Promise<T> =>
          // A fresh worker counts anew.
          own === worker
            ? call(method, [turn, ...args])
            : Promise.reject(
                new RemoteError('LL0906', 'LL0906: This validation is closed.', 'Validate again.'),
              );
        return {
          report,
          format: (format) => ask('format', format),
          fixed: (name, { unsafe = false } = {}) => ask('fixed', name, unsafe),
        };
      } finally {
        signal?.removeEventListener('abort', cancel);
      }
    },
    rules: () => call('rules', []),
    explain: (rule) => call('explain', [rule]),
    version: () => call('version', []),
    close: () => end(new RemoteError('LL0906', 'LL0906: The validator was closed.', 'Start anew.')),
  };
}
