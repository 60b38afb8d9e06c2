/** The examples of the README are run as they stand, in a folder that has the package installed. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { at, root, run, shown, temporaryFolder } from './support.mjs';

const readme = readFileSync(at('README.md'), 'utf8');

/** The fenced blocks of a language, in order. @param {string} language */
const blocks = (language) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, text]) => text,
  );

const app = join(temporaryFolder(), 'app');

before(async () => {
  mkdirSync(app, { recursive: true });
  const pack = await run('npm', ['pack', '--json', '--pack-destination', app], { cwd: root });
  const [{ filename }] = JSON.parse(pack.out.toString());
  writeFileSync(join(app, 'package.json'), '{ "private": true, "type": "module" }\n');
  const install = await run('npm', ['install', '--offline', '--no-audit', '--no-fund', filename], {
    cwd: app,
  });
  assert.equal(install.code, 0, shown(install));
});

test('the example for Node prints the number of errors and the first finding', async () => {
  const example = blocks('js').find((block) => block.includes("from 'leadloom'"));
  assert.ok(example, 'there is an example');
  writeFileSync(join(app, 'example.js'), example);
  const ran = await run(process.execPath, ['example.js'], { cwd: app });
  assert.equal(ran.code, 0, shown(ran));
  assert.match(ran.out.toString(), /^\d+ \S/);
});

test('the examples for the command line do what the README says', async () => {
  const example = blocks('sh').find((block) => block.includes('leadloom validate'));
  const [enter, ...commands] = example.trim().split('\n');
  assert.match(enter, /^cd /);
  const codes = [];
  for (const command of commands) {
    const ran = await run('sh', ['-c', `${enter} && ${command}`], { cwd: app });
    assert.notEqual(ran.code, 2, shown(ran));
    assert.notEqual(ran.out.length, 0, command);
    codes.push(ran.code);
  }
  assert.deepEqual(codes, [1, 1, 0]);
});

test('every path that the README links to is there', async () => {
  const links = [...readme.matchAll(/\]\(([^):#]+)\)/g)].map(([, path]) => path);
  assert.ok(links.length >= 5);
  for (const path of links) assert.ok(readFileSync(at(path)).length > 0, path);
});
