/**
 * `node tools/rules/outputs.mjs [--command FILE] [LL0103 …]`: fills in the outputs that the rule
 * pages show, from the native command. Read the diff before you keep it: the tests compare the
 * outputs, this only writes down what comes out. Pages of commands are left alone, as no command of
 * the terminal applies them; the tests say what comes of those.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { at } from '../tasks/project.mjs';

const pages = at('docs', 'rules');
const tenant = at('docs', 'rules', 'tenant');

/** Blocks of a section, in order: `{language, name?, text}`; `from` and `to` are its content. */
function blocksOf(page, from, to) {
  const blocks = [];
  const fence = /(?:^`([^`\n]+)`\n\n)?^```(\w+)\n([\s\S]*?)^```$/gm;
  fence.lastIndex = from;
  for (let found = fence.exec(page); found && found.index < to; found = fence.exec(page)) {
    const [whole, name, language, text] = found;
    const end = found.index + whole.length - '```'.length;
    blocks.push({ name, language, text, from: end - text.length, to: end });
  }
  return blocks;
}

/** The bytes of a file of a page: a file ends without the line feed before its fence. */
function bytesOf({ language, text }) {
  if (language === 'hex') return Buffer.from(text.replace(/\s/g, ''), 'hex');
  return text.slice(0, -1);
}

/** Words of a command line; those in double quotes keep their blanks. */
const wordsOf = (line) =>
  [...line.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);

/** What the blocks of a section bring, or nothing for what this cannot run. */
function outputOf(rule, blocks, command, rules) {
  const files = blocks.filter(({ name }) => name !== undefined);
  if (files.some(({ name }) => name === 'command.json')) return undefined;
  if (blocks.some(({ language }) => language === 'js')) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'leadloom-rules-'));
  const run = (args) => {
    const { error, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
    if (error) throw error;
    return stdout + stderr;
  };
  try {
    const given = readdirSync(tenant).sort();
    for (const name of given) writeFileSync(join(folder, name), readFileSync(join(tenant, name)));
    for (const file of files) writeFileSync(join(folder, file.name), bytesOf(file));
    const shell = blocks.find(({ language }) => language === 'sh');
    if (shell) {
      const lines = shell.text.split('\n').filter((line) => line.startsWith('leadloom '));
      return lines.map((line) => run(wordsOf(line).slice(1))).join('');
    }
    const others = rules.filter((other) => other !== rule).map((other) => `--rule=${other}=off`);
    const own = files.map(({ name }) => name);
    const all = [...given.filter((name) => !own.includes(name)), ...own];
    return run(['validate', ...others, ...all]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The page with the outputs that its examples bring. */
function filled(rule, page, command, rules) {
  const start = page.indexOf('\n## Bad\n');
  const end = page.indexOf('\n## Good\n');
  const blocks = blocksOf(page, start, end);
  const shown = blocks.find(({ name, language }) => name === undefined && language === 'text');
  if (!shown) return page;
  const output = outputOf(rule, blocks, command, rules);
  if (output === undefined) return page;
  return page.slice(0, shown.from) + output + page.slice(shown.to);
}

const args = process.argv.slice(2);
const option = args.indexOf('--command');
const [, command] = option < 0 ? [] : args.splice(option, 2);
const native = resolve(command ?? at('build', 'native', 'leadloom'));
const { stdout } = spawnSync(native, ['rules', '--format', 'json'], { encoding: 'utf8' });
const rules = JSON.parse(stdout).map(({ rule }) => rule);

for (const file of readdirSync(pages)) {
  const rule = /^(LL\d{4})\.md$/.exec(file)?.[1];
  if (!rule || (args.length > 0 && !args.includes(rule))) continue;
  const page = readFileSync(join(pages, file), 'utf8');
  const now = filled(rule, page, native, rules);
  if (now === page) continue;
  writeFileSync(join(pages, file), now);
  console.log(`${file} written.`);
}
