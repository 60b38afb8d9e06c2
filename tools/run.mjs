/**
 * The tasks behind the npm scripts: `node tools/run.mjs TASK [arguments]`. Needs Node and nothing
 * else; every task sets up what it needs.
 */
import { main } from './toolchain/step.mjs';

/** One file a task. */
const tasks = ['bench', 'build', 'fuzz', 'lint', 'size', 'start', 'test'];

const [name, ...args] = process.argv.slice(2);

await main(async () => {
  if (!tasks.includes(name))
    throw new Error(`There is no task "${name}". Tasks: ${tasks.join(', ')}.`);
  const task = await import(`./tasks/${name}.mjs`);
  await task.default(args);
});
