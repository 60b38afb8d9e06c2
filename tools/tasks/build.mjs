/** `npm run build`: build/native/leadloom, dist/ (the package) and web/dist/ (the static site). */
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
import { gzipSync } from 'node:zlib';
import { which } from '../toolchain/machine.mjs';
import { run, step } from '../toolchain/step.mjs';
import { build } from './cmake.mjs';
import { at, npmPackages, packageJson, program, root } from './project.mjs';
import { sha256, stamped } from './stamp.mjs';

/** Writes a file only if that changes it, so that nothing is built again for nothing. */
function write(path, text) {
  try {
    if (readFileSync(path, 'utf8') === text) return;
  } catch {
    // Not there yet.
  }
  writeFileSync(path, text);
}

/** Modules of build/wasm, and what their glue is called in dist/. */
const modules = { leadloom: 'glue', desk: 'desk-glue', customers: 'customers-glue' };

/** The one generated source file: which version this is, and which wasm files belong to it. */
function writeVersion() {
  const builds = Object.keys(modules).map((name) => {
    const code = readFileSync(at('build', 'wasm', `${name}.wasm`));
    const hash = name === 'leadloom' ? 'WASM_SHA256' : `${name.toUpperCase()}_WASM_SHA256`;
    return `
/** SHA-256 of ${name}.wasm, for hosts that check what they serve. */
export const ${hash}: string = '${sha256(stamped(code)).toString('hex')}';

export const ${name}Build: Build = {
  sha256: ${hash},
  code: '${sha256(code).toString('hex')}',
};
`;
  });
  write(
    at('wasm-bindings', 'src', 'version.ts'),
    `/** Made by the build. */

/** The version of script and wasm. */
export const VERSION: string = '${packageJson().version}';

/** A wasm file by the SHA-256 of all of it, and of the code in it, which its last section names. */
export interface Build {
  readonly sha256: string;
  readonly code: string;
}
${builds.join('')}`,
  );
}

/** The catalogue as the desk is given it: its documents in one array, standard job types first. */
function gatherCatalog() {
  const partners = readdirSync(at('catalog', 'partners'))
    .sort()
    .map((name) => join('partners', name));
  const documents = ['standard-job-types.json', ...partners].map((path) =>
    JSON.parse(readFileSync(at('catalog', path), 'utf8')),
  );
  const text = JSON.stringify(documents);
  writeFileSync(at('dist', 'catalog.json'), text);
  // Bundlers do not agree on what an address of JSON leads to.
  writeFileSync(at('dist', 'catalog.mjs'), `export default ${text};\n`);
}

/** leadloom.wasm as a script; its types and those of the classic script stand in the sources. */
function writeInline() {
  const packed = gzipSync(readFileSync(at('dist', 'leadloom.wasm')), { level: 9 });
  writeFileSync(
    at('dist', 'inline-wasm.mjs'),
    `/** Made by the build: leadloom.wasm as gzip in Base64. */
export const gzipped =
  '${packed.toString('base64')}';
`,
  );
  for (const types of ['catalog.d.mts', 'inline-wasm.d.mts', 'inline.global.d.ts']) {
    copyFileSync(at('wasm-bindings', 'src', types), at('dist', types));
  }
}

/** Runs Vite for a bundle of the package. @param {string} config */
const bundle = (config) =>
  run(program('vite'), ['build', '--config', config, '--logLevel', 'warn'], {
    cwd: root,
    hint: `Run "npx vite build --config ${config}" to see the errors.`,
  });

/** `leadloom/inline` as a classic script: a page opened as a file may not load modules. */
const bundleInline = () => bundle('wasm-bindings/vite.inline.config.mjs');

/**
 * What reads spreadsheets, with the libraries in it and their licences beside it: for import() in
 * pages, and for require() in the command, which cannot wait.
 */
async function bundleSpreadsheet() {
  await bundle('wasm-bindings/vite.config.mjs');
  const licences = ['fflate', 'saxen'].map((name) => {
    const text = readFileSync(at('node_modules', name, 'LICENSE'), 'utf8').trim();
    return `${name}\n\n${text}\n`;
  });
  writeFileSync(at('dist', 'spreadsheet.LICENSE.txt'), licences.join('\n---\n\n'));
}

/** Needs npm packages, so it comes when they are there. */
const sbom = () => import('./sbom.mjs');

/** dist/: what npm packs. */
export async function buildPackage() {
  await npmPackages();
  await build('wasm');
  await step('Building the package', async () => {
    writeVersion();
    rmSync(at('dist'), { recursive: true, force: true });
    mkdirSync(at('dist'));
    for (const [name, glue] of Object.entries(modules)) {
      const code = readFileSync(at('build', 'wasm', `${name}.wasm`));
      writeFileSync(at('dist', `${name}.wasm`), stamped(code));
      copyFileSync(at('build', 'wasm', `${name}.mjs`), at('dist', `${glue}.mjs`));
      copyFileSync(at('wasm-bindings', 'src', `${glue}.d.mts`), at('dist', `${glue}.d.mts`));
    }
    gatherCatalog();
    writeInline();
    await run(program('tsc'), ['-p', 'wasm-bindings'], {
      cwd: root,
      hint: 'Run "npx tsc -p wasm-bindings" to see the errors.',
    });
    await bundleSpreadsheet();
    await bundleInline();
    chmodSync(at('dist', 'cli.js'), 0o755);
    await (await sbom()).writePackageSbom();
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
    await (await sbom()).writePageSbom();
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
