/**
 * Writes the sample data in `catalog/sample/`. Same input, same bytes.
 *
 *     node tools/sample/generate.mjs              write the files
 *     node tools/sample/generate.mjs --out DIR    write them elsewhere
 *     node tools/sample/generate.mjs --check      write nothing; exit 1 if the files differ
 */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { NOW, utc } from './clock.mjs';
import { customers } from './customers.mjs';
import { feed } from './feed.mjs';
import { page, pretty } from './json.mjs';
import { setup } from './setup.mjs';
import { tenant } from './tenant.mjs';

const CATALOG = fileURLToPath(new URL('../../catalog/', import.meta.url));

/** All rows on one page, as the API sends them. */
const apiPage = (rows) =>
  page(
    { page: 1, pageSize: Math.max(50, rows.length), hasMore: false, totalCount: rows.length },
    rows,
  );

/** File name and text of each file. */
function files() {
  const manifest = JSON.parse(readFileSync(join(CATALOG, 'partners', 'smartac.json'), 'utf8'));
  const business = tenant();
  const people = customers();
  return [
    ['business-units.json', apiPage(business.businessUnits)],
    ['job-types.json', apiPage(business.jobTypes)],
    ['campaigns.json', apiPage(business.campaigns)],
    ['customers.json', apiPage(people.rows)],
    [
      'customer-contacts.json',
      page({ hasMore: false, continueFrom: utc(NOW) }, people.contactRows),
    ],
    ['customer-locations.json', apiPage(people.locationRows)],
    ['prairie-star.setup.json', `${pretty(setup(business, manifest))}\n`],
    ['alerts.ndjson', feed(people.list)],
  ];
}

/** The file's bytes, or nothing if there is no such file. */
function stored(path) {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

const { values } = parseArgs({
  options: { out: { type: 'string' }, check: { type: 'boolean', default: false } },
});
const out = values.out ?? join(CATALOG, 'sample');

if (values.check) {
  const stale = files().filter(
    ([name, text]) => !stored(join(out, name))?.equals(Buffer.from(text)),
  );
  for (const [name] of stale) console.error(`${name} differs from what the generator writes`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  mkdirSync(out, { recursive: true });
  for (const [name, text] of files()) writeFileSync(join(out, name), text);
}
