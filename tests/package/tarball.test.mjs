/** The package as a user gets it: packed, installed into an empty folder, used from there. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  at,
  cleanDocuments,
  readJson,
  root,
  run,
  sampleFolder,
  shown,
  temporaryFolder,
} from './support.mjs';

const folder = temporaryFolder();
const home = join(folder, 'home');
const app = join(folder, 'app');
const installed = join(app, 'node_modules', 'leadloom');
const manifest = readJson(at('package.json'));

/** What npm hands to a script it runs: settings of whoever runs the tests, not of this user. */
const ofNpm = /^npm_/i;

/** An empty home and a registry that nobody answers: whatever needs a network fails. */
const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !ofNpm.test(name))),
  HOME: home,
  npm_config_cache: join(home, 'cache'),
  npm_config_userconfig: join(home, 'npmrc'),
  npm_config_registry: 'http://127.0.0.1:9/',
  npm_config_update_notifier: 'false',
  npm_config_fetch_retries: '0',
  HTTP_PROXY: 'http://127.0.0.1:9/',
  HTTPS_PROXY: 'http://127.0.0.1:9/',
};

/** @param {string} file @param {readonly string[]} args @param {import('./support.mjs').How} [how] */
const inApp = (file, args, how = {}) => run(file, args, { cwd: app, env, ...how });

/** @type {{ filename: string, files: { path: string, mode: number }[] }} */
let packed;

before(async () => {
  mkdirSync(app, { recursive: true });
  mkdirSync(home);
  const builtAt = () => readFileSync(at('dist', 'version.js'));
  const built = builtAt();
  const pack = await run('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: root,
    env,
  });
  assert.equal(pack.code, 0, shown(pack));
  // The answer is JSON from its first byte, and what was built already is not built again.
  [packed] = JSON.parse(pack.out.toString());
  assert.deepEqual(builtAt(), built);
  writeFileSync(join(app, 'package.json'), '{ "private": true, "type": "module" }\n');
  const tarball = join(folder, packed.filename);
  const install = await inApp('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball]);
  assert.equal(install.code, 0, shown(install));
});

describe('the tarball', () => {
  const paths = () => packed.files.map(({ path }) => path);

  it('is built before it is packed, where it is not, and runs no script with its user', () => {
    assert.equal(manifest.scripts.prepack, 'node tools/run.mjs prepack');
    for (const script of ['prepare', 'prepublish', 'prepublishOnly', 'postpack']) {
      assert.equal(manifest.scripts[script], undefined, script);
    }
    for (const script of ['preinstall', 'install', 'postinstall']) {
      assert.equal(manifest.scripts[script], undefined, script);
    }
  });

  it('holds what a user needs', () => {
    const wanted = [
      'package.json',
      'README.md',
      'LICENSE',
      'CHANGELOG.md',
      'dist/index.js',
      'dist/index.d.ts',
      'dist/node.js',
      'dist/worker.js',
      'dist/worker.d.ts',
      'dist/client.js',
      'dist/client.d.ts',
      'dist/cli.js',
      'dist/glue.mjs',
      'dist/leadloom.wasm',
      'dist/validator.js',
      'dist/validator.d.ts',
      'dist/validator-node.js',
      'dist/validator-worker.js',
      'dist/validator-client.js',
      'dist/desk.js',
      'dist/desk.d.ts',
      'dist/desk-worker.js',
      'dist/desk-worker.d.ts',
      'dist/desk-glue.mjs',
      'dist/desk.wasm',
      'dist/customers.js',
      'dist/customers.d.ts',
      'dist/customers-client.js',
      'dist/customers-client.d.ts',
      'dist/customers-worker.js',
      'dist/customers-worker.d.ts',
      'dist/customers-glue.mjs',
      'dist/customers.wasm',
      'dist/catalog.json',
      'dist/catalog.mjs',
      'dist/inline.js',
      'dist/inline-wasm.mjs',
      'dist/inline.global.js',
      'dist/workerd.js',
      'dist/validator-workerd.js',
      'dist/desk-workerd.js',
      'dist/desk-node.js',
      'dist/customers-workerd.js',
      'dist/customers-node.js',
      'dist/spreadsheet.js',
      'dist/spreadsheet.cjs',
      'dist/spreadsheet.LICENSE.txt',
      'catalog/standard-job-types.json',
      'catalog/partners/smartac.json',
      'catalog/partners/google-local-services.json',
    ];
    assert.deepEqual(
      wanted.filter((path) => !paths().includes(path)),
      [],
    );
    assert.ok(
      paths().some((path) => path.startsWith('schemas/')),
      'a schema',
    );
  });

  it('holds all of the sample', () => {
    for (const name of [
      'alerts.ndjson',
      'business-units.json',
      'campaigns.json',
      'customer-contacts.json',
      'customer-locations.json',
      'customers.json',
      'job-types.json',
      'prairie-star.setup.json',
    ]) {
      assert.ok(paths().includes(`catalog/sample/${name}`), name);
    }
  });

  it('holds nothing else', () => {
    const allowed =
      /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|catalog\/.+\.(json|ndjson)|schemas\/.+\.json|dist\/[\w.-]+\.(d\.ts|d\.mts|js|mjs|wasm)|dist\/spreadsheet\.(cjs|LICENSE\.txt)|dist\/(catalog|sbom\.cdx)\.json)$/;
    assert.deepEqual(
      paths().filter((path) => !allowed.test(path)),
      [],
    );
  });

  it('brings a type file for every script', () => {
    const scripts = paths().filter((path) => /^dist\/.+\.m?js$/.test(path));
    for (const path of scripts) {
      const types = path.replace(/\.js$/, '.d.ts').replace(/\.mjs$/, '.d.mts');
      assert.ok(paths().includes(types), types);
    }
  });

  it('brings every file that its scripts and types import', () => {
    for (const path of paths().filter((one) => /^dist\/.+(\.m?js|\.d\.m?ts)$/.test(one))) {
      const text = readFileSync(join(installed, path), 'utf8');
      for (const [, name] of text.matchAll(/(?:from|import\()\s*['"](\.[^'"]+)['"]/g)) {
        assert.ok(existsSync(join(installed, 'dist', name)), `${path}: ${name}`);
      }
    }
  });

  it('has a command that can be run', () => {
    const command = packed.files.find(({ path }) => path === 'dist/cli.js');
    assert.equal((command?.mode ?? 0) & 0o111, 0o111);
    assert.match(readFileSync(join(installed, 'dist/cli.js'), 'utf8'), /^#!\/usr\/bin\/env node\n/);
  });

  it('needs no other package', () => {
    for (const kind of ['dependencies', 'peerDependencies', 'optionalDependencies']) {
      assert.deepEqual(
        Object.keys(readJson(join(installed, 'package.json'))[kind] ?? {}),
        [],
        kind,
      );
    }
  });
});

describe('the installed package', () => {
  /** Runs a module in the app; it answers what it prints as JSON. @param {string} text */
  async function answerOf(text) {
    const ran = await inApp(process.execPath, ['--input-type=module', '--eval', text]);
    assert.equal(ran.code, 0, shown(ran));
    assert.equal(ran.err.toString(), '');
    return JSON.parse(ran.out.toString());
  }

  it('is imported from Node', async () => {
    const version = await answerOf(`
      import { load } from 'leadloom';
      console.log(JSON.stringify((await load()).version));
    `);
    assert.equal(version, manifest.version);
  });

  it('is loaded by import() from CommonJS', async () => {
    const text = "import('leadloom').then(async (l) => console.log((await l.load()).version))";
    const ran = await inApp(process.execPath, ['--input-type=commonjs', '--eval', text]);
    assert.equal(ran.out.toString(), `${manifest.version}\n`, shown(ran));
  });

  it('does no work at import', async () => {
    const handles = await answerOf(`
      const compile = WebAssembly.compile;
      let compiled = 0;
      WebAssembly.compile = (...given) => (compiled++, compile(...given));
      await import('leadloom');
      await import('leadloom/worker');
      await import('leadloom/client');
      await import('leadloom/validator');
      await import('leadloom/validator-worker');
      await import('leadloom/validator-client');
      console.log(JSON.stringify([compiled, process.getActiveResourcesInfo().length]));
    `);
    // The one active resource is the standard output that says so, if any.
    assert.equal(handles[0], 0);
    assert.ok(handles[1] <= 1, String(handles[1]));
  });

  it('resolves every path of exports', async () => {
    const { exports } = readJson(join(installed, 'package.json'));
    for (const [path, target] of Object.entries(exports)) {
      const conditions = typeof target === 'string' ? { default: target } : target;
      for (const [condition, file] of Object.entries(conditions)) {
        const one = file.replace('*', path.includes('catalog') ? 'partners/smartac.json' : '');
        assert.ok(existsSync(join(installed, one)), `${path}, ${condition}: ${file}`);
      }
    }
    const names = [
      ...Object.keys(exports).filter((path) => !path.includes('*')),
      './catalog/standard-job-types.json',
      './catalog/partners/smartac.json',
      './catalog/sample/alerts.ndjson',
      ...packed.files
        .filter(({ path }) => path.startsWith('schemas/'))
        .map(({ path }) => `./${path}`),
    ].map((path) => `leadloom${path.slice(1)}`);
    const addresses = await answerOf(`
      const names = ${JSON.stringify(names)};
      console.log(JSON.stringify(names.map((name) => import.meta.resolve(name))));
    `);
    addresses.forEach((address, i) => {
      assert.ok(existsSync(fileURLToPath(address)), names[i]);
    });
  });

  it('keeps its insides to itself', async () => {
    const code = await answerOf(`
      const code = await import('leadloom/dist/core.js').then(() => '', (error) => error.code);
      console.log(JSON.stringify(code));
    `);
    assert.equal(code, 'ERR_PACKAGE_PATH_NOT_EXPORTED');
  });

  it('points every $schema of the catalogue at a file that is there', () => {
    const documents = packed.files
      .map(({ path }) => path)
      .filter((path) => /^catalog\/.+\.json$/.test(path));
    for (const path of documents) {
      const { $schema } = readJson(join(installed, path));
      if (!$schema) continue;
      assert.ok(existsSync(fileURLToPath(new URL($schema, `file://${installed}/${path}`))), path);
    }
  });
});

describe('the installed command', () => {
  /** @param {readonly string[]} args @param {import('./support.mjs').How} [how] */
  const leadloom = (args, how) => inApp('npx', ['--no-install', 'leadloom', ...args], how);
  const sample = ['alerts.ndjson', 'prairie-star.setup.json'];
  const tenant = [
    'business-units.json',
    'campaigns.json',
    'customer-contacts.json',
    'customer-locations.json',
    'customers.json',
    'job-types.json',
  ];
  const files = [...tenant, ...sample].map((name) => join(sampleFolder, name));

  it('says its version', async () => {
    const ran = await leadloom(['--version']);
    assert.equal(ran.code, 0, shown(ran));
    assert.equal(ran.out.toString(), `${manifest.version}\n`);
    assert.equal(ran.err.toString(), '');
  });

  it('finds the blemishes of the sample: exit 1', async () => {
    const ran = await leadloom(['validate', ...files]);
    assert.equal(ran.code, 1, shown(ran));
    assert.match(ran.out.toString(), /warning\[LL0102\]: /);
    assert.match(ran.out.toString(), /\d+ errors, \d+ warnings, \d+ notes in 8 documents\./);
    assert.equal(ran.err.toString(), '');
  });

  it('finds none where there are none: exit 0', async () => {
    const clean = join(app, 'clean');
    mkdirSync(clean);
    const documents = cleanDocuments();
    for (const { name, bytes } of documents) writeFileSync(join(clean, name), bytes);
    const ran = await leadloom(['validate', ...documents.map(({ name }) => join('clean', name))]);
    assert.equal(ran.code, 0, shown(ran));
    assert.match(ran.out.toString(), /^0 errors, 0 warnings, /m);
  });

  it('says which file is missing: exit 2', async () => {
    const ran = await leadloom(['validate', 'nowhere.json', ...files]);
    assert.equal(ran.code, 2, shown(ran));
    assert.equal(ran.out.toString(), '');
    assert.match(
      ran.err.toString(),
      /^error\[LL0014\]: nowhere\.json cannot be read: there is no such file\.\n {2}help: .+\n$/,
    );
  });

  it('reads standard input', async () => {
    const input = readFileSync(join(sampleFolder, 'prairie-star.setup.json'));
    const ran = await leadloom(['validate', '-'], { input });
    assert.match(ran.out.toString(), /--> stdin:1:1/, shown(ran));
  });

  it('writes nothing into its home or beside the files', async () => {
    const before = readdirSync(app);
    const elsewhere = join(folder, 'elsewhere');
    const ran = await inApp(
      process.execPath,
      [join(installed, 'dist', 'cli.js'), 'validate', ...files],
      { env: { PATH: process.env.PATH, HOME: elsewhere } },
    );
    assert.equal(ran.code, 1, shown(ran));
    assert.ok(!existsSync(elsewhere));
    assert.deepEqual(readdirSync(app), before);
  });
});

describe('the installed types', () => {
  const consumer = `import { load, LeadloomError, VERSION } from 'leadloom';
import type { Command, DocumentInput, LeadCard, Leadloom, Report, Workspace } from 'leadloom';
import { connect, RemoteError, type CoreClient } from 'leadloom/client';
import { loadCustomers, type Customers } from 'leadloom/customers';
import { loadDesk, type Desk } from 'leadloom/desk';
import { load as loadInline } from 'leadloom/inline';
import { serve } from 'leadloom/worker';
import { loadValidator, WASM_SHA256 } from 'leadloom/validator';
import type { Validation, Validator } from 'leadloom/validator';
import { connectValidator, type RemoteValidation } from 'leadloom/validator-client';
import { serveValidator } from 'leadloom/validator-worker';

export async function use(bytes: Uint8Array, response: Promise<Response>): Promise<Report> {
  const leadloom: Leadloom = await load();
  await load({ wasm: new URL('https://example.com/leadloom.wasm') });
  await load({ wasm: '/leadloom.wasm' });
  await load({ wasm: new ArrayBuffer(8) });
  await load({ wasm: new Uint8Array(8) });
  await load({ wasm: response });
  await load({ wasm: WebAssembly.compile(new ArrayBuffer(8)) });
  await load({ wasm: Promise.resolve(bytes) });
  const inline: Leadloom = await loadInline();
  await load({ wasm: new WebAssembly.Module(new ArrayBuffer(8)) });
  const text: string = VERSION;
  using workspace: Workspace = leadloom.openWorkspace({ limits: { bytes: 10, depth: 2 } });
  const document: DocumentInput = { name: text, bytes, kind: 'feed' };
  const loaded = workspace.load(document);
  const records: number = loaded.records;
  const command: Command = {
    type: 'accept_lead',
    lead: 'smartac.com/1',
    at: '2026-11-20T14:03:11Z',
    by: { name: 'A', role: 'CSR' },
  };
  const applied = workspace.apply(command);
  if (!applied.ok) console.log(applied.findings[0]?.rule, applied.findings[0]?.place?.line, records);
  const card: LeadCard | undefined = workspace.lead('a');
  const id: string | undefined = card?.resolution.jobType?.id;
  const { total, leads } = workspace.leads({ sort: 'waiting', count: 50, state: 'new' });
  console.log(inline.version, total, leads.length, id, workspace.exportSetup().sha256, workspace.deskLog());
  const validator: Validator = await loadValidator();
  validator.commandLine(['--version'], { read: () => 'no', out() {}, err() {} });
  using validation: Validation = validator.validate([document], { rules: { LL0102: 'off' }, now: text });
  const sarif: string = validation.format('sarif');
  const mended: Uint8Array | undefined = validation.fixed(text, { unsafe: true });
  console.log(sarif, mended, validation.report.clean, WASM_SHA256);
  return leadloom.validate([document], { limits: { findings: 1 } });
}

export async function remote(worker: Worker): Promise<number> {
  const core: CoreClient = connect(worker);
  await core.reset();
  const version: string = await core.version();
  try {
    return (await core.leads({ severity: 'critical' })).total;
  } catch (error) {
    if (error instanceof RemoteError || error instanceof LeadloomError) {
      console.log(error.rule, error.hint, version);
    }
    throw error;
  }
}

export async function validated(start: () => Worker, file: Blob): Promise<string> {
  const { signal } = new AbortController();
  const client = connectValidator(start);
  const done: RemoteValidation = await client.validate([{ name: 'a', bytes: file }], {
    signal,
    onProgress: ({ read, total }) => console.log(read, total),
  });
  return done.format('junit');
}

export function worker(scope: Window): void {
  serveValidator(scope as never, { wasm: '/leadloom.wasm' });
  serve(scope as never);
  serve(scope as never, { wasm: '/leadloom.wasm' });
}

export async function wrong(): Promise<void> {
  const leadloom = await load();
  const workspace = leadloom.openWorkspace();
  // @ts-expect-error a severity that is none
  workspace.leads({ severity: 'harmless' });
  // @ts-expect-error a kind that is none
  workspace.load({ name: 'a', bytes: '', kind: 'spreadsheet' });
  // @ts-expect-error bytes are missing
  workspace.load({ name: 'a' });
  // @ts-expect-error the host owns the clock: a time is required
  workspace.apply({ type: 'accept_lead', lead: 'a', by: { name: 'A', role: 'CSR' } });
  // @ts-expect-error a command that is none
  workspace.apply({ type: 'delete_lead', lead: 'a', at: '', by: { name: 'A', role: 'CSR' } });
  // @ts-expect-error ids are text, for a number loses digits
  workspace.apply({ type: 'set_campaign', integration: 'a', campaign: 1, at: '', by: { name: 'A', role: 'CSR' } });
  // @ts-expect-error limits are numbers
  leadloom.openWorkspace({ limits: { bytes: '1' } });
  // @ts-expect-error a lead may be unknown
  workspace.lead('a').id;
  // @ts-expect-error the version cannot be set
  leadloom.version = '2';
  // @ts-expect-error the command line is the validator's
  leadloom.commandLine;
  const validator = await loadValidator();
  // @ts-expect-error a format that is none
  validator.validate([]).format('pdf');
  // @ts-expect-error a level that is none
  validator.validate([], { rules: { LL0102: 'fatal' } });
  // @ts-expect-error a wasm that is none
  await load({ wasm: null });
  // @ts-expect-error a number is no wasm
  await load({ wasm: 5 });
  const desk: Desk = await loadDesk();
  // @ts-expect-error the desk has no mapping
  desk.openWorkspace().mapping();
  const customers: Customers = await loadCustomers();
  // @ts-expect-error the id of a customer is text
  customers.record(5);
  // @ts-expect-error a reason that is none
  const unknown: boolean = customers.match({}).reason === 'because';
  // @ts-expect-error a method that is none
  workspace.book('a');
  // @ts-expect-error remote answers are promises
  connect({} as Worker).leads().total;
}
`;

  for (const [module, moduleResolution] of [
    ['NodeNext', 'NodeNext'],
    ['ESNext', 'Bundler'],
    ['Preserve', 'Bundler'],
  ]) {
    it(`compile strictly with module ${module}, resolution ${moduleResolution}`, async () => {
      const name = `${module}-${moduleResolution}`;
      mkdirSync(join(app, name), { recursive: true });
      writeFileSync(join(app, name, 'consumer.ts'), consumer);
      const config = {
        compilerOptions: {
          target: 'ES2022',
          lib: ['ES2022', 'ESNext.Disposable', 'DOM', 'DOM.Iterable'],
          module,
          moduleResolution,
          strict: true,
          noEmit: true,
          exactOptionalPropertyTypes: true,
          noUncheckedIndexedAccess: true,
          // The declarations themselves are checked too, without the types of Node.
          skipLibCheck: false,
          types: [],
        },
        files: ['consumer.ts'],
      };
      writeFileSync(join(app, name, 'tsconfig.json'), JSON.stringify(config));
      const tsc = at('node_modules', '.bin', 'tsc');
      const ran = await inApp(tsc, ['-p', join(app, name)]);
      assert.equal(ran.code, 0, shown(ran));
    });
  }
});
