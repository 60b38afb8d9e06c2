/** What stands between the core's command line and the host that runs it. */
import type { CommandLineHost } from './api.js';
import { malformed } from './instance.js';

const isText = (value: unknown) => typeof value === 'string';
const isNothing = (value: unknown) => value === undefined || value === null;
const isBytes = (value: unknown) => value instanceof Uint8Array;

/** A `Converted`, whoever made it. */
const isConverted = (value: unknown) => {
  if (typeof value !== 'object' || value === null) return false;
  const { reason, sheet, csv, others = [] } = value as Record<string, unknown>;
  if (isText(reason)) return true;
  const named = isText(sheet) && Array.isArray(others) && others.every(isText);
  return named && (isText(csv) || isBytes(csv));
};

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
    fits: (value) => isNothing(value) || isConverted(value),
    must: 'a sheet and its CSV, the reason why there is none, or nothing',
  },
};

/**
 * A host whose errors stay its own: they must not unwind the core. After the first one nothing more
 * is asked of it, and `rethrow` hands it to whoever called.
 */
export function guarded(host: CommandLineHost): { host: CommandLineHost; rethrow(): void } {
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
