/**
 * `npm run fuzz [-- SECONDS]`: every libFuzzer target for that long (60). Seeds are the test data;
 * what is found is kept in build/corpus/.
 */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run, StepFailed, step } from '../toolchain/step.mjs';
import { build } from './cmake.mjs';
import { at } from './project.mjs';

export default async function task([seconds = '60']) {
  const env = await build('fuzz');
  const folder = at('build', 'fuzz', 'tests', 'fuzz');
  const targets = readdirSync(folder).filter((name) => /^fuzz_\w+$/.test(name));
  if (targets.length === 0) {
    throw new StepFailed('No fuzzer was built.', {
      hint: 'Check that tests/fuzz/CMakeLists.txt names targets that begin with "fuzz_".',
    });
  }
  for (const target of targets) {
    const corpus = at('build', 'corpus', target);
    mkdirSync(corpus, { recursive: true });
    await step(`Fuzzing ${target} for ${seconds} s`, () =>
      run(
        join(folder, target),
        [
          `-max_total_time=${seconds}`,
          '-max_len=8192',
          '-timeout=10',
          '-rss_limit_mb=4096',
          `-dict=${at('tests', 'fuzz', `${target.replace('fuzz_', '')}.dict`)}`,
          corpus,
          join(folder, 'corpus', target),
        ],
        { cwd: at('build'), env, hint: `The input that failed is in ${at('build')}.` },
      ),
    );
  }
}
