import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from '@playwright/test';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The rules of axe-core whose answer depends on the colour scheme. */
const ofColours = ['color-contrast', 'link-in-text-block'];

/**
 * What every rule of axe-core finds, or only those named; evaluated, not added as a script, so that the
 * policy stays as it is.
 */
export async function violations(page, rules) {
  if (!(await page.evaluate(() => 'axe' in self))) await page.evaluate(axe);
  const found = await page.evaluate(
    (runOnly) =>
      self.axe.run(document, { resultTypes: ['violations'], ...(runOnly && { runOnly }) }),
    rules,
  );
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)[0]}`);
}

/** Every rule in light, and in dark, which changes colours alone, what depends on them. */
export async function clean(page, name) {
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await violations(page), `${name}, light`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await violations(page, ofColours), `${name}, dark`).toEqual([]);
}
