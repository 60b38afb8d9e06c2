/** `npm run lint`: formatters and linters of all languages; with --fix they write. */
import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { toolchain } from '../toolchain/index.mjs';
import { run, step } from '../toolchain/step.mjs';
import { build } from './cmake.mjs';
import { at, npmPackages, program, root } from './project.mjs';

/** Our own C++ files, as git knows them. */
function cppFiles(...endings) {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', ...endings], {
    cwd: root,
    encoding: 'utf8',
  });
  return listed.split('\n').filter(Boolean);
}

export default async function task(args) {
  const fix = args.includes('--fix');
  await npmPackages();
  const { clang } = await toolchain(['native']);
  await step('Checking TypeScript, JavaScript, CSS and JSON', () =>
    run(program('biome'), ['check', '--error-on-warnings', ...(fix ? ['--write'] : [])], {
      cwd: root,
      hint: 'Run "npm run lint -- --fix", then mend by hand what is left.',
    }),
  );
  await step('Checking the format of C++', () =>
    run(
      clang.format,
      [...(fix ? ['-i'] : ['--dry-run', '--Werror']), ...cppFiles('*.cpp', '*.hpp')],
      { cwd: root, hint: 'Run "npm run lint -- --fix".' },
    ),
  );
  // clang-tidy reads the compile commands of the native build. One run a core.
  const env = await build('native', ['leadloom']);
  const files = cppFiles('cpp/*.cpp');
  const cores = availableParallelism();
  const shares = Array.from({ length: cores }, (_, core) =>
    files.filter((_, index) => index % cores === core),
  );
  await step('Checking C++ with clang-tidy', () =>
    Promise.all(
      shares.map((share) =>
        run(clang.tidy, ['-p', at('build', 'native'), '--quiet', ...share], {
          cwd: root,
          env,
          hint: 'Mend what clang-tidy says; the names in brackets are its rules.',
        }),
      ),
    ),
  );
}
