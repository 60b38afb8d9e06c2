/**
 * The tasks behind the npm scripts: `node tools/run.mjs TASK [arguments]`. Needs Node and nothing
 * else; every task sets up what it needs.
 */
import { main, StepFailed } from './toolchain/step.mjs';

/** One file a task. */
const tasks = [
  'bench',
  'browsers',
  'build',
  'cmake',
  'conformance',
  'consumers',
  'ctest',
  'docs',
  'edge',
  'fuzz',
  'lint',
  'prepack',
  'reproduce',
  'size',
  'start',
  'test',
];

const [name, ...args] = process.argv.slice(2);

await main(async () => {
  if (!tasks.includes(name))
    throw new StepFailed(name ? `There is no task "${name}".` : 'Say which task to run.', {
      hint: `Choose one of ${tasks.join(', ')}.`,
    });
  const task = await import(`./tasks/${name}.mjs`);
  await task.default(args);
});
