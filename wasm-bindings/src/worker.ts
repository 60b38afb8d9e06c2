/** The core in a worker: `serve(self)` there, `connect(worker)` in the page. @packageDocumentation */
import type { LoadOptions } from './api.js';
import { answerCalls, type Scope } from './calls.js';
import { instantiate } from './core.js';
import { importMappingFile } from './mapping-file.js';

/**
 * Answers the calls of `connect`. The core is loaded at the first one, so that a failure has someone
 * to tell; a load that failed is tried again at the next call.
 */
export function serve(scope: Scope, options: LoadOptions = {}): void {
  // Not `load()`, which would answer the same core again after it has stopped.
  answerCalls(
    scope,
    () => instantiate(options.wasm ?? new URL('./leadloom.wasm', import.meta.url)),
    importMappingFile,
  );
}
