/**
 * Packages of a newer Debian, downloaded as an ordinary user into a folder and never installed: a
 * private apt with its own lists, but with the machine's mirror, keys and proxy.
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { system } from './machine.mjs';
import { aptSources, sourceFor } from './sources.mjs';
import { run, StepFailed } from './step.mjs';

const HINT = 'check that apt-get update works on this machine and that its mirror is reachable';

/**
 * @param {string} suite
 * @param {'deb' | 'deb-src'} type
 * @param {string} folder for its lists and downloads; removed by the caller with the rest
 */
export async function privateApt(suite, type, folder) {
  const own = [system().codename, 'stable', 'oldstable', suite];
  const source = sourceFor(aptSources(), own, suite, type);
  if (!source) {
    throw new StepFailed(`No apt source of this machine serves ${own[0]}`, {
      hint: `add Debian's main archive to /etc/apt/sources.list.d, or install emsdk`,
    });
  }
  const at = (/** @type {string} */ name) => join(folder, name);
  const down = at('download');
  const needed = ['lists/partial', 'cache/archives/partial', 'download'];
  for (const name of needed) await mkdir(at(name), { recursive: true });
  await writeFile(at('suite.sources'), source);
  await writeFile(at('status'), '');
  const options = [
    `Dir::Etc::SourceList=${at('suite.sources')}`,
    'Dir::Etc::SourceParts=/dev/null',
    // The machine's preferences speak of its own suites.
    'Dir::Etc::Preferences=/dev/null',
    'Dir::Etc::PreferencesParts=/dev/null',
    `Dir::State::Lists=${at('lists')}`,
    `Dir::State::status=${at('status')}`,
    `Dir::Cache=${at('cache')}`,
    'Acquire::Languages=none',
    'Acquire::Retries=3',
    // As root apt would change to a user who may not enter this folder.
    ...(process.getuid?.() === 0 ? ['APT::Sandbox::User=root'] : []),
  ].flatMap((option) => ['--option', option]);
  const apt = (/** @type {string[]} */ ...args) =>
    run('apt-get', ['--quiet', ...options, ...args], { cwd: down, hint: HINT });

  await apt('update');
  return {
    /** @param {string[]} names @returns {Promise<string[]>} the .deb files */
    async download(names) {
      await apt('download', ...names);
      return (await readdir(down)).filter((f) => f.endsWith('.deb')).map((f) => join(down, f));
    },
    /** @param {string} name @returns {Promise<string>} the upstream tarball */
    async downloadSource(name) {
      await apt('source', '--download-only', name);
      const tarball = (await readdir(down)).find((file) => /\.orig\.tar\.\w+$/.test(file));
      if (!tarball) throw new StepFailed(`The source of ${name} has no tarball`, { hint: HINT });
      return join(down, tarball);
    },
  };
}

/**
 * Unpacks a .deb below `prefix` and deletes it.
 * @param {string} deb
 * @param {string} prefix
 * @param {string[]} exclude
 */
export async function unpack(deb, prefix, exclude) {
  const script = 'deb=$1; shift; dpkg-deb --fsys-tarfile "$deb" | tar --extract "$@"';
  const left = exclude.map((pattern) => `--exclude=${pattern}`);
  await mkdir(prefix, { recursive: true });
  await run(
    'bash',
    ['-o', 'pipefail', '-c', script, 'bash', deb, '--no-same-owner', '-C', prefix, ...left],
    { hint: 'check that the disk of your cache folder has 2 GB free' },
  );
  await rm(deb);
}
