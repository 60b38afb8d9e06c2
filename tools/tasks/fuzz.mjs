/**
 * `npm run fuzz [-- SECONDS]`: every libFuzzer target for that long (60), as many at once as there
 * are cores. Seeds are the test data and what earlier runs left in tests/fuzz/kept; what is found
 * goes to build/corpus. `npm run fuzz -- keep` writes the smallest corpus that reaches as far to
 * tests/fuzz/kept.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { run, StepFailed, step } from '../toolchain/step.mjs';
import { build } from './cmake.mjs';
import { at } from './project.mjs';

const folder = at('build', 'fuzz', 'tests', 'fuzz');
const corpusOf = (target) => at('build', 'corpus', target);
const keptOf = (target) => at('tests', 'fuzz', 'kept', `${target}.txt`);

const dictionaries = {
  fuzz_json: 'json',
  fuzz_edit: 'json',
  fuzz_table: 'table',
  fuzz_feed: 'feed',
  fuzz_session: 'session',
  fuzz_validate: 'validate',
  fuzz_customers: 'json',
  fuzz_commands: 'commands',
  fuzz_doors: 'doors',
  fuzz_command_line: 'command-line',
};

/** A kept input is a line of Base64. */
function unpackKept(target) {
  mkdirSync(corpusOf(target), { recursive: true });
  if (!existsSync(keptOf(target))) return;
  for (const line of readFileSync(keptOf(target), 'utf8').split('\n').filter(Boolean)) {
    const bytes = Buffer.from(line, 'base64');
    const name = createHash('sha1').update(bytes).digest('hex');
    writeFileSync(join(corpusOf(target), name), bytes);
  }
}

const fuzz = (target, seconds, env) =>
  step(`Fuzzing ${target} for ${seconds} s`, () =>
    run(
      join(folder, target),
      [
        `-max_total_time=${seconds}`,
        '-max_len=8192',
        '-timeout=10',
        '-rss_limit_mb=4096',
        '-print_final_stats=1',
        `-dict=${at('tests', 'fuzz', `${dictionaries[target]}.dict`)}`,
        corpusOf(target),
        join(folder, 'corpus', target),
      ],
      { cwd: at('build'), env, hint: `The input that failed is in ${at('build')}.` },
    ),
  );

const keep = (target, env) =>
  step(`Keeping the corpus of ${target}`, async () => {
    const smallest = at('build', 'corpus-smallest', target);
    rmSync(smallest, { recursive: true, force: true });
    mkdirSync(smallest, { recursive: true });
    await run(join(folder, target), ['-merge=1', '-max_len=512', smallest, corpusOf(target)], {
      cwd: at('build'),
      env,
    });
    const inputs = readdirSync(smallest).map((name) => readFileSync(join(smallest, name)));
    const lines = inputs.map((bytes) => bytes.toString('base64')).sort();
    mkdirSync(at('tests', 'fuzz', 'kept'), { recursive: true });
    writeFileSync(keptOf(target), `${lines.join('\n')}\n`);
  });

export default async function task([what = '60']) {
  const env = await build('fuzz');
  const targets = readdirSync(folder).filter((name) => /^fuzz_\w+$/.test(name));
  const unknown = targets.find((target) => !dictionaries[target]);
  if (targets.length === 0 || unknown) {
    throw new StepFailed(unknown ? `${unknown} has no dictionary.` : 'No fuzzer was built.', {
      hint: 'Check that tests/fuzz/CMakeLists.txt and tools/tasks/fuzz.mjs name the same targets.',
    });
  }
  for (const target of targets) unpackKept(target);
  const work =
    what === 'keep' ? (target) => keep(target, env) : (target) => fuzz(target, what, env);
  const left = [...targets];
  const failures = [];
  // One that fails keeps nobody else from running.
  const worker = async () => {
    for (let target = left.shift(); target; target = left.shift()) {
      await work(target).catch((failure) => failures.push(failure));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  if (failures.length > 0) throw failures[0];
}
