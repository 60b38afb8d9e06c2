/** `npm start`: sets up, builds, serves the page on loopback and prints its address. */
import { serve } from '../serve.mjs';
import { StepFailed } from '../toolchain/step.mjs';
import { buildPackage, buildPage } from './build.mjs';
import { at } from './project.mjs';

const usual = 4173;
const another = 'Choose another one, like "PORT=4180 npm start", or leave PORT out.';

/** The port that was asked for, or nothing when none was. @param {string | undefined} text */
export function askedPort(text) {
  if (text === undefined || text === '') return undefined;
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new StepFailed(`PORT is "${text}", which is no port: 0 to 65535.`, { hint: another });
}

/** Serves the page at the port that was asked for, or at the usual one or any that is free. */
export async function servePage(folder, asked) {
  try {
    return await serve(folder, asked ?? usual);
  } catch (cause) {
    // A port that was asked for is not changed silently.
    if (asked === undefined) return await serve(folder, 0);
    const taken = cause.code === 'EADDRINUSE';
    const why = taken ? 'is taken by another program' : `cannot be opened: ${cause.message}`;
    throw new StepFailed(`Port ${asked} ${why}.`, { hint: another, cause });
  }
}

export default async function task() {
  const asked = askedPort(process.env.PORT);
  await buildPackage();
  await buildPage();
  const { address } = await servePage(at('web', 'dist'), asked);
  console.log(`\nLeadloom is ready at ${address}\nStop it with Ctrl+C.`);
}
