/** The reference of the C++ core: Doxygen reads the headers, and what it complains of is sorted. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { at, root } from '../../tasks/project.mjs';
import { run } from '../../toolchain/step.mjs';
import { writeCorePages } from './pages.mjs';

/** What needs no words: fields that their name explains, operators and types that do as they do elsewhere. */
const obvious =
  /\((?:variable|enumvalue|macro definition)\)|operator(?:==|<=>|\*|\+\+)|(?:iterator_concept|value_type|difference_type|is_transparent) /;

/** Complaints that are faults. @param {string} warnings */
export const faultsIn = (warnings) =>
  [...new Set(warnings.split('\n'))].filter(
    (line) => line !== '' && !(line.includes('is not documented') && obvious.test(line)),
  );

/** Writes the pages; answers Doxygen's complaints. @param {string} folder */
export async function writeCoreReference(folder) {
  const own = at('build', 'docs', 'doxygen');
  rmSync(own, { recursive: true, force: true });
  mkdirSync(own, { recursive: true });
  await run('doxygen', ['tools/docs/doxygen/Doxyfile'], {
    cwd: root,
    hint: 'Run "doxygen tools/docs/doxygen/Doxyfile" to see it all.',
  });
  writeCorePages(at('build', 'docs', 'doxygen', 'xml'), folder);
  return faultsIn(readFileSync(at('build', 'docs', 'doxygen', 'warnings.txt'), 'utf8'));
}
