/**
 * A page that tries what the policy forbids: served as the page of Leadloom is, with the same header and the
 * same `meta`; and, so that it is known to try, by a host that forbids nothing. Where it reaches for a foreign
 * host there is one, which lets everybody in.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../../tools/serve.mjs';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

const types = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.html': 'text/html',
  '.svg': 'image/svg+xml',
  '.events': 'text/event-stream',
};
const asked = {
  '/x.js': 'export {};',
  '/x.css': '',
  '/x.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
  '/x.events': 'data: x\n\n',
};

/** A host that forbids nothing and lets everybody in. */
async function careless(folder) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://local');
    const path = pathname === '/' ? '/index.html' : pathname;
    response.setHeader('content-type', types[extname(path)] ?? 'text/plain');
    response.setHeader('access-control-allow-origin', '*');
    try {
      const body = asked[path] ?? readFileSync(join(folder, path), 'utf8');
      response.end(path === '/index.html' ? body.replace(/<meta\s+http-equiv[^>]*>/s, '') : body);
    } catch {
      response.writeHead(404).end();
    }
  });
  // RFC 6455, 4.2.2.
  server.on('upgrade', ({ headers }, socket) => {
    const key = `${headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash('sha1').update(key).digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, address: `http://127.0.0.1:${server.address().port}/` };
}

/** Answers the addresses of both pages. */
export async function serveAttempts() {
  const folder = at('../../build/attempts');
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(at('attempts')))
    copyFileSync(join(at('attempts'), name), join(folder, name));
  const page = readFileSync(at('../../web/dist/index.html'), 'utf8');
  const own = page.replace(
    /<script [^>]*><\/script>/,
    '<script type="module" src="page.js"></script>',
  );
  if (own === page) throw new Error('The page has no script to put another in its place.');
  writeFileSync(join(folder, 'index.html'), own);
  const served = await Promise.all([serve(folder, 0), careless(folder), careless(folder)]);
  const [strict, lax, foreign] = served.map(({ address }) => address);
  const to = `?foreign=${encodeURIComponent(foreign)}`;
  return {
    strict: `${strict}${to}`,
    lax: `${lax}${to}`,
    close() {
      for (const { server } of served) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

/** What went through, by where it was tried; sinks only where the engine has Trusted Types. */
export function wentThrough({ trustedTypes, page, sinks, worker }) {
  const through = (came) =>
    Object.entries(came)
      .filter(([, what]) => what !== 'refused')
      .map(([name]) => name);
  return {
    page: through(page),
    worker: through(worker.attempts),
    sinks: trustedTypes ? through(sinks) : [],
  };
}

/** What no browser lets anybody do, whatever a host says. */
const never = ['a foreign worker'];

/** What there is to try. */
export function tried({ trustedTypes, page, sinks, worker }) {
  const names = (came) => Object.keys(came).filter((name) => !never.includes(name));
  return {
    page: names(page),
    worker: names(worker.attempts),
    sinks: trustedTypes ? names(sinks) : [],
  };
}
