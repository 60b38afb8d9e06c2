/** Catch2 as two files: Debian 12 has only version 2, so the next Debian's source is used. */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { prepared } from './cache.mjs';
import { run, step } from './step.mjs';
import { privateApt } from './suite.mjs';

const RECIPE = { edition: 1, suite: 'trixie', package: 'catch2', version: '3.7.1' };
const FILES = ['catch_amalgamated.hpp', 'catch_amalgamated.cpp'];

/** @returns {Promise<string>} the folder of catch_amalgamated.hpp and .cpp */
export function catch2() {
  return prepared({
    name: 'catch2',
    recipe: RECIPE,
    witnesses: FILES,
    prepare: (staging) =>
      step(`Download Catch2 ${RECIPE.version}`, async () => {
        const scratch = join(staging, 'scratch');
        const apt = await privateApt(RECIPE.suite, 'deb-src', scratch);
        const tarball = await apt.downloadSource(RECIPE.package);
        await run('tar', [
          '--extract',
          '--file',
          tarball,
          '-C',
          staging,
          '--strip-components=2',
          '--no-same-owner',
          '--wildcards',
          ...FILES.map((file) => `*/extras/${file}`),
        ]);
        await rm(scratch, { recursive: true });
      }),
  });
}
