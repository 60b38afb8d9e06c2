/** The worker's side of the calls that `connect` makes, for whatever core answers them. */
import type { Workspace } from './api.js';
import { LeadloomError } from './errors.js';
import { type Answer, type Call, type Extra, workspaceMethods } from './remote.js';
import type { RuleNumber } from './types.js';
import { whole } from './whole.js';

export interface Scope<Sent = Answer> {
  onmessage: ((event: MessageEvent<Call>) => void) | null;
  postMessage(answer: Answer | Sent): void;
}

/** An error that says its number and the next step. */
export interface Numbered extends Error {
  readonly rule: RuleNumber;
  readonly hint: string;
}

const isNumbered = (cause: unknown): cause is Numbered =>
  cause instanceof Error && 'rule' in cause && 'hint' in cause;

type Method = (...args: unknown[]) => unknown;

/** What a worker serves: the whole of Leadloom, or the desk. */
interface Served {
  readonly version: string;
  openWorkspace(): Pick<Workspace, 'close'>;
  validate?: Extra['validate'];
}

type ReadMapping = (
  workspace: Workspace,
  file: { name: string; bytes: Uint8Array },
) => ReturnType<Extra['importMappingFile']>;

/** Answers calls one after the other; the core is loaded at the first one. */
export function answerCalls(
  scope: Scope,
  load: () => Promise<Served>,
  readMapping?: ReadMapping,
): void {
  let leadloom: Served | undefined;
  let workspace: Pick<Workspace, 'close'> | undefined;

  const extra = (core: Served): Extra => ({
    version: () => core.version,
    validate: (documents, limits) => {
      if (!core.validate) throw new LeadloomError('LL0908');
      return core.validate(documents, limits);
    },
    importMappingFile: (file) => {
      if (!readMapping) throw new LeadloomError('LL0908');
      return readMapping(workspace as Workspace, file);
    },
    reset: () => {
      workspace?.close();
      workspace = core.openWorkspace();
    },
  });

  const answer = async ({ method, args: given }: Call): Promise<unknown> => {
    leadloom ??= await load();
    const args = await Promise.all(given.map(whole));
    workspace ??= leadloom.openWorkspace();
    const extras = extra(leadloom) as unknown as Record<string, Method>;
    if (Object.hasOwn(extras, method)) return extras[method]?.(...args);
    if (!(workspaceMethods as readonly string[]).includes(method)) {
      throw new LeadloomError('LL0907', `There is no method ${JSON.stringify(method)}.`);
    }
    return (workspace as unknown as Record<string, Method>)[method]?.(...args);
  };

  answerInTurn(scope, answer, () => {
    leadloom = workspace = undefined;
  });
}

/**
 * Answers one call after the other: each must see what the one before it did. After a stop the next
 * one gets a fresh core, as the hint of LL0901 promises: `stopped` lets go of the old one.
 */
export function answerInTurn<Sent>(
  scope: Scope<Sent>,
  answer: (call: Call) => Promise<unknown>,
  stopped: () => void,
): void {
  let queue = Promise.resolve();
  scope.onmessage = ({ data: call }) => {
    queue = queue.then(async () => {
      try {
        scope.postMessage({ id: call.id, ok: true, value: await answer(call) });
      } catch (cause) {
        const error = isNumbered(cause)
          ? cause
          : new LeadloomError('LL0907', String(cause), { cause });
        if (error.rule === 'LL0901') stopped();
        const { rule, message, hint } = error;
        scope.postMessage({ id: call.id, ok: false, error: { rule, message, hint } });
      }
    });
  };
}
