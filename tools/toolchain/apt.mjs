/** Debian packages installed on this machine. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheRoot } from './cache.mjs';
import { locked } from './lock.mjs';
import { which } from './machine.mjs';
import { run, StepFailed, step } from './step.mjs';

/**
 * A package's name, with a file of it by which its loss is noticed.
 * @typedef {Map<string, string>} Packages
 */

/**
 * Installs what is missing of these packages, and only that.
 * @param {Packages} packages
 */
export async function install(packages) {
  if (packages.size === 0 || (await missing(packages)).length === 0) return;
  const root = cacheRoot();
  await mkdir(root, { recursive: true });
  // apt gives up when another apt holds its lists; two of us wait for each other instead.
  await locked(join(root, 'apt.lock'), async () => {
    const names = await missing(packages);
    if (names.length === 0) return;
    const apt = aptGet(names);
    await step('Read the lists of Debian packages', () => apt(['update']));
    await step(`Install ${names.join(' ')}`, () =>
      apt(['install', '--yes', '--no-install-recommends', '--reinstall', ...names]),
    );
    const lost = await missing(packages);
    if (lost.length > 0) {
      const files = lost.map((name) => packages.get(name)).join(' ');
      throw new StepFailed(`apt installed ${lost.join(' ')}, but this is not there: ${files}`, {
        hint: 'this release of Debian is not known here: see tools/toolchain',
      });
    }
  });
}

/** @param {Packages} packages @returns {Promise<string[]>} */
async function missing(packages) {
  const names = [...packages.keys()];
  const format = '${Package} ${db:Status-Abbrev}\n';
  // dpkg-query ends with 1 when it does not know one of the names: that is an answer, too.
  const script = 'dpkg-query --show --showformat "$@" 2>/dev/null || true';
  const known = await run('sh', ['-c', script, 'sh', format, ...names], { quiet: true });
  const installed = new Set([...known.matchAll(/^(\S+) .i/gm)].map(([, name]) => name));
  return names.filter((name) => !installed.has(name) || !existsSync(packages.get(name) ?? ''));
}

/** @param {string[]} names @returns {(args: string[]) => Promise<string>} */
function aptGet(names) {
  const root = process.getuid?.() === 0;
  const byHand = `apt-get update && apt-get install --no-install-recommends ${names.join(' ')}`;
  if (!root && !which('sudo')) {
    throw new StepFailed(`These packages are missing: ${names.join(' ')}`, {
      hint: `as root, run\n  ${byHand}`,
    });
  }
  // Its question for the password would be lost behind the spinner.
  if (!root && process.stdin.isTTY) spawnSync('sudo', ['--validate'], { stdio: 'inherit' });
  const quietly = 'DEBIAN_FRONTEND=noninteractive';
  const [cmd, ...first] = root ? ['env', quietly, 'apt-get'] : ['sudo', quietly, 'apt-get'];
  const wait = ['--option', 'DPkg::Lock::Timeout=300', '--option', 'Acquire::Retries=3'];
  return (args) =>
    run(/** @type {string} */ (cmd), [...first, '--quiet', ...wait, ...args], {
      hint: `see what apt says when you run, as root,\n  ${byHand}`,
    });
}
