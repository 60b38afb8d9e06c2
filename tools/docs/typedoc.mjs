/**
 * The reference of the npm package as Markdown pages, from the very declarations that it ships: a page
 * for each path of its `exports` that has types.
 */
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Application, Comment, LogLevel } from 'typedoc';
import { at, packageJson } from '../tasks/project.mjs';

/** What each module is called by those who import it, its declarations, and its page. */
const modules = () =>
  Object.entries(packageJson().exports).flatMap(([path, { types }]) => {
    if (!types) return [];
    const declared = basename(types, '.d.ts');
    const page = declared === 'index' ? 'leadloom' : declared;
    return [{ name: `leadloom${path.slice(1)}`, types: at(types), page }];
  });

/** Types of the insides that a public one is built on: what they say is in the public one. */
const inside = ['CommandBase', 'Extra', 'ProgressNote', 'Scope', 'WithFiles'];

/**
 * Writes the pages; answers what TypeDoc complains of: links in comments that name nothing, types that
 * are used and not exported.
 * @param {string} folder
 */
export async function writePackageReference(folder) {
  const app = await Application.bootstrapWithPlugins({
    plugin: ['typedoc-plugin-markdown'],
    tsconfig: at('tools', 'docs', 'tsconfig.json'),
    entryPoints: modules().map(({ types }) => types),
    out: folder,
    readme: 'none',
    disableSources: true,
    intentionallyNotExported: inside,
    router: 'module',
    groupOrder: ['Functions', 'Variables', 'Classes', '*'],
    hidePageHeader: true,
    hideBreadcrumbs: true,
    pageTitleTemplates: {
      module: ({ name }) => modules().find(({ page }) => page === name)?.name ?? name,
    },
    parametersFormat: 'table',
    interfacePropertiesFormat: 'table',
    typeDeclarationFormat: 'table',
    tableColumnSettings: { hideInherited: true, hideModifiers: true },
  });
  /** @type {string[]} */
  const complaints = [];
  app.logger.log = (text, level) => {
    if (level >= LogLevel.Warn) complaints.push(text);
  };
  const project = await app.convert();
  if (!project) return complaints;
  // The first module would be called "index", as the page of all modules is.
  const main = project.children?.find(({ name }) => name === 'index');
  if (main) main.name = 'leadloom';
  app.validate(project);
  await app.generateOutputs(project);
  const rows = modules().map(({ name, page }) => {
    const module = project.children?.find((one) => one.name === page);
    const about = Comment.combineDisplayParts(module?.comment?.summary).split('\n\n')[0];
    return `| [\`${name}\`](${page}.md) | ${about.replaceAll('\n', ' ')} |`;
  });
  const index = ['# TypeScript reference', '', '| module | |', '|---|---|', ...rows, ''];
  writeFileSync(join(folder, 'README.md'), index.join('\n'));
  return complaints;
}
