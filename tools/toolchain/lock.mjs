/** One process at a time: a folder is a lock, since making one either works or fails at once. */
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { say } from './step.mjs';

const BEAT = 5_000;
// Several missed beats: its owner is gone, though it may have been on another machine.
const SILENCE = 60_000;

/**
 * Runs `fn` while holding the lock `folder`.
 * @template T
 * @param {string} folder
 * @param {() => Promise<T>} fn
 * @returns {Promise<T>}
 */
export async function locked(folder, fn) {
  await take(folder);
  const beat = setInterval(() => {
    const now = new Date();
    utimes(folder, now, now).catch(() => {});
  }, BEAT);
  beat.unref();
  try {
    return await fn();
  } finally {
    clearInterval(beat);
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder */
async function take(folder) {
  let told = false;
  for (;;) {
    try {
      await mkdir(folder);
      await writeFile(join(folder, 'owner'), `${process.pid} ${hostname()}`);
      return;
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      // ENOENT: another process took the folder for stale before the owner was written.
      if (code !== 'EEXIST' && code !== 'ENOENT') throw error;
    }
    const owner = await ownerOf(folder);
    if (await stale(folder, owner)) {
      await takeAway(folder, owner);
      continue;
    }
    if (!told && owner) say(`• waiting for another set-up (process ${owner.split(' ')[0]}) …`);
    told ||= Boolean(owner);
    await wait(200);
  }
}

/** @param {string} folder */
const ownerOf = (folder) => readFile(join(folder, 'owner'), 'utf8').catch(() => '');

/** @param {string} folder @param {string} owner */
async function stale(folder, owner) {
  const found = await stat(folder).catch(() => undefined);
  if (!found) return false;
  if (Date.now() - found.mtimeMs > SILENCE) return true;
  const [pid, host] = owner.split(' ');
  return host === hostname() && !alive(Number(pid));
}

/** @param {number} pid */
function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {string} folder @param {string} owner */
async function takeAway(folder, owner) {
  const aside = `${folder}.stale-${process.pid}-${Date.now()}`;
  await rename(folder, aside).catch(() => {});
  // Someone may have taken it over since we looked: then give it back.
  if ((await ownerOf(aside)) !== owner) await rename(aside, folder).catch(() => {});
  await rm(aside, { recursive: true, force: true });
}
