/** The desk in a worker: as `leadloom/worker`, for pages that load it first. @packageDocumentation */
import { answerCalls, type Scope } from './calls.js';
import { type DeskOptions, loadDesk } from './desk.js';

export type { Desk, DeskOptions, DeskWorkspace } from './desk.js';

/** Answers the calls of `connect`; what only the whole can is refused with LL0908. */
export function serveDesk(scope: Scope, options: DeskOptions = {}): void {
  answerCalls(scope, () => loadDesk(options));
}
