/** What pages tell, whoever built and whoever opens them. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { visit } from './browsers.mjs';
import { policy, serve } from './server.mjs';

/** @typedef {Parameters<typeof visit>[0]} Browser @typedef {{ wasm: string, plain: string }} App */

/**
 * Serves a folder, opens a page of it, and answers what it tells.
 * @param {App} app @param {string} folder @param {Browser} browser
 * @param {(server: string) => string} addressOf @param {string} [csp]
 */
async function told(app, folder, browser, addressOf, csp) {
  /** @type {(report: any) => void} */
  let tell = () => {};
  const report = new Promise((resolve) => {
    tell = resolve;
  });
  const server = await serve(folder, app.wasm, tell, csp);
  try {
    return await visit(browser, addressOf(server.address), report);
  } finally {
    server.close();
  }
}

/** The suite in page and worker. */
export const suiteIn = (app, folder, browser, megabytes) =>
  told(app, folder, browser, (server) => `${server}?megabytes=${megabytes}`);

/** A page with an import map, which its policy allows by its hash. */
export function byImportMap(app, browser) {
  const page = readFileSync(join(app.plain, 'map.html'), 'utf8');
  const [, map] = page.match(/<script type="importmap">(.*?)<\/script>/) ?? [];
  const hash = createHash('sha256').update(map).digest('base64');
  const csp = policy.replace("script-src 'self'", `script-src 'self' 'sha256-${hash}'`);
  return told(app, app.plain, browser, (server) => `${server}map.html`, csp);
}

/** A page opened as a file, which tells a server: a script beside it says which. */
export const asFile = (app, browser) =>
  told(app, app.plain, browser, (server) => {
    writeFileSync(join(app.plain, 'server.js'), `var server = '${server}';\n`);
    return pathToFileURL(join(app.plain, 'file.html')).href;
  });

/** A page that may run scripts and no WebAssembly. */
export const withoutWasm = (app, browser) =>
  told(
    app,
    app.plain,
    browser,
    (server) => `${server}policy.html`,
    policy.replace(" 'wasm-unsafe-eval'", ''),
  );
