/**
 * A static server for loopback with the headers that a host should send. Files only, no listing, no
 * writing.
 */
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, extname, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream';

const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.ndjson': 'application/x-ndjson; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/**
 * Partners' portals that the page may sign in at, and live feeds that it may ask, by integration; as
 * `handOver` the address that takes requests to ServiceTitan.
 * @typedef {Record<string, { issuer?: string, client?: string, feed?: string, address?: string }>} Portals
 */

/** @param {Portals} portals */
const connectTo = (portals) =>
  [
    "connect-src 'self'",
    ...new Set(
      Object.values(portals)
        .flatMap(({ issuer, feed, address }) => [issuer, feed, address])
        .flatMap((address) => (address ? [new URL(address).origin] : [])),
    ),
  ].join(' ');

/**
 * Nothing but our own files, and what partners' portals answer; scripts only through the page's one
 * Trusted Types policy.
 */
export const policyWith = (/** @type {Portals} */ portals) =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    connectTo(portals),
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types app',
  ].join('; ');

/** The policy where there is no portal, as in the page's own `meta`. */
export const contentSecurityPolicy = policyWith({});

const headers = {
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** The path that a request asks for, or nothing when it is none: broken escapes, a NUL. */
function pathOf(url) {
  try {
    const path = decodeURIComponent(new URL(url, 'http://local').pathname);
    return path.includes('\0') ? undefined : path;
  } catch {
    return undefined;
  }
}

/** The file behind a path, or nothing for what is none or lies outside the folder. */
function fileFor(folder, path) {
  const file = normalize(join(folder, path.endsWith('/') ? `${path}index.html` : path));
  if (!file.startsWith(folder + sep)) return undefined;
  try {
    const stats = statSync(file);
    return stats.isFile() ? { file, size: stats.size } : undefined;
  } catch {
    // Not there, not ours to read, or a name longer than names can be.
    return undefined;
  }
}

/** What a file says where there are portals, or nothing for one that says the same everywhere. */
function toldOf(portals, file) {
  if (basename(file) === 'portals.json') return `${JSON.stringify(portals)}\n`;
  if (basename(file) !== 'index.html') return undefined;
  return readFileSync(file, 'utf8').replace("connect-src 'self'", connectTo(portals));
}

const reasons = { 400: 'Not a path', 404: 'Not found', 405: 'Only GET and HEAD' };

/**
 * Serves a folder on 127.0.0.1; port 0 takes any that is free. Answers the server and its address.
 * Portals that stand in `portals` by then are told to the page, in `portals.json` and in both
 * policies.
 * @param {string} folder
 * @param {number} port
 * @param {Portals} [portals]
 */
export async function serve(folder, port, portals = {}) {
  const server = createServer((request, response) => {
    const policy = { 'content-security-policy': policyWith(portals) };
    const refuse = (status) => {
      response.writeHead(status, { ...headers, ...policy, 'content-type': 'text/plain' });
      response.end(`${reasons[status]}\n`);
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
    const path = pathOf(request.url ?? '/');
    if (path === undefined) return refuse(400);
    const found = fileFor(folder, path);
    if (!found) return refuse(404);
    const hashed = found.file.includes(`${sep}assets${sep}`);
    const told = Object.keys(portals).length > 0 && toldOf(portals, found.file);
    response.writeHead(200, {
      ...headers,
      ...policy,
      'content-type': types[extname(found.file)] ?? 'application/octet-stream',
      'content-length': told ? Buffer.byteLength(told) : found.size,
      'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
    if (request.method === 'HEAD') response.end();
    else if (told) response.end(told);
    // A file that goes, or a visitor who leaves, half-way ends that answer and nothing else.
    else pipeline(createReadStream(found.file), response, () => {});
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { server, address: `http://127.0.0.1:${server.address().port}/` };
}
