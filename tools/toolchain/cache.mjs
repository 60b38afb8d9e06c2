/** Folders that are either complete or not there. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { locked } from './lock.mjs';

/** Where everything that is prepared lies. */
export const cacheRoot = () =>
  join(resolve(process.env.XDG_CACHE_HOME || join(homedir(), '.cache')), 'leadloom');

/**
 * @typedef {object} Recipe
 * @property {string} name
 * @property {unknown} recipe whatever changes the result; a change makes a new folder
 * @property {string[]} witnesses files without which the folder counts as damaged
 * @property {(staging: string, final: string) => Promise<void>} prepare fills `staging`, which
 *   then becomes `final`
 */

/**
 * The folder of a recipe, prepared now if need be.
 * @param {Recipe} what
 * @returns {Promise<string>}
 */
export async function prepared({ name, recipe, witnesses, prepare }) {
  const root = cacheRoot();
  // The place is part of the recipe: programs in it carry absolute paths.
  const text = JSON.stringify([root, process.arch, recipe]);
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 10);
  const final = join(root, `${name}-${hash}`);
  const complete = () => witnesses.every((file) => existsSync(join(final, file)));
  if (complete()) return final;

  await mkdir(root, { recursive: true });
  await locked(`${final}.lock`, async () => {
    if (complete()) return;
    await sweep(final);
    const staging = `${final}.tmp-${process.pid}`;
    try {
      await mkdir(staging);
      await prepare(staging, final);
      await rm(final, { recursive: true, force: true });
      await rename(staging, final);
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  });
  return final;
}

/** Removes what an interrupted set-up left. @param {string} final */
async function sweep(final) {
  const left = await readdir(dirname(final));
  const mine = left.filter((file) => file.startsWith(`${basename(final)}.tmp-`));
  for (const file of mine) {
    // An orphan of a killed set-up may still be writing there.
    await rm(join(dirname(final), file), { recursive: true, force: true, maxRetries: 5 });
  }
}
