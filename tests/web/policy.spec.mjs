/** Where the core runs, and under which policy. */
import { test as base } from '@playwright/test';
import { serveAttempts, tried, wentThrough } from './attempts.mjs';
import { expect, notInFirefox, test, visit } from './fixture.mjs';

test('the core runs in module workers, the desk first', async ({ page }) => {
  await page.addInitScript(() => {
    self.Worker = class extends Worker {
      constructor(address, options) {
        super(address, options);
        self.workerTypes = [...(self.workerTypes ?? []), options.type];
      }
    };
  });
  await visit(page);
  expect(new Set(await page.evaluate(() => self.workerTypes))).toEqual(new Set(['module']));
  const [worker, ...others] = page.workers();
  expect(worker.url()).toMatch(/\/assets\/core\.worker-[\w-]+\.js$/);
  for (const other of others)
    expect(other.url()).toMatch(/\/assets\/(?:customers|office)\.worker-[\w-]+\.js$/);
  // The page itself never fetches the core.
  const fetched = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => name),
  );
  expect(fetched.filter((name) => name.endsWith('.wasm'))).toEqual([]);
});

test.describe('what the policy forbids', () => {
  test.use({ tolerated: /Content Security Policy|policy violation|Trusted(HTML|Script)/ });

  const attempts = async () => {
    const outcome = async (attempt) => {
      // In a task of the page: what the test itself evaluates is above the policy.
      await new Promise((resolve) => setTimeout(resolve));
      try {
        await attempt();
        return 'went through';
      } catch {
        return 'refused';
      }
    };
    return [
      await outcome(() => Function('return 1')()),
      await outcome(() => fetch('https://leadloom.invalid/')),
      await outcome(() => import('data:text/javascript,export default 1')),
    ];
  };

  test.skip(...notInFirefox('Its driver tells of what is refused as of errors.'));

  test('is refused in the page', async ({ page }) => {
    await visit(page);
    expect(await page.evaluate(attempts)).toEqual(['refused', 'refused', 'refused']);
    const markup = await page.evaluate(() => {
      try {
        document.body.innerHTML = '<b>x</b>';
        return 'went through';
      } catch (error) {
        return error.constructor.name;
      }
    });
    expect(markup).toBe('TypeError');
  });

  test('is refused in the worker too', async ({ page }) => {
    await visit(page);
    const [worker] = page.workers();
    expect(await worker.evaluate(attempts)).toEqual(['refused', 'refused', 'refused']);
  });
});

// Without what watches the page: this one goes wrong by intent.
base('under the policy nothing goes through of what does without it', async ({ page }) => {
  const { strict, lax, close } = await serveAttempts();
  const cameAt = async (address) => {
    await page.goto(address);
    return page.evaluate(() => self.came);
  };
  const free = await cameAt(lax);
  expect(wentThrough(free)).toEqual(tried(free));
  const came = await cameAt(strict);
  const { trustedTypes, worker } = came;
  const description = `${trustedTypes}, in workers ${worker.trustedTypes}`;
  base.info().annotations.push({ type: 'Trusted Types', description });
  expect(wentThrough(came)).toEqual({ page: [], worker: [], sinks: [] });
  close();
});
