/**
 * Starts the portal alone, as "npm start" does beside the page:
 * `node tools/partner-portal/start.mjs [--page http://127.0.0.1:4173] [--port 4174]`
 */
import { parseArgs } from 'node:util';
import { startPortal } from './portal.mjs';

const { values } = parseArgs({
  options: {
    page: { type: 'string', default: 'http://127.0.0.1:4173' },
    port: { type: 'string', default: '4174' },
  },
});
const pageOrigin = new URL(values.page).origin;
const { issuer } = await startPortal({ port: Number(values.port), pageOrigin });
console.log(`The partner portal is ready at ${issuer}/ for ${pageOrigin}/\nStop it with Ctrl+C.`);
