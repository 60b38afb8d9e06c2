/**
 * A large set-up against a large tenant, from bytes to the report, against a validator that knows
 * places and one that does not. Both are checked against the core first: same rules, same words, and
 * the first the same places.
 */
import { deepStrictEqual } from 'node:assert/strict';
import { catalogFiles } from '../data/catalog.js';
import { mappingTexts } from '../data/mapping.js';
import { compare } from '../measure/compare.js';
import { importPackage } from '../measure/core.js';
import { row } from '../measure/row.js';
import { PeerValidator, type PlainFinding } from '../peers/validate.js';
import type { Case, Context } from './case.js';

const SIZES = { rows: 5_000, jobTypes: 2_000, businessUnits: 500 };
/** Smaller, but with as many of each as there must be for every kind of blemish. */
const QUICK_SIZES = { rows: 1_000, jobTypes: 400, businessUnits: 200 };

const inOrder = (findings: readonly PlainFinding[]): string[] =>
  findings.map(({ rule, message, hint }) => JSON.stringify([rule, message, hint])).sort();

async function sides({ dist, catalog, schemas, quick }: Context) {
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
  const ours = () =>
    leadloom.validate([
      { name: 'business-units.json', bytes: bytes.businessUnits },
      { name: 'job-types.json', bytes: bytes.jobTypes },
      { name: 'large.setup.json', bytes: bytes.setup },
    ]).findings;
  return { ours, bytes, peer: new PeerValidator(files, schemas), n: sizes.rows };
}

export const validate: Case = async (context) => {
  const { ours: runOurs, bytes, peer: validator, n } = await sides(context);
  const runPeer = () => validator.placed(bytes);
  const found = runOurs().map(({ rule, message, hint, place }) => {
    const { line = 0, column = 0 } = place ?? {};
    return { rule, message, hint, line, column };
  });
  deepStrictEqual(runPeer(), found);
  if (new Set(found.map(({ rule }) => rule)).size < 30) throw new Error('The data are too clean.');
  const { ours, peer } = await compare(
    { prepare: () => undefined, run: runOurs },
    { prepare: () => undefined, run: runPeer },
    { warmUp: 5, rounds: 15 },
  );
  const peerName = 'JSON.parse, Ajv, Maps, jsonc-parser';
  return [row({ name: 'validate', n, unit: 'ms', ours, peer, peerName })];
};

export const validateNoPositions: Case = async (context) => {
  const { ours: runOurs, bytes, peer: validator, n } = await sides(context);
  const runPeer = () => validator.plain(bytes);
  deepStrictEqual(inOrder(runPeer()), inOrder(runOurs()));
  const { ours, peer } = await compare(
    { prepare: () => undefined, run: runOurs },
    { prepare: () => undefined, run: runPeer },
    { warmUp: 5, rounds: 15 },
  );
  const peerName = 'JSON.parse, Ajv, Maps';
  return [row({ name: 'validate-no-positions', n, unit: 'ms', ours, peer, peerName })];
};
