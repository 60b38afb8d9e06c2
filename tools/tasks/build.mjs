/** `npm run build`: build/native/leadloom, dist/ (the package) and web/dist/ (the static site). */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { which } from '../toolchain/machine.mjs';
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
  const sha256 = (name) =>
    createHash('sha256')
      .update(readFileSync(at('build', 'wasm', name)))
      .digest('hex');
  write(
    at('wasm-bindings', 'src', 'version.ts'),
    `/** Made by the build. */

/** The version of script and wasm. */
export const VERSION: string = '${packageJson().version}';

/** SHA-256 of leadloom.wasm, for hosts that check what they serve. */
export const WASM_SHA256: string = '${sha256('leadloom.wasm')}';

/** SHA-256 of desk.wasm. */
export const DESK_WASM_SHA256: string = '${sha256('desk.wasm')}';

/** SHA-256 of customers.wasm. */
export const CUSTOMERS_WASM_SHA256: string = '${sha256('customers.wasm')}';
`,
  );
}

/** Modules of build/wasm, and what their glue is called in dist/. */
const modules = { leadloom: 'glue', desk: 'desk-glue', customers: 'customers-glue' };

/** The catalogue as the desk is given it: its documents in one array, standard job types first. */
function gatherCatalog() {
  const partners = readdirSync(at('catalog', 'partners'))
    .sort()
    .map((name) => join('partners', name));
  const documents = ['standard-job-types.json', ...partners].map((path) =>
    JSON.parse(readFileSync(at('catalog', path), 'utf8')),
  );
  writeFileSync(at('dist', 'catalog.json'), JSON.stringify(documents));
}

/**
 * What reads spreadsheets, with the libraries in it and their licences beside it: for import() in
 * pages, and for require() in the command, which cannot wait.
 */
async function bundleSpreadsheet() {
  await run(
    program('vite'),
    ['build', '--config', 'wasm-bindings/vite.config.mjs', '--logLevel', 'warn'],
    {
      cwd: root,
      hint: 'Run "npx vite build --config wasm-bindings/vite.config.mjs" to see the errors.',
    },
  );
  const licences = ['fflate', 'saxen'].map((name) => {
    const text = readFileSync(at('node_modules', name, 'LICENSE'), 'utf8').trim();
    return `${name}\n\n${text}\n`;
  });
  writeFileSync(at('dist', 'spreadsheet.LICENSE.txt'), licences.join('\n---\n\n'));
}

/** dist/: what npm packs. */
export async function buildPackage() {
  await npmPackages();
  await build('wasm');
  await step('Building the package', async () => {
    writeVersion();
    rmSync(at('dist'), { recursive: true, force: true });
    mkdirSync(at('dist'));
    for (const [name, glue] of Object.entries(modules)) {
      copyFileSync(at('build', 'wasm', `${name}.wasm`), at('dist', `${name}.wasm`));
      chmodSync(at('dist', `${name}.wasm`), 0o644);
      copyFileSync(at('build', 'wasm', `${name}.mjs`), at('dist', `${glue}.mjs`));
      copyFileSync(at('wasm-bindings', 'src', `${glue}.d.mts`), at('dist', `${glue}.d.mts`));
    }
    gatherCatalog();
    await run(program('tsc'), ['-p', 'wasm-bindings'], {
      cwd: root,
      hint: 'Run "npx tsc -p wasm-bindings" to see the errors.',
    });
    await bundleSpreadsheet();
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

/**
 * web/dist/docs/: the documentation, with the reference of the core where Doxygen is. Answers what the
 * generators of the references complain of.
 */
export async function buildDocs() {
  // What makes the site has a lock file of its own.
  await npmPackages(at('tools', 'docs'));
  return step('Building the documentation', async () => {
    const { writeSite } = await import('../docs/site.mjs');
    return writeSite({ core: which('doxygen') !== undefined });
  });
}

export default async function task() {
  await buildPackage();
  await buildPage();
  await buildDocs();
  await build('native', ['leadloom']);
}
