/**
 * What others wrote of what ships, as CycloneDX 1.6 (ECMA-424): `dist/sbom.cdx.json` of the package,
 * `web/dist/sbom.cdx.json` of the page. The same to the byte for the same sources and tools.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import { toolchain } from '../toolchain/index.mjs';
import { at, packageJson } from './project.mjs';

/** A number that a C or C++ header defines. */
const defined = (text, name) => text.match(new RegExp(`# *define +${name} +(\\d+)`))?.[1];

/** What is linked into every module: the JSON library, and Emscripten with the libraries it brings. */
async function ofModules() {
  const { env, emscripten } = await toolchain(['wasm']);
  const library = join(emscripten.root, 'system', 'lib');
  const json =
    env.LEADLOOM_NLOHMANN ?? at('build', 'wasm', '_deps', 'nlohmann_json-src', 'include');
  const versions = readFileSync(join(json, 'nlohmann', 'detail', 'abi_macros.hpp'), 'utf8');
  const version = ['MAJOR', 'MINOR', 'PATCH']
    .map((part) => defined(versions, `NLOHMANN_JSON_VERSION_${part}`))
    .join('.');
  const libcxx = defined(
    readFileSync(join(library, 'libcxx', 'include', '__config'), 'utf8'),
    '_LIBCPP_VERSION',
  );
  const llvm = `${Math.floor(libcxx / 10_000)}.${Math.floor(libcxx / 100) % 100}.${libcxx % 100}`;
  const musl = readFileSync(join(library, 'libc', 'musl', 'VERSION'), 'utf8').trim();
  const exception = 'Apache-2.0 WITH LLVM-exception';
  return [
    ['nlohmann_json', version, 'MIT', `pkg:github/nlohmann/json@v${version}`],
    [
      'emscripten',
      emscripten.version,
      'MIT OR NCSA',
      `pkg:github/emscripten-core/emscripten@${emscripten.version}`,
    ],
    ['musl', musl, 'MIT', `pkg:generic/musl@${musl}`],
    ['libc++', llvm, exception, `pkg:generic/libcxx@${llvm}`],
    ['compiler-rt', llvm, exception, `pkg:generic/compiler-rt@${llvm}`],
  ];
}

/** The npm packages that the sources in a folder import, and those that these need. */
function ofNpm(...folders) {
  const imports = /\b(?:from|import\()\s*'((?:@[\w-]+\/)?\w[\w.-]*)(?:\/[^']*)?'/g;
  const found = new Map();
  const add = (name) => {
    const path = at('node_modules', name, 'package.json');
    if (found.has(name) || !existsSync(path)) return;
    const { version, license, dependencies = {} } = JSON.parse(readFileSync(path, 'utf8'));
    const url = `pkg:npm/${name.replace('@', '%40')}@${version}`;
    found.set(name, [name, version, license, url]);
    for (const needed of Object.keys(dependencies)) add(needed);
  };
  for (const folder of folders) {
    for (const file of readdirSync(at(folder), { recursive: true })) {
      if (!/\.(?:ts|tsx)$/.test(file)) continue;
      for (const [, name] of readFileSync(at(folder, file), 'utf8').matchAll(imports)) add(name);
    }
  }
  return [...found.values()].sort();
}

/** @param {string} path @param {string[][]} components */
function write(path, components) {
  const { name, version, license, description } = packageJson();
  const component = (type, [called, at, under, purl]) => {
    const one = new Models.Component(type, called, { version: at, bomRef: purl, purl });
    one.licenses.add(
      under.includes(' ') ? new Models.LicenseExpression(under) : new Models.SpdxLicense(under),
    );
    return one;
  };
  const { Application, Library } = Enums.ComponentType;
  const root = component(Application, [name, version, license, `pkg:npm/${name}@${version}`]);
  root.description = description;
  const bom = new Models.Bom({ metadata: new Models.Metadata({ component: root }) });
  for (const row of components) {
    const one = component(Library, row);
    bom.components.add(one);
    root.dependencies.add(one.bomRef);
  }
  const serializer = new Serialize.JsonSerializer(
    new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6),
  );
  writeFileSync(path, `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`);
}

export const writePackageSbom = async () =>
  write(at('dist', 'sbom.cdx.json'), [...(await ofModules()), ...ofNpm('wasm-bindings/src')]);

export const writePageSbom = async () =>
  write(at('web', 'dist', 'sbom.cdx.json'), [
    ...(await ofModules()),
    ...ofNpm('wasm-bindings/src', 'web/src'),
  ]);
