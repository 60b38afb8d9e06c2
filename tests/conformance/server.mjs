/**
 * Serves an app on loopback as a host should, with a strict policy; below /faults/ it serves
 * leadloom.wasm as a host should not.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

/** @typedef {import('node:http').ServerResponse} Answer */

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** The strictest that Leadloom works under. */
export const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'";

/** @param {Buffer} wasm @returns {Record<string, (answer: Answer) => void>} */
const answers = (wasm) => {
  const sends =
    (/** @type {string} */ type, /** @type {string | Buffer} */ body) =>
    (/** @type {Answer} */ answer) =>
      answer.writeHead(200, { 'content-type': type }).end(body);
  const signIn = '<!doctype html><p>Sign in';
  return {
    '/leadloom.wasm': sends('application/wasm', wasm),
    '/faults/plain.wasm': sends('text/plain', wasm),
    '/faults/page.wasm': sends('text/html', signIn),
    '/faults/page-as-wasm.wasm': sends('application/wasm', signIn),
    '/faults/truncated.wasm': sends('application/wasm', wasm.subarray(0, wasm.length / 2)),
    '/faults/broken-off.wasm': (answer) => {
      answer.writeHead(200, { 'content-type': 'application/wasm', 'content-length': wasm.length });
      answer.write(wasm.subarray(0, 1000), () => setTimeout(() => answer.destroy(), 50));
    },
  };
};

/** The body of a request as JSON. @param {AsyncIterable<Buffer>} request */
async function bodyOf(request) {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  return JSON.parse(Buffer.concat(pieces).toString());
}

/**
 * Answers the address.
 * @param {string} folder what is served
 * @param {string} wasmFile leadloom.wasm of the package
 * @param {(report: any) => void} [told] is given what a page posts to /told, or asks there
 * @param {string} [csp]
 */
export async function serve(folder, wasmFile, told = () => {}, csp = policy) {
  const fixed = answers(readFileSync(wasmFile));
  /** Names that begin with once- and were asked for. @type {Set<string>} */
  const asked = new Set();
  const server = createServer((request, answer) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://local');
    const path = decodeURIComponent(pathname);
    answer.setHeader('content-security-policy', csp);
    // A program that works for seconds does not notice that a kept connection has ended.
    answer.setHeader('connection', 'close');
    if (path === '/told') {
      // Answered when it is read: the answer ends the connection.
      const report = search ? JSON.parse(decodeURIComponent(search.slice(1))) : bodyOf(request);
      return Promise.resolve(report).then((read) => {
        answer.writeHead(204).end();
        told(read);
      });
    }
    if (Object.hasOwn(fixed, path)) return fixed[path](answer);
    if (path.startsWith('/faults/once-')) {
      if (asked.has(path)) return fixed['/leadloom.wasm'](answer);
      asked.add(path);
      return answer.writeHead(503).end();
    }
    const file = normalize(join(folder, path.endsWith('/') ? `${path}index.html` : path));
    try {
      if (!file.startsWith(folder + sep)) throw new Error('outside');
      const bytes = readFileSync(file);
      answer.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
      answer.end(bytes);
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    address: `http://127.0.0.1:${port}/`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
