/** What this machine is, found by looking at files only: no process is started here. */
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The first of these programs that stands on PATH.
 * @param {...string} names
 * @returns {string | undefined}
 */
export function which(...names) {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      if (folder && isProgram(join(folder, name))) return join(folder, name);
    }
  }
  return undefined;
}

/** @param {string} path */
export function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** @returns {{ id: string, codename: string, name: string }} */
export function system() {
  const found = new Map();
  try {
    for (const line of readFileSync('/etc/os-release', 'utf8').split('\n')) {
      const [, key, value] = /^(\w+)=["']?(.*?)["']?$/.exec(line) ?? [];
      if (key) found.set(key, value);
    }
  } catch {
    // No such file on macOS and Windows.
  }
  return {
    id: found.get('ID') ?? process.platform,
    codename: found.get('VERSION_CODENAME') ?? '',
    name: found.get('PRETTY_NAME') ?? process.platform,
  };
}

/** Packages can be installed with apt here. */
export const hasApt = () => Boolean(which('apt-get') && which('dpkg-query'));

/**
 * The first version number in a text, as a list that `atLeast` compares.
 * @param {string} text
 * @returns {number[]}
 */
export function version(text) {
  return (/\d+(?:\.\d+)*/.exec(text)?.[0] ?? '0').split('.').map(Number);
}

/**
 * @param {number[]} found
 * @param {number[]} wanted
 */
export function atLeast(found, wanted) {
  const at = wanted.findIndex((part, i) => (found[i] ?? 0) !== part);
  return at < 0 || (found[at] ?? 0) > /** @type {number} */ (wanted[at]);
}
