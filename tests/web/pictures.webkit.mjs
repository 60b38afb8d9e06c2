/**
 * The main screens in WebKitGTK, against their pictures. The caller provides a display; its window cannot
 * be as narrow as a telephone.
 */
import { fileURLToPath } from 'node:url';
import { test } from '@playwright/test';
import { serve } from '../../tools/serve.mjs';
import { forms, moment, pictured, same } from './pictures.mjs';
import { webkit } from './webkit.mjs';

const site = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** The clock stands. The driver runs nothing before the page does, which looks at it every 20 s. */
const stopClock = `
  const moment = Date.parse(arguments[0]);
  globalThis.Date = class extends Date {
    constructor(...given) { super(...(given.length > 0 ? given : [moment])); }
    static now() { return moment; }
  };`;

const still = `
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { transition: none !important; animation: none !important; caret-color: transparent !important; }');
  document.adoptedStyleSheets.push(sheet);`;

test('every main screen', async () => {
  test.setTimeout(400_000);
  const page = await serve(site, 0);
  const own = await webkit();
  try {
    await own.go(page.address);
    for (const form of forms.filter(({ viewport }) => viewport.width > 500)) {
      await own.resize(form.viewport);
      await own.run('localStorage.setItem("leadloom.theme", arguments[0])', form.colorScheme);
      await own.go('about:blank');
      await own.go(page.address);
      await own.sees('156 leads');
      await own.run(stopClock, moment);
      await new Promise((tick) => setTimeout(tick, 21_000));
      await own.run(still);
      for (const { name, hash, shown } of pictured) {
        await own.run('location.hash = arguments[0]', hash);
        await own.until(name, 'return document.querySelector(arguments[0])', `main ${shown}`);
        await own.until(
          'customers',
          'return !document.body.innerText.includes("Customers are being read.")',
        );
        await own.run('document.activeElement?.blur()');
        // What measures itself, or asks once more, is done by then.
        await new Promise((settled) => setTimeout(settled, 1_000));
        same(await own.picture(), name, form);
      }
    }
  } finally {
    await own.close();
    page.server.closeAllConnections();
    page.server.close();
  }
});
