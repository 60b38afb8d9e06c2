/** The lists of what others wrote, against the schema of CycloneDX and what is really there. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { at, readJson } from './support.mjs';

const require = createRequire(import.meta.url);
const schemas = '@cyclonedx/cyclonedx-library/package.json';
const schema = (name) =>
  readJson(
    require.resolve(schemas).replace('package.json', `res/schema/${name}.SNAPSHOT.schema.json`),
  );

const ajv = new Ajv({ strict: false, validateFormats: false });
for (const part of ['spdx', 'jsf-0.82']) {
  ajv.addSchema(schema(part), `http://cyclonedx.org/schema/${part}.SNAPSHOT.schema.json`);
}
const validate = ajv.compile(schema('bom-1.6'));

const modules = ['compiler-rt', 'emscripten', 'libc++', 'musl', 'nlohmann_json'];
const tables = ['fflate', 'saxen'];
const page = ['@cantoo/pdf-lib', '@preact/signals', 'idb', 'oauth4webapi', 'preact'];

for (const [path, names] of [
  ['dist/sbom.cdx.json', [...modules, ...tables]],
  ['web/dist/sbom.cdx.json', [...modules, ...tables, ...page]],
]) {
  test(`${path} names all that is inside, with version and licence`, () => {
    const bom = readJson(at(path));
    assert.ok(validate(bom), ajv.errorsText(validate.errors));
    assert.equal(bom.specVersion, '1.6');
    const listed = bom.components.map(({ name }) => name);
    for (const name of names) assert.ok(listed.includes(name), `${name} is listed`);
    for (const { name, version, licenses } of bom.components) {
      assert.match(version, /^\d+(\.\d+)+$/, name);
      assert.equal(licenses.length, 1, name);
    }
    assert.ok(!listed.some((name) => /typescript|vite|playwright/.test(name)));
  });
}
