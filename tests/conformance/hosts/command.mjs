/** The suite in Node, Deno and Bun: `command.mjs SERVER MEGABYTES` prints what it answers. */
import documents from './documents.mjs';
import * as entries from './entries.mjs';
import { conformance } from './suite.mjs';

const [server, megabytes] = process.argv.slice(2);
const given = { documents, server, megabytes: Number(megabytes) };
console.log(JSON.stringify(await conformance(entries, given)));
