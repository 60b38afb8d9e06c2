/** The package under test, and a look at the memory of its WebAssembly. */
import type { Leadloom, LoadOptions } from '../../../wasm-bindings/src/api.js';

interface Package {
  load(options?: LoadOptions): Promise<Leadloom>;
}

/** `dist/node.js` as it was built; the address is known at run time only. */
export async function importPackage(dist: URL): Promise<Package> {
  return import(new URL('node.js', dist).href);
}

export interface Witnessed {
  leadloom: Leadloom;
  /** Bytes of WebAssembly memory. It never shrinks, so this is also the most there was. */
  memory(): number;
}

/** Loads the package and keeps the memory of its instance, which the package does not show. */
export async function loadWitnessed(
  { load }: Package,
  module: WebAssembly.Module,
): Promise<Witnessed> {
  const found: { memory?: WebAssembly.Memory } = {};
  const original = WebAssembly.instantiate;
  WebAssembly.instantiate = (async (given: WebAssembly.Module, imports: WebAssembly.Imports) => {
    const instance = await original(given, imports);
    for (const value of Object.values(instance.exports)) {
      if (value instanceof WebAssembly.Memory) found.memory = value;
    }
    return instance;
  }) as typeof WebAssembly.instantiate;
  try {
    const leadloom = await load({ wasm: module });
    return { leadloom, memory: () => found.memory?.buffer.byteLength ?? Number.NaN };
  } finally {
    WebAssembly.instantiate = original;
  }
}
