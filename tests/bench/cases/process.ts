/**
 * Whole processes on the sample, as someone at a terminal waits for them: the native command against
 * its goal, and the npm command against twice what Node takes to do nothing, plus 30 ms.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { median } from '../measure/median.js';
import { row } from '../measure/row.js';
import type { Case, Context } from './case.js';

const NATIVE_GOAL = 20;
const RUNS = 41;

type Command = readonly [program: string, ...args: string[]];

/** The npm command of a package without the validator ends with 1 too. */
function expectReport([program, ...args]: Command): void {
  const { stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (!stdout.includes('4 documents.')) throw new Error(`${program} gives no report: ${stderr}`);
}

function once([program, ...args]: Command): number {
  const start = performance.now();
  const { status, error, stderr } = spawnSync(program, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const time = performance.now() - start;
  // 1: there are findings.
  if (error || (status !== 0 && status !== 1)) {
    throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? stderr}`);
  }
  return time;
}

/** Median milliseconds of each, run by turns. */
function times(commands: readonly Command[], quick: boolean): number[] {
  const all = commands.map((): number[] => []);
  for (let round = -2; round < (quick ? RUNS >> 2 : RUNS); round += 1) {
    for (const [i, command] of commands.entries()) {
      const time = once(command);
      if (round >= 0) all[i]?.push(time);
    }
  }
  return all.map(median);
}

const sample = ({ catalog }: Context): string[] =>
  ['business-units.json', 'job-types.json', 'campaigns.json', 'prairie-star.setup.json'].map(
    (name) => fileURLToPath(new URL(`sample/${name}`, catalog)),
  );

export const coldNative: Case = async (context) => {
  const command = fileURLToPath(context.native);
  if (!existsSync(command)) throw new Error(`${command} is missing.`);
  const validate: Command = [command, 'validate', ...sample(context)];
  expectReport(validate);
  const [ours = 0] = times([validate], context.quick);
  const peerName = `goal: ${NATIVE_GOAL} ms`;
  return [row({ name: 'cold-native', n: 1, unit: 'ms', ours, peer: NATIVE_GOAL, peerName })];
};

export const coldNpm: Case = async (context) => {
  const script = fileURLToPath(new URL('cli.js', context.dist));
  const node = process.execPath;
  const validate: Command = [node, script, 'validate', ...sample(context)];
  expectReport(validate);
  const [ours = 0, nothing = 0] = times([validate, [node, '-e', '0']], context.quick);
  const peerName = 'goal: 2 × node -e 0 + 30 ms';
  return [row({ name: 'cold-npm', n: 1, unit: 'ms', ours, peer: 2 * nothing + 30, peerName })];
};
