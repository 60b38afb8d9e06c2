import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { contentSecurityPolicy, serve } from './serve.mjs';

describe('the server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'serve-'));
  const site = join(folder, 'site');
  /** @type {import('node:http').Server} */
  let server;
  before(async () => {
    mkdirSync(site);
    writeFileSync(join(site, 'index.html'), '<!doctype html>');
    writeFileSync(join(folder, 'secret.txt'), 'no');
    ({ server } = await serve(site, 0));
  });
  after(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  /** The path goes out as it stands: `fetch` would tidy it up. */
  const ask = (/** @type {string} */ path, method = 'GET') =>
    new Promise((done, fail) => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      request({ host: '127.0.0.1', port, path, method, agent: false }, (response) => {
        response.resume().on('end', () => done(response));
      })
        .on('error', fail)
        .end();
    });

  for (const [status, path, method] of [
    [400, '/%00'],
    [400, '/a%00.html'],
    [400, '/%'],
    [400, '/%ff'],
    [400, '/%C0%AE%C0%AE/secret.txt'],
    [400, '//'],
    [400, 'http://[/'],
    [404, '/missing'],
    [404, '/..%2fsecret.txt'],
    [404, '/../secret.txt'],
    [404, '/index.html/'],
    [404, `/${'a'.repeat(6000)}`],
    [405, '/', 'POST'],
    [200, '/', 'HEAD'],
    [200, '/index.html?%00'],
  ]) {
    it(`answers ${method ?? 'GET'} ${path.slice(0, 30)} with ${status}, and goes on`, async () => {
      const { statusCode, headers } = await ask(path, method);
      assert.equal(statusCode, status);
      assert.equal(headers['content-security-policy'], contentSecurityPolicy);
      assert.equal((await ask('/')).statusCode, 200);
    });
  }
});
