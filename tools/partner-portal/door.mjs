/**
 * Who may speak with the portal: programs on this machine, and of all web pages only the one it was
 * started for.
 */
import { Problem } from './problem.mjs';

const readable = 'Date, ETag, Link, Location, Retry-After, WWW-Authenticate';

/**
 * Refuses what comes under another name or from another page; lets the page read the answer.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {{ issuer: string, pageOrigin: string }} us
 */
export function admit(request, response, { issuer, pageOrigin }) {
  // Another name that leads here would let a foreign page pass for the portal itself.
  if (request.headers.host !== new URL(issuer).host) {
    throw new Problem(421, 'another-host', 'The portal does not answer under this name.', {
      next: `Use ${issuer}.`,
    });
  }
  response.setHeader('vary', 'Origin');
  const { origin } = request.headers;
  if (origin !== undefined && origin !== issuer && origin !== pageOrigin) {
    throw new Problem(403, 'another-origin', `Pages of ${origin} may not use this portal.`, {
      next: `It was started for ${pageOrigin}. Open the page there, or start the portal for yours.`,
    });
  }
  response.setHeader('access-control-allow-origin', pageOrigin);
  response.setHeader('access-control-expose-headers', readable);
}

/** What a browser asks before a page's request. Answers whether it was that. */
export function answerPreflight(request, response) {
  if (request.method !== 'OPTIONS') return false;
  response.writeHead(204, {
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'Authorization, Content-Type, If-None-Match',
    'access-control-max-age': '600',
  });
  response.end();
  return true;
}
