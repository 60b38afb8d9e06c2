import { chromium } from '@playwright/test';
import { serve } from './tools/serve.mjs';
const { address, server } = await serve('/work/main/web/dist', 0);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const [,, spec] = process.argv;
for (const one of spec.split(',')) {
  const [name, hash, width = '1440', scheme = 'light', act] = one.split('|');
  const context = await browser.newContext({ viewport: { width: Number(width), height: 900 }, colorScheme: scheme, deviceScaleFactor: 1 });
  const page = await context.newPage();
  page.on('console', (m) => m.type() !== 'log' && console.log(name, m.type(), m.text().slice(0,300)));
  page.on('pageerror', (e) => console.log(name, 'ERROR', e.message.slice(0,300)));
  await page.goto(`${address}#/${hash}`);
  await page.waitForTimeout(1500);
  if (act) { await eval(`(async (page) => { ${act} })`)(page); await page.waitForTimeout(500); }
  await page.screenshot({ path: `/tmp/shot-${name}.png` });
  await context.close();
}
await browser.close(); server.close();
