/**
 * `npm run docs`: the documentation as a site in web/dist/docs, with both references. What their
 * generators complain of is an error here.
 */
import { toolchain } from '../toolchain/index.mjs';
import { StepFailed } from '../toolchain/step.mjs';
import { buildDocs, buildPackage, buildPage } from './build.mjs';

/** Builds the documentation with all that it can have. */
export async function buildAllDocs() {
  const { servers } = await toolchain(['docs']);
  const complaints = await buildDocs();
  if (complaints.length === 0) return servers;
  throw new StepFailed(`The references have faults:\n${complaints.join('\n')}`, {
    hint: 'Mend the comments that are named.',
  });
}

export default async function task() {
  await buildPackage();
  await buildPage();
  await buildAllDocs();
}
