/** The desk's module: what its entries for browsers, Node and workerd have in common. */
import type { LoadOptions, Workspace } from './api.js';
import createDesk from './desk-glue.mjs';
import { LeadloomError } from './errors.js';
import { instanceOf, optionsOf, type Wasm } from './instance.js';
import type { Limits } from './types.js';
import { deskBuild, VERSION } from './version.js';
import { OpenWorkspace } from './workspace.js';

export interface DeskOptions extends LoadOptions {
  /**
   * Where `catalog.json` is: an address, a response, or what `JSON.parse` made of it. Left out, it is
   * imported, as a script that a bundler knows what to do with.
   */
  catalog?: URL | string | Response | Promise<Response> | readonly object[];
}

/** A workspace that reads a set-up and works with leads; it neither changes nor shows the set-up. */
export type DeskWorkspace = Pick<
  Workspace,
  | 'load'
  | 'apply'
  | 'leads'
  | 'lead'
  | 'held'
  | 'deskLog'
  | 'rejected'
  | 'close'
  | typeof Symbol.dispose
>;

/** What the desk's module answers. What only the whole can is refused with LL0908. */
export interface Desk {
  readonly version: string;
  openWorkspace(options?: { limits?: Limits }): DeskWorkspace;
}

async function textOf(catalog: DeskOptions['catalog']): Promise<string> {
  try {
    const given = (await catalog) ?? (await import('./catalog.mjs')).default;
    if (Array.isArray(given)) return JSON.stringify(given);
    const response = given instanceof Response ? given : await fetch(given as URL | string);
    if (response.ok) return await response.text();
    throw new Error(`${response.url} answered ${response.status}.`);
  } catch (cause) {
    throw new LeadloomError('LL0909', cause instanceof Error ? cause.message : undefined, {
      cause,
    });
  }
}

/** `loadDesk()` for a default place of the wasm. */
export function deskLoader(defaultWasm: () => Wasm): (options?: DeskOptions) => Promise<Desk> {
  return async (options) => {
    const { wasm, catalog } = optionsOf(options, 'loadDesk()');
    const [instance, text] = await Promise.all([
      instanceOf(createDesk, deskBuild, wasm ?? defaultWasm()),
      textOf(catalog),
    ]);
    if (!instance.call(() => instance.glue.giveCatalog(text))) {
      throw new LeadloomError('LL0909', 'What was loaded is no catalogue.');
    }
    return {
      version: VERSION,
      openWorkspace(opened) {
        const { limits } = optionsOf(opened, 'openWorkspace()');
        return new OpenWorkspace(instance, limits, false);
      },
    };
  };
}
