/** Holds what a suite answered against what it must be. */
import assert from 'node:assert/strict';

/**
 * Every check passed, and the core answered what it answered elsewhere.
 * @param {any} outcome @param {string} [digest]
 */
export function passed(outcome, digest = outcome.digest) {
  assert.equal(outcome.error, undefined);
  const failed = outcome.results.filter(({ ok }) => !ok);
  assert.deepEqual(
    failed.map(({ name, why }) => `${name}: ${why}`),
    [],
  );
  assert.ok(outcome.results.length >= 17, `${outcome.results.length} checks`);
  assert.equal(outcome.digest, digest, 'the answers differ from those of Node');
}

/** The same of a page: in it, in its worker, and through a client. @param {any} report @param {string} digest */
export function passedInPage(report, digest) {
  passed(report.page, digest);
  passed(report.worker, digest);
  assert.equal(report.client.error, undefined);
  assert.ok(report.client.leads > 0);
}
