import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const at = (/** @type {string} */ path) =>
  fileURLToPath(new URL(`../../catalog/sample/${path}`, import.meta.url));

describe('the sample', () => {
  it('is what the generator writes', () => {
    const generator = fileURLToPath(new URL('generate.mjs', import.meta.url));
    const ran = spawnSync(process.execPath, [generator, '--check'], { encoding: 'utf8' });
    assert.equal(ran.status, 0, ran.stderr);
  });

  it('has 300 records in its feed', () => {
    const lines = readFileSync(at('alerts.ndjson'), 'utf8').split('\n');
    assert.equal(lines.filter((line) => line.trim() !== '').length, 300);
  });

  it('has no telephone but those of fiction: 555-0100 to 555-0199', () => {
    let count = 0;
    for (const name of readdirSync(at(''))) {
      const text = readFileSync(at(name), 'utf8');
      const fields = /"(?:phone|phoneNumber|value|campaignPhoneNumbers)":\s*\[?\s*"([^"@]*)"/g;
      for (const [, phone] of text.matchAll(fields)) {
        count += 1;
        assert.match(phone.replaceAll(/[^\d*]/g, ''), /55501\d\d$/, `${name}: ${phone}`);
      }
    }
    assert.ok(count > 2000, `${count} numbers`);
  });
});
