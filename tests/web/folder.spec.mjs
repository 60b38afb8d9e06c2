/** In a folder of a host that knows nothing of it, as GitHub Pages serves it: no header, other pages. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { ready } from './fixture.mjs';

const site = fileURLToPath(new URL('../../web/dist', import.meta.url));
const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

test('page, workers and documentation work there', async ({ page }) => {
  const refused = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://local');
    const file = join(site, pathname.replace(/^\/leads/, '').replace(/\/$/, '/index.html'));
    if (!pathname.startsWith('/leads/') || !existsSync(file) || !statSync(file).isFile()) {
      refused.push(pathname);
      response.writeHead(404).end();
      return;
    }
    const type = types[extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'cache-control': 'max-age=600' });
    createReadStream(file).pipe(response);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const trouble = [];
  page.on('console', (message) => {
    if (message.type() === 'error') trouble.push(message.text());
  });
  try {
    await page.goto(`http://127.0.0.1:${server.address().port}/leads/`);
    await ready(page);
    await page.getByRole('link', { name: 'Validator' }).click();
    await expect(page.locator('.finding').first()).toBeVisible();
    await page.getByRole('link', { name: 'Documentation' }).click();
    await page.getByRole('searchbox').fill('baseline');
    await page.locator('.found a').first().click();
    await expect(page).toHaveURL(/\/leads\/docs\//);
    await page.getByRole('link', { name: 'Open Leadloom' }).click();
    await ready(page);
    expect(refused.filter((path) => path !== '/favicon.ico')).toEqual([]);
    expect(trouble).toEqual([]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
