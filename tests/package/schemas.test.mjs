/** The schemas are valid, and the documents that ship fit them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const ajv = new Ajv.default({
  strict: true,
  strictTypes: false,
  allowUnionTypes: true,
  validateFormats: false,
  strictRequired: false,
});

const schema = (name) => ajv.compile(JSON.parse(read(`schemas/${name}.schema.json`)));

const documents = [
  ['setup', 'catalog/sample/prairie-star.setup.json'],
  ['partner', 'catalog/partners/smartac.json'],
  ['partner', 'catalog/partners/google-local-services.json'],
  ['standard-job-types', 'catalog/standard-job-types.json'],
];

for (const [name, path] of documents) {
  test(`${path} fits its schema, and says which`, () => {
    const document = JSON.parse(read(path));
    const fits = schema(name);
    assert.ok(fits(document), JSON.stringify(fits.errors));
    assert.match(document.$schema, new RegExp(`/${name}\\.schema\\.json$`));
    assert.ok(!fits({ ...document, surprise: 1 }), 'an unknown field is refused');
    ajv.removeSchema();
  });
}

test('alerts of the sample feed fit the schema where they are whole', () => {
  const fits = schema('alert');
  const whole = read('catalog/sample/alerts.ndjson')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line)];
      } catch {
        return [];
      }
    });
  const refused = whole.filter((alert) => !fits(alert));
  // The sample holds one record that is no object, and one that has no id.
  assert.equal(refused.length, 2, JSON.stringify(refused.slice(0, 3)));
  assert.ok(whole.length > 290);
});
