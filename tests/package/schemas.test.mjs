/** The schemas are valid, the documents that ship fit them, and the core accepts what they accept. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { dist, randomFor, sampleDocuments } from './support.mjs';

const source = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const ajv = new Ajv.default({
  strict: true,
  strictTypes: false,
  allowUnionTypes: true,
  validateFormats: false,
  strictRequired: false,
});

const readSchema = (name) => source(`schemas/${name}.schema.json`);

const schema = (name) => ajv.compile(JSON.parse(readSchema(name)));

const documents = [
  ['setup', 'catalog/sample/prairie-star.setup.json'],
  ['partner', 'catalog/partners/smartac.json'],
  ['partner', 'catalog/partners/google-local-services.json'],
  ['partner', 'catalog/partners/angi.json'],
  ['partner', 'catalog/partners/thumbtack.json'],
  ['standard-job-types', 'catalog/standard-job-types.json'],
];

for (const [name, path] of documents) {
  test(`${path} fits its schema, and says which`, () => {
    const document = JSON.parse(source(path));
    const fits = schema(name);
    assert.ok(fits(document), JSON.stringify(fits.errors));
    assert.match(document.$schema, new RegExp(`/${name}\\.schema\\.json$`));
    assert.ok(!fits({ ...document, surprise: 1 }), 'an unknown field is refused');
    ajv.removeSchema();
  });
}

const { loadValidator } = await dist('validator-node.js');
const validator = await loadValidator();

/** What the rules of reading find: unknown fields, types, values, times, conditions, suppressions. */
const reading = new Set(
  'LL0007 LL0008 LL0009 LL0010 LL0011 LL0012 LL0013 LL0129 LL0401 LL0407 LL0921 LL0923'.split(' '),
);

/** What a schema cannot say, or says otherwise on purpose. Left to the core, each by its name. */
const leftToTheCore = {
  'a rule that there is not': ({ rule, message }) => rule === 'LL0923' && /LL\d{4}/.test(message),
  'a ZIP range that ends before it begins': ({ rule, message }) =>
    rule === 'LL0129' && /“\d{5}\s*-\s*\d{5}” is no ZIP code/.test(message),
};

/** In settings the schema leaves all rules to the core, which takes numbers and names. */
const leftInSettings = { 'a rule that there is not': ({ rule }) => rule === 'LL0923' };

/** After these the core does not look at the rest of their row. */
const masking = ['a ZIP range that ends before it begins'];

const accepts = (findings, left) =>
  !findings.some(
    (finding) =>
      reading.has(finding.rule) && !Object.values(left).some((excluded) => excluded(finding)),
  );

/** @param {import('../../dist/api.js').DocumentInput} document */
function read(document) {
  const validation = validator.validate([document], { limits: { findings: 10_000 } });
  try {
    return validation.report.findings;
  } finally {
    validation.close();
  }
}

const utf8 = new TextEncoder();

/** The findings of settings: only the command reads them. @param {string} text */
function readSettings(text) {
  let out = '';
  let err = '';
  const files = { 'leadloom.config.json': text, 'a.json': '{"leadloom": "setup/1"}' };
  const baseline = '{"leadloom": "baseline/1", "findings": []}';
  const args = ['validate', 'a.json', '--config', 'leadloom.config.json', '--format', 'json'];
  const code = validator.commandLine(args, {
    // The settings may name any file as their baseline.
    read: (path) => utf8.encode(files[path] ?? baseline),
    out: (words) => {
      out += words;
    },
    err: (words) => {
      err += words;
    },
  });
  assert.notEqual(code, 2, `${text}\n${err}`);
  const { findings } = JSON.parse(out);
  return findings.filter(({ place }) => place?.file === 'leadloom.config.json');
}

/** Texts at the edges of every pattern. */
const texts = `hvac|repair_ac|Leak Detected|x| |\t||0|007|-5|48213550|9223372036854775807
9223372036854775808|99999999999999999999|1.5|critical| URGENT |Watching|critcal|Mon|tuesday|Sun |Mo
00:00|8:00|17:30|24:00|24:01|23:60|123:00|8:0|08:00:00|78701|787*|*|78701*|78700-78799|78701 - 78702
78701-1234|78799-78700|7870|787011|78701-12|TX|tx| Tx |TEX|T1|Residential|commercial|Home
air handler|LL0102: why|LL0102:why| LL0102 : why: because|LL0102:|LL0102: |LL0102|LL9999: why|LL102: why
ll0102: why|: why|2026-11-20T14:03:11Z|2026-11-20t14:03:11.25+05:30|2024-02-29T00:00:00-00:00
2026-02-29T00:00:00Z|2000-02-29 23:59:60Z|1900-02-29T00:00:00Z|2026-11-31T00:00:00Z
2026-11-20T14:03:11|2026-11-20|2026-13-20T14:03:11Z|2026-11-20T24:00:00Z|2026-11-20T14:03:11+24:00
https://example.com|http://x|ftp://x|HTTPS://x|alerts|standard-job-types|off|warn|error|fatal|text
sarif|yaml|setup/1|mapping/1|partner/1|config/1|setup/2|America/Chicago|1.0|ä|“”`.split(/[|\n]/);
const numbers = [0, 1, -1, 5, 78701, 48213550, 1.5, 9007199254740991, 1e19];
const kindOf = (value) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

/** Documents that a schema describes, and such that are wrong in one place. */
function documentsOf(root, seed) {
  const { below, pick } = randomFor(seed);
  const chance = (percent) => below(100) < percent;
  const anything = () =>
    pick([null, true, false, 0, -1, 1.5, '', ' ', 'x', [], {}, [[]], [null], { x: 1 }, ['x']]);
  const fitting = (schema) => {
    const fits = schema.pattern ? new RegExp(schema.pattern, 'u') : /(?:)/u;
    const found = texts.filter((text) => fits.test(text) && text.length >= (schema.minLength ?? 0));
    return found.length === 0 || chance(3) ? pick(texts) : pick(found);
  };
  const sample = (schema, depth) => {
    if (schema === true || schema === undefined) return anything();
    if (schema.$ref) return sample(root.$defs[schema.$ref.slice('#/$defs/'.length)], depth);
    if ('const' in schema) return schema.const;
    if (schema.enum) return pick(schema.enum);
    if (schema.examples && chance(25)) return structuredClone(pick(schema.examples));
    const ways = [schema.then, schema.else].filter((way) => way && !schema.properties);
    if (ways.length > 0) return sample(pick(ways), depth);
    const either = schema.anyOf ?? schema.oneOf;
    if (either && !schema.properties) return sample(pick(either), depth);
    const types = [schema.type ?? (schema.properties ? 'object' : 'any')].flat();
    switch (
      pick(types.length > 1 && chance(80) ? types.filter((type) => type !== 'null') : types)
    ) {
      case 'string':
        return fitting(schema);
      case 'integer':
      case 'number':
        return pick(numbers.slice(1).filter((n) => n > 0 && Number.isInteger(n) && n < 1e18));
      case 'boolean':
        return chance(50);
      case 'null':
        return null;
      case 'array':
        return Array.from(
          { length: Math.max(schema.minItems ?? 0, below(depth > 3 ? 2 : 3)) },
          () => sample(schema.items, depth + 1),
        );
      case 'object': {
        const object = {};
        const some = [...(schema.then?.anyOf ?? schema.anyOf ?? [])].flatMap(
          (way) => way.required ?? [],
        );
        const wanted = new Set([
          ...(schema.required ?? []),
          ...(some.length > 0 ? [pick(some)] : []),
        ]);
        for (const both of schema.allOf ?? []) {
          for (const name of pick(both.anyOf ?? [{}]).required ?? []) wanted.add(name);
        }
        for (const [name, inner] of Object.entries(schema.properties ?? {})) {
          if (wanted.has(name) || chance(35)) object[name] = sample(inner, depth + 1);
        }
        if (schema.additionalProperties?.enum && chance(70))
          object[pick(['LL0102', 'syntax'])] = pick(schema.additionalProperties.enum);
        const way = schema.if ? pick([schema.then, schema.else]) : undefined;
        const more = way?.$ref || way?.required ? sample(way, depth) : {};
        return { ...more, ...object };
      }
      default:
        return anything();
    }
  };
  const spots = (value, found = []) => {
    if (value === null || typeof value !== 'object') return found;
    for (const key of Object.keys(value)) {
      found.push([value, key]);
      spots(value[key], found);
    }
    return found;
  };
  const spoil = (document) => {
    const found = spots(document);
    if (found.length === 0) return anything();
    const [holder, key] = pick(found);
    const value = holder[key];
    const list = Array.isArray(holder);
    switch (below(9)) {
      case 0:
        if (list) holder.splice(Number(key), 1);
        else delete holder[key];
        break;
      case 1:
        holder[key] = anything();
        break;
      case 2:
        holder[key] = typeof value === 'number' ? pick(numbers) : pick(texts);
        break;
      case 3:
        holder[key] = null;
        break;
      case 4:
        holder[key] = [value];
        break;
      case 5:
        holder[key] = pick(numbers);
        break;
      case 6:
        if (list) holder.push(anything());
        else holder[pick(['surprise', `${key}s`, '$schema'])] = pick(['x', value]);
        break;
      case 7:
        holder[key] = kindOf(value) === 'string' ? `${value}x` : [];
        break;
      default:
        holder[key] = kindOf(value) === 'string' ? value.toUpperCase() : { [key]: value };
    }
    return document;
  };
  return (wrong) => {
    let document = sample(root, 0);
    for (let i = 0; i < wrong; ++i) document = spoil(document);
    return document;
  };
}

/** How many documents each schema is asked about, and who else reads them. */
const readers = {
  setup: (text) => read({ name: 'a.json', bytes: text, kind: 'setup' }),
  mapping: (text) => read({ name: 'a.json', bytes: text, kind: 'mapping' }),
  partner: (text) => read({ name: 'a.json', bytes: text, kind: 'partner' }),
  // In an array, so that an array is no feed of its own.
  alert: (text) => read({ name: 'a.json', bytes: `[${text}]`, kind: 'feed' }),
  config: readSettings,
};

for (const [name, findingsOf] of Object.entries(readers)) {
  test(`${name}: schema and core accept the same of 3,000 generated documents`, () => {
    const root = JSON.parse(readSchema(name));
    const fits = schema(name);
    const make = documentsOf(root, 17);
    const left = name === 'config' ? leftInSettings : leftToTheCore;
    const answers = { true: 0, false: 0 };
    for (let i = 0; i < 3000; ++i) {
      const document = make(i % 3);
      const text = JSON.stringify(document);
      const accepted = fits(document);
      const findings = findingsOf(text);
      if (!accepted && findings.some((finding) => masking.some((why) => left[why]?.(finding))))
        continue;
      ++answers[accepted];
      assert.equal(
        accepts(findings, left),
        accepted,
        `${text}\n${JSON.stringify(fits.errors)}\n${JSON.stringify(findings.filter((f) => reading.has(f.rule)).slice(0, 3))}`,
      );
    }
    ajv.removeSchema();
    assert.ok(answers.true > 300 && answers.false > 300, JSON.stringify(answers));
  });
}

test('alerts of the sample feed fit the schema where they are whole', () => {
  const fits = schema('alert');
  const whole = source('catalog/sample/alerts.ndjson')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line)];
      } catch {
        return [];
      }
    });
  const refused = whole.filter((alert) => !fits(alert));
  const aside = read({ name: 'alerts.ndjson', bytes: source('catalog/sample/alerts.ndjson') });
  const rules = aside.filter(({ rule }) => ['LL0401', 'LL0407'].includes(rule));
  assert.ok(refused.length > 0);
  assert.equal(refused.length, rules.length, JSON.stringify(refused));
  ajv.removeSchema();
  assert.ok(whole.length > 290);
});

test('reports of the sample and of what is broken fit the schema', () => {
  const fits = schema('report');
  const broken = [
    { name: 'a.csv', bytes: 'Trade,Job Type\nhvac,x\n', kind: 'mapping' },
    { name: 'b.json', bytes: '{"leadloom": "setup/1", "leadloom-ignore": "LL0118: no export", }' },
    { name: 'c.json', bytes: '[' },
  ];
  for (const documents of [sampleDocuments(), broken, []]) {
    const validation = validator.validate(documents);
    const report = JSON.parse(validation.format('json'));
    validation.close();
    assert.ok(fits(report), JSON.stringify(fits.errors));
    assert.ok(!fits({ ...report, surprise: 1 }));
  }
  ajv.removeSchema();
});

test('the examples of the documentation fit their schemas', () => {
  const page = source('docs/file-formats.md');
  const examples = [...page.matchAll(/<!-- schema: ([\w-]+) -->\n+```json\n([\s\S]*?)^```/gm)];
  assert.deepEqual([...new Set(examples.map(([, name]) => name))].sort(), [
    'alert',
    'baseline',
    'config',
    'mapping',
    'report',
    'setup',
  ]);
  for (const [, name, text] of examples) {
    const fits = schema(name);
    const document = JSON.parse(text);
    assert.ok(fits(document), `${name}: ${JSON.stringify(fits.errors)}`);
    if (name in readers) assert.ok(accepts(readers[name](text), leftToTheCore), text);
    ajv.removeSchema();
  }
});
