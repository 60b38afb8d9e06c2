/**
 * `npm start`: sets up, builds, serves the page on loopback and prints its address. Beside it runs a
 * partner's portal for trying a sign-in.
 */
import { serve } from '../serve.mjs';
import { StepFailed } from '../toolchain/step.mjs';
import { buildDocs, buildPackage, buildPage } from './build.mjs';
import { at } from './project.mjs';

const usual = 4173;
const usualPortal = 4174;
const another = 'Choose another one, like "PORT=4180 npm start", or leave PORT out.';

/** The port that was asked for, or nothing when none was. @param {string | undefined} text */
export function askedPort(text) {
  if (text === undefined || text === '') return undefined;
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new StepFailed(`PORT is "${text}", which is no port: 0 to 65535.`, { hint: another });
}

/** Serves the page at the port that was asked for, or at the usual one or any that is free. */
export async function servePage(folder, asked, portals = {}) {
  try {
    return await serve(folder, asked ?? usual, portals);
  } catch (cause) {
    // A port that was asked for is not changed silently.
    if (asked === undefined) return await serve(folder, 0, portals);
    const taken = cause.code === 'EADDRINUSE';
    const why = taken ? 'is taken by another program' : `cannot be opened: ${cause.message}`;
    throw new StepFailed(`Port ${asked} ${why}.`, { hint: another, cause });
  }
}

/**
 * Starts the partner portal for this page, at its usual port or any that is free. Answers what to
 * say of it; the page needs no portal to run.
 * @param {string} page its address
 */
export async function servePortal(page) {
  try {
    // Not above: its packages are looked for only now, when they are installed.
    const { startPortal } = await import('../partner-portal/portal.mjs');
    const pageOrigin = new URL(page).origin;
    const start = (port) => startPortal({ port, pageOrigin });
    const portal = await start(usualPortal).catch(() => start(0));
    return { ...portal, says: `A partner portal to try a sign-in is at ${portal.issuer}/` };
  } catch ({ message }) {
    return { says: `The partner portal to try a sign-in did not start: ${message}` };
  }
}

export default async function task() {
  const asked = askedPort(process.env.PORT);
  await buildPackage();
  await buildPage();
  await buildDocs();
  /** @type {import('../serve.mjs').Portals} */
  const portals = {};
  const { address } = await servePage(at('web', 'dist'), asked, portals);
  // The portal must know the page's address first.
  const { issuer, says } = await servePortal(address);
  if (issuer) {
    const feed = `${issuer}/alerts`;
    portals['smartac.com'] = { issuer, client: 'leadloom', feed };
  }
  console.log(`\nLeadloom is ready at ${address}\n${says}\nStop it with Ctrl+C.`);
}
