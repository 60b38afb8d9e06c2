import type { Workspace } from './api.js';
import type { DocumentInput, Limits, MappingImport, Report, RuleNumber } from './types.js';

/** What goes between page and worker: a call by name, and its answer. */
export interface Call {
  id: number;
  method: string;
  args: unknown[];
}

export type Answer =
  | { id: number; ok: true; value: unknown }
  | { id: number; ok: false; error: { rule: RuleNumber; message: string; hint: string } };

/** What may be called in a worker: nothing but this. */
export const workspaceMethods = [
  'load',
  'apply',
  'integrations',
  'agreement',
  'mapping',
  'history',
  'compare',
  'preview',
  'importMapping',
  'mappingTable',
  'findings',
  'leads',
  'lead',
  'held',
  'booking',
  'requests',
  'calendar',
  'leadsTable',
  'tryOut',
  'exportSetup',
  'deskLog',
  'rejected',
  'alertLines',
  'close',
] as const satisfies readonly (keyof Workspace)[];

/** What a worker can do beside the workspace's own methods. */
export interface Extra {
  version(): string;
  validate(documents: readonly DocumentInput[], options?: { limits?: Limits }): Report;
  /** As `importMapping`, of a file's bytes; workbooks of Excel too. */
  importMappingFile(file: { name: string; bytes: Uint8Array }): Promise<MappingImport>;
  /** Closes the workspace and opens an empty one. */
  reset(): void;
}
