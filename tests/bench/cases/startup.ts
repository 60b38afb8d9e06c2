/**
 * From nothing to the first answer, per side: evaluate the script (one bundled file each), then
 * compile and instantiate the WebAssembly and open a workspace, or parse the catalogue. All bytes
 * are in memory. Engines remember scripts and modules they have compiled before, so every run gets
 * a script and a module that nobody has seen.
 */
import { deepStrictEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import type { Leadloom } from '../../../wasm-bindings/src/api.js';
import { catalogFiles } from '../data/catalog.js';
import { compare } from '../measure/compare.js';
import { row } from '../measure/row.js';
import type { integrations } from '../peers/integrations.js';
import type { Case } from './case.js';

/** What the bundles leave behind; the names are those that tools/tasks/bench.mjs gives them. */
interface Bundled {
  leadloomCore: { instantiate(wasm: BufferSource): Promise<Leadloom> };
  leadloomPeer: { integrations: typeof integrations };
}

let runs = 0;

/** A script with the same meaning and another text. */
const freshScript = (text: string): string => `${text}\n//${runs++}`;

/** A module with the same meaning and other bytes: a custom section at its end. */
function freshModule(wasm: Uint8Array): Uint8Array<ArrayBuffer> {
  const name = new TextEncoder().encode(`run ${runs++}`);
  const section = Uint8Array.of(0, name.length + 1, name.length, ...name);
  const bytes = new Uint8Array(wasm.length + section.length);
  bytes.set(wasm);
  bytes.set(section, wasm.length);
  return bytes;
}

function evaluate<Name extends keyof Bundled>(script: string, name: Name): Bundled[Name] {
  return new Script(`${script}\n;${name}`).runInThisContext() as Bundled[Name];
}

export const startup: Case = async ({ dist, catalog, bundles }) => {
  const wasm = readFileSync(new URL('leadloom.wasm', dist));
  const ourScript = readFileSync(new URL('leadloomCore.js', bundles), 'utf8');
  const peerScript = readFileSync(new URL('leadloomPeer.js', bundles), 'utf8');
  const files = catalogFiles(catalog);

  const startOurs = async (given: { script: string; wasm: Uint8Array<ArrayBuffer> }) => {
    const { instantiate } = evaluate(given.script, 'leadloomCore');
    const workspace = (await instantiate(given.wasm)).openWorkspace();
    const answer = workspace.integrations();
    workspace.close();
    return answer;
  };
  const startPeer = ({ script }: { script: string }) =>
    evaluate(script, 'leadloomPeer').integrations(files);
  const prepareOurs = () => ({ script: freshScript(ourScript), wasm: freshModule(wasm) });
  const preparePeer = () => ({ script: freshScript(peerScript) });

  deepStrictEqual(await startOurs(prepareOurs()), startPeer(preparePeer()));
  const { ours, peer } = await compare(
    { prepare: prepareOurs, run: startOurs },
    { prepare: preparePeer, run: startPeer },
    { warmUp: 3, rounds: 21 },
  );
  return [row({ name: 'startup', n: 1, unit: 'ms', ours, peer, peerName: 'script + JSON.parse' })];
};
