/** The benchmark: runs the cases and prints what they say. Started by tools/tasks/bench.mjs. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Case, Context } from './cases/case.js';
import { cold } from './cases/cold.js';
import { customersCase } from './cases/customers.js';
import { desk } from './cases/desk.js';
import { ingest } from './cases/ingest.js';
import { ingestLinear } from './cases/ingest-linear.js';
import { validateLinear } from './cases/linear.js';
import { coldNative, coldNpm } from './cases/process.js';
import { startup } from './cases/startup.js';
import { validate, validateNoPositions } from './cases/validate.js';
import { window } from './cases/window.js';
import type { Row } from './measure/row.js';
import { line, table } from './measure/table.js';

const cases: Record<string, Case> = {
  startup,
  validate,
  'validate-no-positions': validateNoPositions,
  'validate-linear': validateLinear,
  'cold-native': coldNative,
  'cold-npm': coldNpm,
  ingest,
  'ingest-linear': ingestLinear,
  window,
  desk,
  customers: customersCase,
};

const { values } = parseArgs({
  options: {
    dist: { type: 'string', default: '' },
    catalog: { type: 'string', default: '' },
    schemas: { type: 'string', default: '' },
    native: { type: 'string', default: '' },
    bundles: { type: 'string', default: '' },
    scratch: { type: 'string', default: '' },
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    json: { type: 'string' },
    cold: { type: 'string' },
    list: { type: 'boolean', default: false },
  },
});

async function run(context: Context): Promise<void> {
  const rows: Row[] = [];
  for (const [name, work] of Object.entries(cases)) {
    if (values.only !== undefined && values.only !== name) continue;
    process.stderr.write(`  ${name} …\n`);
    for await (const row of await work(context)) {
      rows.push(row);
      process.stderr.write(`  ${line(row).join('  ')}\n`);
    }
  }
  process.stdout.write(table(rows));
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
}

if (values.list) {
  process.stdout.write(`${JSON.stringify(Object.keys(cases))}\n`);
} else {
  const context: Context = {
    dist: new URL(values.dist),
    catalog: new URL(values.catalog),
    schemas: new URL(values.schemas),
    native: new URL(values.native),
    bundles: new URL(values.bundles),
    scratch: new URL(values.scratch),
    quick: values.quick,
  };
  if (values.cold === undefined) await run(context);
  else process.stdout.write(JSON.stringify(await cold(context, values.cold)));
}
