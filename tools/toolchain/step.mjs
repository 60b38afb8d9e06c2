/**
 * Steps a person can follow: a title, what it is doing now, how long it took; the full output of a
 * command only when it fails, together with what to do about it.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { spawn } from 'node:child_process';

const TAIL = 40;
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const tty = Boolean(process.stderr.isTTY) && process.env.TERM !== 'dumb' && !process.env.CI;

/** @typedef {{ title: string, last: string }} Running */
/** @type {AsyncLocalStorage<Running>} */
const current = new AsyncLocalStorage();
/** One spinner line only, however many steps run at once. @type {Set<Running>} */
const spinning = new Set();
let frame = 0;
/** @type {NodeJS.Timeout | undefined} */
let ticker;

/** A failure a person can act on. */
export class StepFailed extends Error {
  /**
   * @param {string} message
   * @param {{ hint?: string, output?: string, cause?: unknown }} [more]
   */
  constructor(message, { hint = '', output = '', cause } = {}) {
    super(message, { cause });
    this.name = 'StepFailed';
    this.hint = hint;
    this.output = output;
  }
}

/** Prints one line on stderr; stdout belongs to the answer. @param {string} line */
export function say(line) {
  process.stderr.write(`${tty ? '\r\x1b[2K' : ''}${line}\n`);
}

/**
 * Runs `fn` under a title and says how long it took.
 * @template T
 * @param {string} title
 * @param {() => T | Promise<T>} fn
 * @returns {Promise<T>}
 */
export async function step(title, fn) {
  const running = { title, last: '' };
  const start = performance.now();
  const seconds = () => `${((performance.now() - start) / 1000).toFixed(1)} s`;
  if (!tty) say(`• ${title} …`);
  // A CI log that stands still looks hung, and some CI systems stop such a job.
  const pulse = tty
    ? undefined
    : setInterval(() => {
        say(`  … ${title} (${seconds()})${running.last && `: ${running.last}`}`);
      }, 10_000);
  spin(running, true);
  try {
    const value = await current.run(running, fn);
    spin(running, false);
    say(`✓ ${title} (${seconds()})`);
    return value;
  } catch (error) {
    spin(running, false);
    say(`✗ ${title} (${seconds()})`);
    throw error;
  } finally {
    clearInterval(pulse);
  }
}

/** @param {Running} running @param {boolean} on */
function spin(running, on) {
  if (!tty) return;
  if (on) spinning.add(running);
  else spinning.delete(running);
  if (spinning.size && !ticker) ticker = setInterval(draw, 100);
  if (!spinning.size) {
    clearInterval(ticker);
    ticker = undefined;
  }
}

function draw() {
  const running = [...spinning].at(-1);
  if (!running) return;
  const width = (process.stderr.columns ?? 80) - 1;
  const line = `${FRAMES[frame++ % FRAMES.length]} ${running.title} … ${running.last}`;
  process.stderr.write(`\r\x1b[2K${[...line].slice(0, width).join('')}`);
}

/**
 * Runs a command and answers its stdout. Inside a step its output stays out of sight unless it
 * fails; outside one it is shown as it comes, unless `quiet`.
 * @param {string} cmd
 * @param {string[]} [args]
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, quiet?: boolean,
 *   hint?: string }} [options] `env` is added to the environment of this process
 * @returns {Promise<string>}
 */
export function run(cmd, args = [], { cwd, env, quiet = false, hint = '' } = {}) {
  const running = current.getStore();
  const live = !running && !quiet;
  const shown = [cmd, ...args].join(' ');
  return new Promise((resolve, reject) => {
    const child = spawn(cmd, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    /** @type {string[]} */
    const out = [];
    const tail = lastLines();
    /** @param {string} text */
    const note = (text) => {
      if (live) process.stderr.write(text);
      tail.add(text);
      if (running && !quiet) running.last = tail.newest() || running.last;
    };
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out.push(text);
      note(text);
    });
    child.stderr.setEncoding('utf8').on('data', note);
    child.on('error', (cause) => {
      reject(new StepFailed(`${cmd} did not start: ${cause.message}`, { hint, cause }));
    });
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(out.join(''));
      const how = signal ? `was stopped by ${signal}` : `ended with ${code}`;
      reject(new StepFailed(`${shown}\n${how}`, { hint, output: live ? '' : tail.text() }));
    });
  });
}

/** Keeps the end of an output, so that a long build does not fill the memory. */
function lastLines() {
  /** @type {string[]} */
  let lines = [''];
  return {
    /** @param {string} text */
    add(text) {
      const more = text.split(/\r?\n|\r/);
      lines[lines.length - 1] += more.shift() ?? '';
      lines.push(...more);
      lines = lines.slice(-TAIL - 1);
    },
    newest: () => (lines.findLast((line) => line.trim()) ?? '').trim(),
    text: () => lines.join('\n').trimEnd(),
  };
}

/**
 * Runs a script's body: a `StepFailed` is told without a stack; any failure ends with code 1.
 * @param {() => unknown} fn
 * @returns {Promise<void>}
 */
export async function main(fn) {
  try {
    await fn();
  } catch (error) {
    if (error instanceof StepFailed) tell(error);
    else say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = 1;
  }
}

/** @param {StepFailed} error */
function tell(error) {
  say(`\n${error.message}`);
  if (error.output) say(`\n${error.output.replace(/^/gm, '  │ ')}`);
  if (error.hint) say(`\nWhat to do: ${error.hint}`);
}
