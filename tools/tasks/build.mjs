/** `npm run build`: build/native/leadloom, dist/ (the package) and web/dist/ (the static site). */
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { run, step } from '../toolchain/step.mjs';
import { build } from './cmake.mjs';
import { at, npmPackages, packageJson, program, root } from './project.mjs';

/** Writes a file only if that changes it, so that nothing is built again for nothing. */
function write(path, text) {
  try {
    if (readFileSync(path, 'utf8') === text) return;
  } catch {
    // Not there yet.
  }
  writeFileSync(path, text);
}

/** The one generated source file: which version this is, and which wasm belongs to it. */
function writeVersion() {
  const wasm = readFileSync(at('build', 'wasm', 'leadloom.wasm'));
  const sha256 = createHash('sha256').update(wasm).digest('hex');
  write(
    at('wasm-bindings', 'src', 'version.ts'),
    `/** Made by the build. */

/** The version of script and wasm. */
export const VERSION: string = '${packageJson().version}';

/** SHA-256 of leadloom.wasm, for hosts that check what they serve. */
export const WASM_SHA256: string = '${sha256}';
`,
  );
}

/** dist/: what npm packs. */
export async function buildPackage() {
  await npmPackages();
  await build('wasm');
  await step('Building the package', async () => {
    writeVersion();
    rmSync(at('dist'), { recursive: true, force: true });
    mkdirSync(at('dist'));
    copyFileSync(at('build', 'wasm', 'leadloom.wasm'), at('dist', 'leadloom.wasm'));
    chmodSync(at('dist', 'leadloom.wasm'), 0o644);
    copyFileSync(at('build', 'wasm', 'leadloom.mjs'), at('dist', 'glue.mjs'));
    copyFileSync(at('wasm-bindings', 'src', 'glue.d.mts'), at('dist', 'glue.d.mts'));
    await run(program('tsc'), ['-p', 'wasm-bindings'], {
      cwd: root,
      hint: 'Run "npx tsc -p wasm-bindings" to see the errors.',
    });
    chmodSync(at('dist', 'cli.js'), 0o755);
  });
}

/** web/dist/: the static site. */
export async function buildPage() {
  await step('Building the page', async () => {
    await run(program('tsc'), ['-p', 'web', '--noEmit'], {
      cwd: root,
      hint: 'Run "npx tsc -p web --noEmit" to see the errors.',
    });
    await run(program('vite'), ['build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'], {
      cwd: root,
      hint: 'Run "npx vite build --config web/vite.config.ts" to see the errors.',
    });
  });
}

export default async function task() {
  await buildPackage();
  await buildPage();
  await build('native', ['leadloom']);
}
