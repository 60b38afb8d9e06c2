import type { ValidationOptions } from './api.js';
import type { DocumentKind } from './types.js';

/** A file for a worker. A `Blob` or `File` is read there. */
export interface FileInput {
  /** The name findings are reported under, usually the path. */
  name: string;
  bytes: Blob | Uint8Array | string;
  kind?: DocumentKind | 'auto';
}

/** How much of the files has gone in. When `read` is `total`, they are being checked. */
export interface Progress {
  /** Bytes. */
  read: number;
  total: number;
}

/** What the page asks of the worker, and what comes before the answer. */
export interface ValidateCall {
  files: readonly FileInput[];
  options: ValidationOptions;
}

export interface ProgressNote {
  id: number;
  progress: Progress;
}
