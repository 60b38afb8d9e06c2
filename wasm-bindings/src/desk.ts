/**
 * The desk alone, for pages that are to be there at once: less than half of the bytes, no validator.
 *
 * @example
 * import { loadDesk } from 'leadloom/desk';
 * const desk = await loadDesk();
 * const workspace = desk.openWorkspace();
 * @packageDocumentation
 */
import type { LoadOptions, Workspace } from './api.js';
import createDesk from './desk-glue.mjs';
import { LeadloomError } from './errors.js';
import { instanceOf, optionsOf } from './instance.js';
import type { Limits } from './types.js';
import { VERSION } from './version.js';
import { OpenWorkspace } from './workspace.js';

export interface DeskOptions extends LoadOptions {
  /**
   * Where `catalog.json` is: an address, a response, or what `JSON.parse` made of it. Left out, it is
   * the one beside this script.
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

async function textOf(catalog: NonNullable<DeskOptions['catalog']>): Promise<string> {
  try {
    const given = await catalog;
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

/** Makes a fresh instance of the desk with every call. Throws `LeadloomError` LL0902 to LL0905 and LL0909. */
export async function loadDesk(options: DeskOptions = {}): Promise<Desk> {
  const { wasm, catalog } = options;
  const [instance, text] = await Promise.all([
    instanceOf(createDesk, wasm ?? new URL('./desk.wasm', import.meta.url)),
    textOf(catalog ?? new URL('./catalog.json', import.meta.url)),
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
}
