import type { Row } from '../measure/row.js';

/** Where things are, and how large the data may be. */
export interface Context {
  /** The built package. */
  dist: URL;
  /** The project's `catalog/`. */
  catalog: URL;
  /** The project's `schemas/`. */
  schemas: URL;
  /** The native command. */
  native: URL;
  /** Both sides of `startup` as single scripts. */
  bundles: URL;
  /** A folder for large files. */
  scratch: URL;
  /** A tenth of the sizes. */
  quick: boolean;
}

/** A case and the answer to it: all rows, or one after the other where they take long. */
export type Case = (context: Context) => Promise<Row[]> | AsyncIterable<Row>;
