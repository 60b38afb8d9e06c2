/**
 * Every fenced block of every page is run or checked. What is above a block says how:
 *
 *     <!-- run: app -->                 in a place of the table below; every line of a shell ends with 0
 *     <!-- run: sample, exits 1 0 -->   or so, line by line
 *     <!-- part of: FILE -->            stands word for word in a file that the tests build or run
 *     <!-- tested by: FILE -->          that test reads this page
 *     <!-- shown: WHY -->               cannot be run here
 *
 * Text right after a block that is run is what it prints; a line of “…” stands for any lines.
 */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { before, describe, it } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { at, dist, root, run, sampleFolder, shown, temporaryFolder } from '../package/support.mjs';
import { blocksOf, pages, read } from './blocks.mjs';

/** Pages whose blocks are all tried by a test of their own. */
const ofTheirOwn = [{ pages: /^docs\/rules\/LL\d+\.md$/, by: 'tests/package/rules.test.mjs' }];

/** What is shown and never run. */
const texts = new Set(['text', 'csv', 'hex', 'ndjson']);

const leadloom = await (await dist('node.js')).load();
const scratch = temporaryFolder();
const app = join(scratch, 'app');

/** Where blocks are run: each in a folder of its own that has what the page speaks of. */
const places = {
  /** An app that has the package installed. */
  app: (folder) => cpSync(app, folder, { recursive: true, verbatimSymlinks: true }),
  /** The files of the sample contractor. */
  sample: (folder) => cpSync(sampleFolder, folder, { recursive: true }),
  /** A set-up, and the exports of its tenant beside it. */
  contractor(folder) {
    cpSync(sampleFolder, join(folder, 'tenant'), {
      recursive: true,
      filter: (path) => !path.endsWith('.setup.json'),
    });
    cpSync(join(sampleFolder, 'prairie-star.setup.json'), join(folder, 'acme.setup.json'));
  },
};

const env = {
  ...process.env,
  PATH: `${join(app, 'node_modules', '.bin')}${delimiter}${process.env.PATH}`,
  npm_config_offline: 'true',
  GITHUB_STEP_SUMMARY: join(scratch, 'summary.md'),
};

before(async () => {
  mkdirSync(app);
  const pack = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', app], {
    cwd: root,
  });
  assert.equal(pack.code, 0, shown(pack));
  const [{ filename }] = JSON.parse(pack.out.toString());
  writeFileSync(join(app, 'package.json'), '{ "private": true, "type": "module" }\n');
  const install = ['install', '--offline', '--no-audit', '--no-fund', filename];
  const installed = await run('npm', install, { cwd: app });
  assert.equal(installed.code, 0, shown(installed));
});

/** Runs a shell's lines in one shell; answers what it prints and the exit code of each line. */
async function inShell(text, cwd) {
  const lines = text
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'));
  const codes = join(cwd, '.codes');
  const script = lines.map((line) => `${line}\necho $? >> '${codes}'`).join('\n');
  const ran = await run('sh', ['-c', `exec 2>&1\n${script}`], { cwd, env });
  return {
    printed: ran.out.toString(),
    codes: readFileSync(codes, 'utf8').trim().split('\n').map(Number),
  };
}

/** Runs a module; TypeScript is checked strictly first. */
async function inNode(text, cwd, language) {
  writeFileSync(join(cwd, `example.${language}`), text);
  if (language === 'ts') {
    const options = ['--strict', '--target', 'es2022', '--module', 'nodenext', '--skipLibCheck'];
    const checked = await run(at('node_modules', '.bin', 'tsc'), [...options, 'example.ts'], {
      cwd,
    });
    assert.equal(checked.code, 0, shown(checked));
  }
  const ran = await run(process.execPath, ['example.js'], { cwd, env });
  assert.equal(ran.err.toString(), '');
  return { printed: ran.out.toString(), codes: [ran.code] };
}

/** Languages that are run. */
const runners = { sh: inShell, js: inNode, ts: inNode };

/** What was printed is what the page shows. @param {string} printed @param {string} output */
function prints(printed, output) {
  const escaped = (line) => line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = output
    .trimEnd()
    .split('\n')
    .map((line) => (line === '…' ? '[\\s\\S]*?' : escaped(line)))
    .join('\n');
  if (!new RegExp(`^${pattern}$`).test(printed.trimEnd())) assert.equal(printed, output);
}

/** How a block is tried, by what stands above it. */
const ways = {
  async run({ language, text, output }, what) {
    const [place, exits] = what.split(', exits ');
    assert.ok(Object.hasOwn(places, place), `there is no place "${place}"`);
    assert.ok(Object.hasOwn(runners, language), `${language} cannot be run`);
    const folder = join(scratch, `run-${ways.runs++}`);
    mkdirSync(folder);
    places[place](folder);
    const { printed, codes } = await runners[language](text, folder, language);
    const wanted = exits ? exits.split(' ').map(Number) : codes.map(() => 0);
    assert.deepEqual(codes, wanted, printed);
    if (output !== undefined) prints(printed, output);
  },
  'part of'({ text }, file) {
    assert.ok(read(file).includes(text.trim()), `it does not stand in ${file}`);
  },
  'tested by'({ page }, file) {
    assert.ok(read(file).includes(page.replace(/^.*\//, '')), `${file} does not read ${page}`);
  },
  shown(_block, why) {
    assert.ok(why.length > 10, 'the reason is missing');
  },
  schema({ text }, name) {
    const fits = new Ajv({ strict: false, logger: false }).compile(
      JSON.parse(read(`schemas/${name}.schema.json`)),
    );
    assert.ok(fits(JSON.parse(text)), JSON.stringify(fits.errors));
  },
  /** So many alerts are read of it, and none is set aside. */
  feed({ text, language }, count) {
    const workspace = leadloom.openWorkspace();
    const { records, findings } = workspace.load({ name: `feed.${language}`, bytes: text });
    workspace.close();
    assert.deepEqual([records, findings], [Number(count), []]);
  },
};
Object.defineProperty(ways, 'runs', { value: 0, writable: true, enumerable: false });

/** @param {import('./blocks.mjs').Block} block */
async function tried(block) {
  const { language, says, text } = block;
  const [way, what] = says?.split(/: (.*)/) ?? [];
  if (way) {
    assert.ok(Object.hasOwn(ways, way), `"${way}" is no way to try a block`);
    await ways[way](block, what);
  } else if (language === 'json') JSON.parse(text);
  else
    assert.ok(
      texts.has(language),
      `nothing says how this block of ${language || 'no language'} is tried`,
    );
}

for (const page of pages) {
  const own = ofTheirOwn.find((one) => one.pages.test(page));
  const blocks = own ? [] : blocksOf(page);
  if (blocks.length === 0) continue;
  describe(page, () => {
    for (const block of blocks) {
      it(`line ${block.line}: ${block.language}${block.says ? `, ${block.says}` : ''}`, () =>
        tried(block));
    }
  });
}

describe('a block that nothing tries', () => {
  const block = { page: 'docs/x.md', line: 1, language: 'sh', text: 'true\n' };
  for (const [what, spoilt] of Object.entries({
    'has nothing above it': block,
    'is in a language that nobody knows': { ...block, language: 'cobol' },
    'is broken JSON': { ...block, language: 'json', text: '{' },
    'ends with another code': { ...block, says: 'run: sample', text: 'false\n' },
    'prints something else': { ...block, says: 'run: sample', output: 'no\n' },
    'stands nowhere else': { ...block, says: 'part of: README.md', text: 'nowhere\n' },
    'is tested by a test that does not read its page': { ...block, says: 'tested by: README.md' },
  })) {
    it(`fails when it ${what}`, () => assert.rejects(() => tried(spoilt)));
  }
});
