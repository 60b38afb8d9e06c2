import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Every rule of axe-core; evaluated, not added as a script, so that the policy stays as it is. */
export async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => self.axe.run(document, { resultTypes: ['violations'] }));
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)[0]}`);
}
