import type { Leadloom, Workspace } from './api.js';
import createLeadloom, { type Glue } from './glue.mjs';
import { type Instance, instanceOf, listOf, optionsOf, type Wasm } from './instance.js';
import type { DocumentInput, Limits, Report } from './types.js';
import { leadloomBuild, VERSION } from './version.js';
import { OpenWorkspace } from './workspace.js';

class LoadedLeadloom implements Leadloom {
  readonly version = VERSION;
  #instance: Instance<Glue>;

  constructor(instance: Instance<Glue>) {
    this.#instance = instance;
  }

  validate(documents: readonly DocumentInput[], options?: { limits?: Limits }): Report {
    const { limits } = optionsOf(options, 'validate()');
    const workspace = new OpenWorkspace(this.#instance, limits, true);
    try {
      for (const document of listOf(documents)) workspace.load(document);
      return workspace.report();
    } finally {
      workspace.close();
    }
  }

  rules(): ReturnType<Leadloom['rules']> {
    return JSON.parse(this.#instance.call(() => this.#instance.glue.rules()));
  }

  openWorkspace(options?: { limits?: Limits }): Workspace {
    const { limits } = optionsOf(options, 'openWorkspace()');
    return new OpenWorkspace(this.#instance, limits, false);
  }
}

/** Makes a fresh instance of the core from whatever `load()` was given. */
export async function instantiate(wasm: Wasm, onStop?: () => void): Promise<Leadloom> {
  return new LoadedLeadloom(await instanceOf(createLeadloom, leadloomBuild, wasm, onStop));
}
