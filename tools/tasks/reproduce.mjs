/**
 * `npm run reproduce`: builds and packs the package here and in a folder of another name, and says
 * whether the bytes are the same.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run, StepFailed, step } from '../toolchain/step.mjs';
import { root } from './project.mjs';

/** The sources, as git knows them: what is built is not taken along. @param {string} to */
function copySources(to) {
  const listed = execFileSync('git', ['ls-files', '-coz', '--exclude-standard'], { cwd: root });
  for (const path of listed.toString().split('\0').filter(Boolean)) {
    mkdirSync(join(to, dirname(path)), { recursive: true });
    cpSync(join(root, path), join(to, path));
  }
}

const hashOf = (path) => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Builds and packs in a folder; answers the hash of each file that ships, and of the tarball. */
async function packed(folder, scratch) {
  const out = mkdtempSync(join(scratch, 'tarball-'));
  const how = { cwd: folder };
  await run('npm', ['pack', '--silent', '--pack-destination', out], how);
  const [tarball] = readdirSync(out);
  await run('tar', ['-xf', tarball], { cwd: out });
  const files = readdirSync(join(out, 'package'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const hashes = files.map((path) => [path.slice(out.length + 1), hashOf(path)]);
  return new Map([...hashes, [tarball, hashOf(join(out, tarball))]]);
}

export default async function task() {
  const scratch = mkdtempSync(join(tmpdir(), 'leadloom-'));
  try {
    const other = join(scratch, 'a folder of another name');
    const here = await step('Building and packing here', () => packed(root, scratch));
    const there = await step('Building and packing elsewhere', () => {
      copySources(other);
      return packed(other, scratch);
    });
    const names = new Set([...here.keys(), ...there.keys()]);
    const differing = [...names].filter((name) => here.get(name) !== there.get(name));
    if (differing.length > 0) {
      throw new StepFailed(`Two builds differ in ${differing.join(', ')}.`, {
        hint: 'Look for paths, times and orders of files in what differs.',
      });
    }
    for (const [name, hash] of here) {
      if (/\.(?:wasm|tgz)$/.test(name)) console.log(`${hash}  ${name}`);
    }
    console.log(`${here.size} files are the same.`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
