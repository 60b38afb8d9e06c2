/**
 * A large set-up against a large tenant, from bytes to the report. The peer is checked against the
 * core first: same rules, same places, same words.
 */
import { deepStrictEqual } from 'node:assert/strict';
import { catalogFiles } from '../data/catalog.js';
import { mappingTexts } from '../data/mapping.js';
import { compare } from '../measure/compare.js';
import { importPackage } from '../measure/core.js';
import { row } from '../measure/row.js';
import { PeerValidator } from '../peers/validate.js';
import type { Case } from './case.js';

const SIZES = { references: 5_000, jobTypes: 2_000, businessUnits: 500 };
/** Smaller, but with as many of each as every trade needs to be mapped at all. */
const QUICK_SIZES = { references: 1_000, jobTypes: 400, businessUnits: 200 };

export const validate: Case = async ({ dist, catalog, quick }) => {
  const files = catalogFiles(catalog);
  const sizes = quick ? QUICK_SIZES : SIZES;
  const texts = mappingTexts(files, sizes);
  const encoder = new TextEncoder();
  const bytes = {
    setup: encoder.encode(texts.setup),
    jobTypes: encoder.encode(texts.jobTypes),
    businessUnits: encoder.encode(texts.businessUnits),
  };
  const leadloom = await (await importPackage(dist)).load();
  const peerValidator = new PeerValidator(files);
  const runOurs = () =>
    leadloom.validate([
      { name: 'large.setup.json', bytes: bytes.setup },
      { name: 'job-types.json', bytes: bytes.jobTypes },
      { name: 'business-units.json', bytes: bytes.businessUnits },
    ]);
  const runPeer = () => peerValidator.validate(bytes);

  const found = runOurs().findings.map(({ rule, message, hint, place }) => {
    const { line = 0, column = 0 } = place ?? {};
    return { rule, message, hint, line, column };
  });
  deepStrictEqual(runPeer(), found);
  if (new Set(found.map(({ rule }) => rule)).size < 8) throw new Error('The data are too clean.');

  const { ours, peer } = await compare(
    { prepare: () => undefined, run: runOurs },
    { prepare: () => undefined, run: runPeer },
    { warmUp: 5, rounds: 15 },
  );
  const n = sizes.references;
  return [
    row({ name: 'validate', n, unit: 'ms', ours, peer, peerName: 'JSON.parse, Maps, no schema' }),
  ];
};
