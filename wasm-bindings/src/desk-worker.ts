/** The desk in a worker: as `leadloom/worker`, for pages that load it first. @packageDocumentation */
import { answerCalls, type Scope } from './calls.js';
import { type DeskOptions, loadDesk } from './desk.js';

export type { Desk, DeskOptions } from './desk.js';

/** Answers the calls of `connect`; what needs the validator is refused with LL0908. */
export function serveDesk(scope: Scope, options: DeskOptions = {}): void {
  answerCalls(scope, () => loadDesk(options));
}
