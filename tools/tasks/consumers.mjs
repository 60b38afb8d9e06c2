/**
 * `npm run consumers [-- NAME …]`: builds and runs a program of others against the core, by each of
 * the ways in tests/consumers.
 */
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { run, step } from '../toolchain/step.mjs';
import { build } from './cmake.mjs';
import { at } from './project.mjs';

const all = ['find_package', 'add_subdirectory', 'FetchContent'];

const page = readFileSync(at('docs', 'cpp.md'), 'utf8');

const prefix = at('build', 'consumers', 'installed');

/** What the program is given: a small tenant, its set-up and a feed. */
const documents = [
  'small.setup.json',
  ...['business-units.json', 'job-types.json', 'campaigns.json'],
  'feed.ndjson',
];

/**
 * Builds and runs one. Those that build the core themselves have one source and one build folder in
 * turn, so that it is built once.
 */
const consumer = (name, env) =>
  step(`Consuming the core by ${name}`, async () => {
    const folder = at('build', 'consumers', name === 'find_package' ? 'binary' : 'source');
    const source = `${folder}/source`;
    const lists = at('tests', 'consumers', name, 'CMakeLists.txt');
    const main = at('tests', 'consumers', 'main.cpp');
    for (const shown of [lists, main]) {
      assert.ok(page.includes(readFileSync(shown, 'utf8')), `docs/cpp.md shows ${shown}`);
    }
    mkdirSync(`${source}/consumer`, { recursive: true });
    copyFileSync(lists, `${source}/consumer/CMakeLists.txt`);
    copyFileSync(main, `${source}/main.cpp`);
    const options = {
      CMAKE_PREFIX_PATH: prefix,
      LEADLOOM_SOURCE: at(),
      FETCHCONTENT_BASE_DIR: `${folder}/build`,
      CMAKE_CXX_FLAGS: '-stdlib=libc++',
    };
    await run(
      'cmake',
      [
        ...['-G', 'Ninja', '-S', `${source}/consumer`, '-B', `${folder}/build`],
        ...Object.entries(options).map(([key, value]) => `-D${key}=${value}`),
      ],
      { env },
    );
    // Nothing is forced upon the project.
    const steps = readFileSync(`${folder}/build/build.ninja`, 'utf8');
    assert.doesNotMatch(steps, /-Werror|leadloom_tests|leadloom_command_line/);
    await run('cmake', ['--build', `${folder}/build`], { env });
    const cwd = at('tests', 'data', 'feed-lines');
    const said = await run(`${folder}/build/consumer`, documents, { cwd });
    assert.match(said, /^warning\[LL0403\]: The alert type “Low Battery” is not known/m);
    assert.match(said, /^smartac\.com\/b: Water Leak, Plumbing Service$/m);
  });

/** @param {string[]} names */
export async function consume(names) {
  // The compiler of the core, and its JSON library as anybody finds it.
  const env = { ...(await build('native')), LEADLOOM_NLOHMANN: undefined };
  await run('cmake', ['--install', at('build', 'native'), '--prefix', prefix], {
    env,
    quiet: true,
  });
  for (const name of names) await consumer(name, env);
}

export default (args) => consume(args.length > 0 ? args : all);
