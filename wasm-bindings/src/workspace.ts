import type { Workspace } from './api.js';
import { LeadloomError } from './errors.js';
import type { CommonGlue, WorkspaceHandle } from './glue.mjs';
import {
  asJson,
  documentOf,
  forgotten,
  type Instance,
  limitsFor,
  malformed,
  refuse,
} from './instance.js';
import type { DocumentInput, Limits, Report } from './types.js';

/** A workspace of either module. */
export class OpenWorkspace implements Workspace {
  #instance: Instance<CommonGlue>;
  #handle: WorkspaceHandle | undefined;

  constructor(instance: Instance<CommonGlue>, limits: Limits | undefined, tolerant: boolean) {
    this.#instance = instance;
    const asked = limitsFor(instance, limits);
    const handle = instance.call(() => new instance.glue.Workspace(asked, tolerant));
    this.#handle = handle;
    forgotten?.register(this, () => instance.free(() => handle.delete()), this);
  }

  #call<T>(work: (handle: WorkspaceHandle) => string): T {
    const handle = this.#handle;
    if (!handle) throw new LeadloomError('LL0906');
    const answer = JSON.parse(this.#instance.call(() => work(handle)));
    refuse(answer);
    return answer as T;
  }

  #query<T>(view: string, question: object = {}): T {
    // Spread, a number would be no question at all.
    if (typeof question === 'number' || typeof question === 'boolean' || question === null) {
      throw malformed(`A query must be an object, not ${question}.`);
    }
    const asked = asJson({ ...question, view });
    return this.#call((handle) => handle.query(asked));
  }

  load(document: DocumentInput): ReturnType<Workspace['load']> {
    const { name, bytes, kind } = documentOf(document);
    return this.#call((handle) => {
      // Null for a document over the limit: then the core answers LL0004 without its bytes.
      handle.reserve(bytes.byteLength)?.set(bytes);
      return handle.load(name, kind);
    });
  }

  apply(command: Parameters<Workspace['apply']>[0]): ReturnType<Workspace['apply']> {
    const asked = asJson(command);
    return this.#call((handle) => handle.apply(asked));
  }

  integrations(options: { now?: string } = {}): ReturnType<Workspace['integrations']> {
    return this.#query('integrations', options);
  }

  agreement(integration: string, role: string): ReturnType<Workspace['agreement']> {
    return this.#query('agreement', { integration, role }) ?? undefined;
  }

  mapping(without: Parameters<Workspace['mapping']>[0] = {}): ReturnType<Workspace['mapping']> {
    return this.#query('mapping', without);
  }

  history(): ReturnType<Workspace['history']> {
    return this.#query('history');
  }

  compare(file: Parameters<Workspace['compare']>[0]): ReturnType<Workspace['compare']> {
    return this.#query('compare', file);
  }

  preview(sample: Parameters<Workspace['preview']>[0]): ReturnType<Workspace['preview']> {
    return this.#query('preview', sample) ?? undefined;
  }

  importMapping(
    file: Parameters<Workspace['importMapping']>[0],
  ): ReturnType<Workspace['importMapping']> {
    return this.#query('importMapping', file);
  }

  mappingTable(): ReturnType<Workspace['mappingTable']> {
    return this.#query('mappingTable');
  }

  findings(): ReturnType<Workspace['findings']> {
    return this.#query('findings');
  }

  leads(query: Parameters<Workspace['leads']>[0] = {}): ReturnType<Workspace['leads']> {
    return this.#query('leads', query);
  }

  lead(id: string, options: Parameters<Workspace['lead']>[1] = {}): ReturnType<Workspace['lead']> {
    return this.#query('lead', { id, ...options }) ?? undefined;
  }

  held(query: Parameters<Workspace['held']>[0] = {}): ReturnType<Workspace['held']> {
    return this.#query('held', query);
  }

  booking(id: string): ReturnType<Workspace['booking']> {
    return this.#query('booking', { id }) ?? undefined;
  }

  requests(id: string): ReturnType<Workspace['requests']> {
    return this.#query('requests', { id });
  }

  calendar(id: string): ReturnType<Workspace['calendar']> {
    return this.#query('calendar', { id }) ?? undefined;
  }

  leadsTable(
    query: Parameters<Workspace['leadsTable']>[0] = {},
  ): ReturnType<Workspace['leadsTable']> {
    return this.#query('leadsTable', query);
  }

  tryOut(command: Parameters<Workspace['tryOut']>[0]): ReturnType<Workspace['tryOut']> {
    return this.#query('tryOut', { command });
  }

  exportSetup(): ReturnType<Workspace['exportSetup']> {
    return this.#query('setup');
  }

  deskLog(): string {
    return this.#query('log');
  }

  alertLines(file: { name: string; text: string }): string | undefined {
    return this.#query('alertLines', file) ?? undefined;
  }

  rejected(): string {
    return this.#query('rejected');
  }

  report(): Report {
    return this.#call((handle) => handle.report());
  }

  close(): void {
    const handle = this.#handle;
    this.#handle = undefined;
    forgotten?.unregister(this);
    if (handle) this.#instance.free(() => handle.delete());
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
