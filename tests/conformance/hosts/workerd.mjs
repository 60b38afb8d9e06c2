/** The suite in workerd: answers any request with what it answers. */

import documents from './documents.mjs';
import * as entries from './entries.mjs';
import whole from './leadloom.wasm';
import small from './small.wasm';
import { conformance } from './suite.mjs';

export default {
  /** @param {Request} request */
  async fetch(request) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === '/version') return new Response((await entries.leadloom.load()).version);
    const given = {
      documents,
      modules: { whole, small },
      megabytes: Number(searchParams.get('megabytes')),
    };
    return Response.json(await conformance(entries, given));
  },
};
