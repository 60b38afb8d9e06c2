/** The native core and the WebAssembly module answer the same bytes over all of `tests/data`. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { at, cases, dist, nativeReplay, run, shown } from './support.mjs';

/** @type {import('../../dist/glue.mjs').Glue} */
let glue;

before(async () => {
  // Below the facade, whose JSON.parse would hide the order of keys and the spelling of numbers.
  const { default: createLeadloom } = await dist('glue.mjs');
  const module = await WebAssembly.compile(readFileSync(at('dist', 'leadloom.wasm')));
  glue = await createLeadloom({
    instantiateWasm(imports, done) {
      WebAssembly.instantiate(module, imports).then(done);
      return {};
    },
  });
});

/**
 * The lines of a file that are not empty, as bytes: they may be no UTF-8.
 * @param {string} path
 */
function linesOf(path) {
  if (!existsSync(path)) return [];
  const text = readFileSync(path).toString('latin1');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => new Uint8Array(Buffer.from(line, 'latin1')));
}

/** Plays a case as `leadloom_replay` does. @param {ReturnType<typeof cases>[number]} one */
function replay({ path, documents }) {
  const workspace = new glue.Workspace('{}', false);
  const answers = [];
  for (const name of documents) {
    const bytes = readFileSync(join(path, name));
    workspace.reserve(bytes.length).set(bytes);
    answers.push(workspace.load(name, 'auto'));
  }
  for (const line of linesOf(join(path, 'commands.ndjson'))) answers.push(workspace.apply(line));
  for (const line of linesOf(join(path, 'queries.ndjson'))) answers.push(workspace.query(line));
  answers.push(workspace.report());
  workspace.delete();
  return answers;
}

it('tests/data has cases', () => assert.notEqual(cases().length, 0));

describe('native and WebAssembly', () => {
  for (const one of cases()) {
    it(one.name, async () => {
      const ran = await run(nativeReplay(), [one.path]);
      assert.equal(ran.code, 0, shown(ran));
      const native = ran.out.toString().split('\n');
      // Each answer is one line, the last one too.
      assert.equal(native.pop(), '');
      const wasm = replay(one);
      wasm.forEach((answer, i) => {
        assert.equal(answer, native[i], `answer ${i + 1}`);
        assert.doesNotThrow(() => JSON.parse(answer), `answer ${i + 1} is JSON`);
      });
      assert.equal(native.length, wasm.length);
      assert.ok(ran.out.equals(Buffer.from(`${wasm.join('\n')}\n`)), 'the same bytes');
    });

    it(`${one.name}, twice in one instance`, () => {
      assert.deepEqual(replay(one), replay(one));
    });
  }
});
