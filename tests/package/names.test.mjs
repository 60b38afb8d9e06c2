/** What is exported, what the types say is, and what the binding table has are the same names. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { at, dist, readJson, root, run, shown, temporaryFolder } from './support.mjs';

const folder = temporaryFolder();

/** Entries that are scripts, by what Node imports of them. */
const entries = Object.entries(readJson(at('package.json')).exports)
  .filter(([, target]) => target.types && !target.default.endsWith('.global.js'))
  .map(([path, { types, node, default: script }]) => ({ path, types, script: node ?? script }));

/** A module and what its glue must have, by the interfaces of its types. */
const modules = [
  ['leadloom', 'glue', 'Glue', { Workspace: 'WorkspaceHandle', Validation: 'ValidationHandle' }],
  ['desk', 'desk-glue', 'DeskGlue', { Workspace: 'WorkspaceHandle' }],
  ['customers', 'customers-glue', 'CustomersGlue', { Customers: 'CustomersHandle' }],
];

/** What embind adds by itself, and Emscripten. */
const notOurs =
  /^(instantiateWasm|BindingError|InternalError|UnboundTypeError|count_emval_handles|dynCall_\w+)$/;

/** TypeScript that compiles only if a type has these members and no others. */
const exactly = (type, names) =>
  `{ const all: Record<keyof (${type}), true> = { ${names.map((name) => `'${name}': true`).join(', ')} }; void all; }`;

async function glueOf(wasm, name) {
  const { default: create } = await dist(`${name}.mjs`);
  const module = new WebAssembly.Module(readFileSync(at('dist', `${wasm}.wasm`)));
  return create({
    instantiateWasm(imports, done) {
      WebAssembly.instantiate(module, imports).then(done);
      return {};
    },
  });
}

const methodsOf = (glue, name) =>
  Object.getOwnPropertyNames(glue[name].prototype).filter((method) => method !== 'constructor');

async function compiles(text) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'names.ts');
  writeFileSync(file, text);
  const args = ['--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', '--target', 'ES2022'];
  const more = ['--module', 'NodeNext', '--lib', 'ES2022,ESNext.Disposable,DOM,DOM.Iterable'];
  const tsc = at('node_modules', '.bin', 'tsc');
  const ran = await run(process.execPath, [tsc, ...args, ...more, file], { cwd: root });
  assert.equal(ran.code, 0, shown(ran));
}

it('every entry exports what its types export', async () => {
  const lines = [];
  for (const { path, types, script } of entries) {
    const names = Object.keys(await import(join(root, script)));
    assert.ok(names.length > 0, path);
    lines.push(exactly(`typeof import('${join(root, types)}')`, names));
  }
  await compiles(`export {};\n${lines.join('\n')}`);
});

it('every condition of an entry exports the same', async () => {
  for (const [path, target] of Object.entries(readJson(at('package.json')).exports)) {
    if (!target.node) continue;
    const [web, node] = [
      await import(join(root, target.default)),
      await import(join(root, target.node)),
    ];
    assert.deepEqual(Object.keys(web).sort(), Object.keys(node).sort(), path);
    // Node imports no wasm yet, but what stands there is read.
    const workerd = readFileSync(join(root, target.workerd), 'utf8');
    const [own] = Object.keys(web).filter((name) => /^load/.test(name));
    assert.match(workerd, new RegExp(`export const ${own} = `), path);
    const common = readFileSync(join(root, target.default), 'utf8').match(
      /export \* from '.+'/,
    )?.[0];
    assert.ok(common && workerd.includes(common), path);
  }
});

it('the glue has what its types and the binding table have', async () => {
  const table = readFileSync(at('wasm-bindings', 'bindings.cpp'), 'utf8');
  const bound = [...table.matchAll(/(?:function|class_<\w+>)\("(\w+)"/g)].map(([, name]) => name);
  const found = new Set();
  const lines = [];
  for (const [wasm, name, type, classes] of modules) {
    const glue = await glueOf(wasm, name);
    const own = Object.keys(glue).filter(
      (member) => typeof glue[member] === 'function' && !notOurs.test(member),
    );
    const types = (/** @type {string} */ of) => `import('${at('dist', `${name}.mjs`)}').${of}`;
    const handles = name === 'desk-glue' ? `import('${at('dist', 'glue.mjs')}')` : undefined;
    lines.push(exactly(types(type), own));
    for (const [one, handle] of Object.entries(classes)) {
      const methods = methodsOf(glue, one);
      for (const method of methods) found.add(method);
      // `delete` is embind's own; the desk's handle lacks the report.
      const all = [...methods, 'delete', ...(wasm === 'desk' ? ['report'] : [])];
      lines.push(exactly(handles ? `${handles}.${handle}` : types(handle), all));
    }
    for (const member of own) found.add(member);
  }
  assert.deepEqual([...found].sort(), [...new Set(bound)].sort());
  await compiles(`export {};\n${lines.join('\n')}`);
});
