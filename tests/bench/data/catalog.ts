/** The project's data folder, read once. */
import { readFileSync } from 'node:fs';
import type { DocumentInput } from '../../../wasm-bindings/src/types.js';

export interface CatalogFiles {
  standardJobTypes: string;
  partners: string[];
}

/** The catalogue's own files as text. The core has them compiled in. */
export function catalogFiles(catalog: URL): CatalogFiles {
  const read = (name: string) => readFileSync(new URL(name, catalog), 'utf8');
  return {
    standardJobTypes: read('standard-job-types.json'),
    partners: ['partners/smartac.json', 'partners/google-local-services.json'].map(read),
  };
}

/** Set-up and tenant of the sample contractor. */
export function sampleDocuments(catalog: URL): DocumentInput[] {
  const read = (name: string): DocumentInput => ({
    name,
    bytes: readFileSync(new URL(`sample/${name}`, catalog)),
  });
  return ['business-units.json', 'job-types.json', 'campaigns.json', 'prairie-star.setup.json'].map(
    read,
  );
}
