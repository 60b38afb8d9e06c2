/** Both sides of the feed cases: from bytes to a desk that can be asked. */
import { readFileSync } from 'node:fs';
import type { Workspace } from '../../../wasm-bindings/src/api.js';
import { catalogFiles, sampleDocuments } from '../data/catalog.js';
import { writeFeed } from '../data/feed.js';
import { importPackage, loadWitnessed, type Witnessed } from '../measure/core.js';
import { PeerDesk } from '../peers/feed.js';
import type { Context } from './case.js';

export const alertsIn = ({ quick }: Context): number => (quick ? 20_000 : 200_000);

/** The first screenful of the bookings list. */
export const firstWindow = { sort: 'waiting', offset: 0, count: 50 } as const;

const feedOf = ({ scratch, quick }: Context) =>
  new URL(quick ? 'feed-10.ndjson' : 'feed.ndjson', scratch);

/** Writes the feed; the processes that read it then start from the same bytes. */
export function makeFeed(context: Context): void {
  writeFeed(feedOf(context).pathname, context.catalog, alertsIn(context));
}

export const readFeed = (context: Context): Uint8Array => readFileSync(feedOf(context));

export interface OurDesk extends Witnessed {
  workspace: Workspace;
}

/** A fresh instance with set-up and tenant of the sample, for each run: memory never shrinks. */
export async function ourDesks(context: Context): Promise<() => Promise<OurDesk>> {
  const bytes = readFileSync(new URL('leadloom.wasm', context.dist));
  const module = await WebAssembly.compile(bytes);
  const leadloomPackage = await importPackage(context.dist);
  const documents = sampleDocuments(context.catalog);
  return async () => {
    const witnessed = await loadWitnessed(leadloomPackage, module);
    const workspace = witnessed.leadloom.openWorkspace();
    for (const document of documents) workspace.load(document);
    return { ...witnessed, workspace };
  };
}

export function peerDesks({ catalog }: Context): () => PeerDesk {
  const documents = sampleDocuments(catalog);
  const read = (name: string): string => {
    const { bytes } = documents.find((one) => one.name.endsWith(name)) ?? {};
    if (!(bytes instanceof Uint8Array)) throw new Error(`The sample has no ${name}.`);
    return new TextDecoder().decode(bytes);
  };
  const given = {
    catalog: catalogFiles(catalog),
    setup: read('setup.json'),
    businessUnits: read('business-units.json'),
    jobTypes: read('job-types.json'),
  };
  return () => new PeerDesk(given);
}

export function ingestOurs({ workspace }: OurDesk, feed: Uint8Array) {
  workspace.load({ name: 'alerts.ndjson', bytes: feed });
  return workspace.leads(firstWindow);
}

export function ingestPeer(desk: PeerDesk, feed: Uint8Array) {
  desk.load(feed);
  return desk.leads(firstWindow);
}
