/** Pages, index and rule table agree, and the examples in JavaScript do what the pages say. */
import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { mark, tables } from '../../tools/rules/index.mjs';
import { at, nativeCommand, root, run, shown, temporaryFolder } from './support.mjs';

const folder = at('docs', 'rules');
const listed = await run(nativeCommand(), ['rules', '--format', 'json']);
/** @type {{ rule: string, name: string, level: string, title: string, hint: string }[]} */
const rules = JSON.parse(listed.out.toString());
/** The page of a rule, empty when there is none. @param {string} rule */
const pageOf = (rule) => {
  const path = join(folder, `${rule}.md`);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
};

const sections = ['Bad', 'Good', 'Near miss'];

/** A section of a page. @param {string} page @param {string} heading */
function sectionOf(page, heading) {
  const start = page.indexOf(`\n## ${heading}\n`);
  const end = page.indexOf('\n## ', start + 1);
  return start < 0 ? '' : page.slice(start, end < 0 ? undefined : end);
}

/** The fenced blocks of a language. @param {string} text @param {string} language */
const blocks = (text, language) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, block]) => block ?? '',
  );

describe('pages and rule table', () => {
  it('every rule has a page, and every page a rule', () => {
    const pages = readdirSync(folder).filter((name) => name.startsWith('LL'));
    assert.deepEqual(
      pages.sort(),
      rules.map(({ rule }) => `${rule}.md`),
    );
  });

  for (const { rule, name, level, title } of rules) {
    it(`${rule} says what the table says, and has its three sections`, () => {
      const lines = pageOf(rule).split('\n');
      assert.deepEqual(lines.slice(0, 4), [`# ${rule} ${name}`, '', `*${level}* · ${title}`, '']);
      assert.deepEqual(
        lines.filter((line) => line.startsWith('## ')),
        sections.map((heading) => `## ${heading}`),
      );
    });
  }

  it('what the bad examples show is the rule of their page', () => {
    for (const { rule } of rules) {
      const [output] = blocks(sectionOf(pageOf(rule), 'Bad'), 'text').slice(-1);
      assert.ok(output?.includes(rule), `${rule}.md`);
    }
  });
});

describe('index', () => {
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');

  it('lists every rule as table and pages have it', () => {
    const [intro, written] = readme.split(`${mark}\n`);
    assert.ok(intro);
    assert.deepEqual(
      written?.split('\n'),
      tables(rules, pageOf).split('\n'),
      'run node tools/rules/index.mjs',
    );
    for (const { rule } of rules) assert.ok(written.includes(`\n| [${rule}](`), rule);
  });

  it('links of index and pages lead somewhere', () => {
    const files = ['README.md', ...rules.map(({ rule }) => `${rule}.md`)];
    for (const file of files) {
      const path = join(folder, file);
      if (!existsSync(path)) continue;
      const prose = readFileSync(path, 'utf8').replaceAll(/^```[\s\S]*?^```$/gm, '');
      for (const [, link] of prose.matchAll(/\]\(([^):#]+)\)/g)) {
        assert.ok(existsSync(join(dirname(path), link ?? '')), `${file}: ${link}`);
      }
    }
  });
});

describe('examples in JavaScript', () => {
  const app = temporaryFolder();
  mkdirSync(join(app, 'node_modules'));
  symlinkSync(root, join(app, 'node_modules', 'leadloom'), 'junction');
  writeFileSync(join(app, 'package.json'), '{ "private": true, "type": "module" }\n');

  const withExamples = rules.filter(({ rule }) => blocks(pageOf(rule), 'js').length > 0);

  it('there are some for everything that only the package can say', () => {
    const own = rules.filter(({ rule }) => rule >= 'LL0901' && rule < 'LL0920');
    for (const { rule } of own)
      assert.ok(
        withExamples.some((other) => other.rule === rule),
        rule,
      );
  });

  for (const { rule } of withExamples) {
    for (const heading of sections) {
      it(`${rule}, ${heading}`, async () => {
        const section = sectionOf(pageOf(rule), heading);
        const examples = blocks(section, 'js');
        assert.equal(examples.length, 1);
        const file = `${rule}-${sections.indexOf(heading)}.js`;
        writeFileSync(join(app, file), examples[0] ?? '');
        const ran = await run(process.execPath, [file], { cwd: app });
        const out = ran.out.toString();
        assert.equal(ran.code, 0, shown(ran));
        assert.notEqual(out, '');
        if (heading === 'Bad') assert.equal(out, blocks(section, 'text')[0]);
        else assert.ok(!out.includes(rule), shown(ran));
      });
    }
  }
});
