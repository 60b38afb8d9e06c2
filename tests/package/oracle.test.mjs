/**
 * The core and two plain TypeScript validators (tests/bench/peers) find the same in generated
 * documents: one has the places too, the other the words alone.
 */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { at, dist, root, run, shown, urlOf } from './support.mjs';

/** @type {import('../bench/data/catalog.js').CatalogFiles} */
let files;
/** @type {typeof import('../bench/data/mapping.js').mappingTexts} */
let mappingTexts;
/** @type {import('../bench/peers/validate.js').PeerValidator} */
let peer;
/** @type {import('../../dist/index.js').Leadloom} */
let leadloom;

before(async () => {
  const compiler = at('node_modules', '.bin', 'tsc');
  const ran = await run(process.execPath, [compiler, '-p', at('tests', 'bench')], { cwd: root });
  assert.equal(ran.code, 0, shown(ran));
  const built = (/** @type {string[]} */ ...parts) =>
    import(urlOf('build', 'bench-script', 'tests', 'bench', ...parts).href);
  const { catalogFiles } = await built('data', 'catalog.js');
  ({ mappingTexts } = await built('data', 'mapping.js'));
  const { PeerValidator } = await built('peers', 'validate.js');
  files = catalogFiles(urlOf('catalog/'));
  peer = new PeerValidator(files, urlOf('schemas/'));
  leadloom = await (await dist('node.js')).load();
});

const SEEDS = Array.from({ length: 24 }, (_, i) => 0x0ac1e + i);

/** @param {number} seed */
function generated(seed) {
  const sizes = { rows: 400 + (seed % 7) * 150, jobTypes: 400, businessUnits: 200 };
  const texts = mappingTexts(files, sizes, { seed, blemished: 10 + (seed % 3) * 10 });
  const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);
  return {
    setup: bytes(texts.setup),
    jobTypes: bytes(texts.jobTypes),
    businessUnits: bytes(texts.businessUnits),
  };
}

/** @param {ReturnType<typeof generated>} documents */
function found({ setup, jobTypes, businessUnits }) {
  const { findings } = leadloom.validate([
    { name: 'business-units.json', bytes: businessUnits },
    { name: 'job-types.json', bytes: jobTypes },
    { name: 'large.setup.json', bytes: setup },
  ]);
  return findings.map(({ rule, message, hint, place }) => ({
    rule,
    message,
    hint,
    line: place?.line,
    column: place?.column,
  }));
}

/** @param {readonly { rule: string, message: string, hint: string }[]} findings */
const words = (findings) =>
  findings.map(({ rule, message, hint }) => `${rule} ${message} ${hint}`).sort();

describe('the core and its peers', () => {
  const rules = new Set();
  for (const seed of SEEDS) {
    it(`find the same in document ${seed}`, () => {
      const documents = generated(seed);
      const core = found(documents);
      assert.deepEqual(core, peer.placed(documents));
      assert.deepEqual(words(core), words(peer.plain(documents)));
      for (const { rule } of core) rules.add(rule);
    });
  }

  it('have found every rule that the data can break', () => {
    const expected =
      '0007 0008 0009 0010 0101 0102 0103 0104 0105 0108 0109 0110 0111 0112 0113 0114 0115 0116 ' +
      '0117 0119 0120 0125 0126 0127 0128 0129 0132 0133 0134 0135 0136 0137 0138 0155';
    assert.deepEqual([...rules].map((rule) => rule.slice(2)).sort(), expected.split(' '));
  });

  it('find nothing in a document without blemishes but what its size brings', () => {
    const sizes = { rows: 400, jobTypes: 400, businessUnits: 200 };
    const texts = mappingTexts(files, sizes, { blemished: 0 });
    const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);
    const documents = {
      setup: bytes(texts.setup),
      jobTypes: bytes(texts.jobTypes),
      businessUnits: bytes(texts.businessUnits),
    };
    const core = found(documents);
    assert.deepEqual(core, peer.placed(documents));
    assert.deepEqual([...new Set(core.map(({ rule }) => rule))].sort(), ['LL0115', 'LL0155']);
  });
});
