/** What makes the documentation, and the servers that its page about hosting configures. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { prepared } from './cache.mjs';
import { system, which } from './machine.mjs';
import { StepFailed, step } from './step.mjs';
import { privateApt, unpack } from './suite.mjs';

/** @type {[string, string][]} */
export const DOCS_PACKAGES = [['doxygen', '/usr/bin/doxygen']];

/** @typedef {{ nginx: string, caddy: string }} Servers their programs */

const PROGRAMS = { nginx: 'usr/sbin/nginx', caddy: 'usr/bin/caddy' };

/**
 * nginx and Caddy. Debian's packages are unpacked, not installed: installed they would start to serve
 * this machine.
 * @param {boolean} apt
 * @returns {Promise<Servers>}
 */
export async function servers(apt) {
  const [nginx, caddy] = [which('nginx'), which('caddy')];
  if (nginx && caddy) return { nginx, caddy };
  if (!apt) throw noDocsTools();
  const suite = system().codename;
  const folder = await prepared({
    name: 'servers',
    recipe: { edition: 1, suite, ...PROGRAMS },
    witnesses: Object.values(PROGRAMS),
    prepare: (staging) =>
      step('Download nginx and Caddy', async () => {
        const scratch = join(staging, 'scratch');
        const { download } = await privateApt(suite, 'deb', scratch);
        for (const deb of await download(Object.keys(PROGRAMS))) {
          await unpack(deb, staging, ['./usr/share', './etc', './var', './lib']);
        }
        await rm(scratch, { recursive: true });
      }),
  });
  return { nginx: join(folder, PROGRAMS.nginx), caddy: join(folder, PROGRAMS.caddy) };
}

/** @returns {StepFailed} */
export function noDocsTools() {
  return new StepFailed('Doxygen, nginx and Caddy make and test the documentation.', {
    hint: 'install all three; Doxygen 1.9.4 or newer',
  });
}
