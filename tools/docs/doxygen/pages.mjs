/** The reference of the core: a page for each floor, with its headers and what they declare. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import hljs from 'highlight.js';
import { all, textIn, textOf, treeOf } from './tree.mjs';

/** @typedef {import('./tree.mjs').Element} Element */

/** Floors from bottom to top: a floor includes only floors below it. */
export const floors = {
  text: 'Folding, phone, e-mail, address, edit distance, encodings',
  time: 'Instants of RFC 3339 and time zones',
  diagnostic: 'The rules, findings and their places',
  document: 'JSON and tables with places, the canonical writer, limits',
  model: 'Catalogue, tenant, set-up, mapping, conditions',
  decide: 'From an alert to job type and business unit, the proof, the commands',
  leads: 'Feeds, episodes, the desk and its cards',
  customers: 'Whose record a lead belongs to',
  speak: 'Reports, requests to ServiceTitan, views as JSON',
  doors: 'What a host calls',
};

const escaped = (/** @type {string} */ text) =>
  text.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);

const code = (/** @type {string} */ text) =>
  `<pre class="declaration"><code>${hljs.highlight(text, { language: 'cpp' }).value}</code></pre>`;

/** What Doxygen's elements of a description become. */
const tags = {
  para: 'p',
  computeroutput: 'code',
  bold: 'strong',
  emphasis: 'em',
  itemizedlist: 'ul',
  orderedlist: 'ol',
  listitem: 'li',
  title: 'strong',
  simplesect: 'div',
  table: 'table',
  row: 'tr',
  entry: 'td',
};

/** What a paragraph of HTML cannot hold. */
const blocks = new Set(['simplesect', 'itemizedlist', 'orderedlist', 'table', 'verbatim']);

/** A description as HTML. @param {Element | string | undefined} node */
function html(node) {
  if (node === undefined) return '';
  if (typeof node === 'string') return escaped(node);
  if (node.name === 'zwj') return '';
  if (node.name === 'verbatim') return code(textOf(node));
  const inner = node.children.map(html).join('');
  const holdsBlocks = node.children.some((child) => blocks.has(child.name));
  const tag = node.name === 'para' && holdsBlocks ? 'div' : tags[node.name];
  return tag ? `<${tag}>${inner}</${tag}>` : inner;
}

/** Brief and further description of an entity. */
const described = (/** @type {Element} */ entity) =>
  ['briefdescription', 'detaileddescription']
    .map((part) => html(all(entity, part)[0]).trim())
    .join('');

/** A member as it is declared: `bool serves(const JobType &job_type, Id business_unit)`. */
function declaration(/** @type {Element} */ member) {
  const generic = all(member, 'templateparamlist').map(
    (list) =>
      `template <${all(list, 'param')
        .map((one) => [textIn(one, 'type'), textIn(one, 'declname')].filter(Boolean).join(' '))
        .join(', ')}>\n`,
  );
  const enumerators = all(member, 'enumvalue').map((value) => textIn(value, 'name'));
  const body = enumerators.length > 0 ? ` { ${enumerators.join(', ')} }` : '';
  const [kind, type] = [member.attributes.kind, textIn(member, 'type')];
  const head = { enum: 'enum class', typedef: 'using' }[kind] ?? type;
  const tail = kind === 'typedef' ? ` = ${type}` : textIn(member, 'argsstring') + body;
  const initial = kind === 'variable' ? ` ${textIn(member, 'initializer')}` : '';
  const fixed = member.attributes.static === 'yes' && !head.includes('constexpr') ? 'static ' : '';
  return `${generic}${fixed}${head} ${textIn(member, 'name')}${tail}${initial}`
    .replace(/ ([*&]+) (?=\w)/g, '$1 ')
    .replace(/< /g, '<')
    .replace(/(?<=\S) >/g, '>')
    .trim();
}

const isPublic = (/** @type {Element} */ { attributes }) => attributes.prot !== 'private';

/** The members of a class or of a header, in the order they are declared. */
const membersOf = (/** @type {Element} */ compound) =>
  all(compound, 'sectiondef')
    .flatMap((section) => all(section, 'memberdef'))
    .filter((member) => isPublic(member) && member.attributes.kind !== 'friend')
    .sort((a, b) => lineOf(a) - lineOf(b));

const lineOf = (/** @type {Element} */ entity) =>
  Number(all(entity, 'location')[0].attributes.line);

const field = (/** @type {Element} */ member) =>
  `<tr id="${member.attributes.id}"><td><code>${escaped(declaration(member))}</code></td><td>${described(member)}</td></tr>`;

const method = (/** @type {Element} */ member) =>
  `<div id="${member.attributes.id}">${code(declaration(member))}${described(member)}</div>`;

/** A function, type or constant of a header. */
const member = (/** @type {Element} */ one) =>
  `<h3 id="${one.attributes.id}"><code>${escaped(textIn(one, 'name'))}</code></h3>${code(declaration(one))}${described(one)}`;

/** A class: what it is, its fields in a table, its functions one by one. */
function compound(/** @type {Element} */ one) {
  const name = textIn(one, 'compoundname').replace(/^leadloom::/, '');
  const members = membersOf(one);
  const fields = members.filter(({ attributes }) => attributes.kind === 'variable');
  const table = fields.map((each) => field(each)).join('');
  return [
    `<h3 id="${one.attributes.id}"><code>${one.attributes.kind} ${escaped(name)}</code></h3>`,
    described(one),
    table && `<div class="wide" tabindex="0" role="group"><table>${table}</table></div>`,
    ...members.filter((each) => !fields.includes(each)).map((each) => method(each)),
  ].join('\n');
}

/** Where an entity is declared, like `decide/resolve.hpp`, and on which floor. */
const fileOf = (/** @type {Element} */ one) =>
  all(one, 'location')[0].attributes.file.replace(/^leadloom\//, '');
const floorOf = (/** @type {Element} */ one) => dirname(fileOf(one));

/** All that Doxygen has read: headers, public classes, and what stands in a namespace, by its header. */
function read(/** @type {string} */ xml) {
  const compounds = readdirSync(xml)
    .filter((name) => /^(?:class|struct|namespace|.*_8hpp)/.test(name))
    .map((name) => all(treeOf(readFileSync(join(xml, name), 'utf8')), 'compounddef')[0]);
  const ofKind = (/** @type {string[]} */ ...kinds) =>
    compounds.filter(({ attributes }) => kinds.includes(attributes.kind));
  const hidden = new Set(
    ofKind('class', 'struct')
      .flatMap((outer) => all(outer, 'innerclass'))
      .filter((inner) => !isPublic(inner))
      .map(({ attributes }) => attributes.refid),
  );
  return {
    headers: ofKind('file').sort((a, b) => fileOf(a).localeCompare(fileOf(b))),
    classes: ofKind('class', 'struct').filter(({ attributes }) => !hidden.has(attributes.id)),
    members: ofKind('namespace').flatMap(membersOf),
  };
}

/**
 * Reads Doxygen's XML and writes the pages.
 * @param {string} xml its folder
 * @param {string} folder where the pages go
 */
export function writeCorePages(xml, folder) {
  const { headers, classes, members } = read(xml);
  const section = (/** @type {Element} */ header) => {
    const entities = [
      ...classes.map((one) => ({ one, shown: compound })),
      ...members.map((one) => ({ one, shown: member })),
    ]
      .filter(({ one }) => fileOf(one) === fileOf(header))
      .sort((a, b) => lineOf(a.one) - lineOf(b.one));
    return [
      `<h2 id="${header.attributes.id}">${fileOf(header)}</h2>`,
      described(header),
      ...entities.map(({ one, shown }) => shown(one)),
    ].join('\n');
  };

  mkdirSync(folder, { recursive: true });
  const write = (name, title, body) =>
    writeFileSync(
      join(folder, `${name}.html`),
      `---\ntitle: "${title}"\n---\n<h1>${title}</h1>\n${body}\n`,
    );
  for (const [floor, about] of Object.entries(floors)) {
    const own = headers.filter((header) => floorOf(header) === floor);
    write(floor, `C++: ${floor}`, `<p>${about}.</p>\n${own.map(section).join('\n')}`);
  }
  const rows = Object.entries(floors)
    .reverse()
    .map(
      ([floor, about]) => `<tr><td><a href="${floor}.html">${floor}</a></td><td>${about}</td></tr>`,
    );
  write(
    'index',
    'C++ reference',
    `<p>The core in ten floors, the top one first: what a host calls is in <a href="doors.html">doors</a>. A floor includes only floors below it.</p>
<div class="wide" tabindex="0" role="group"><table>${rows.join('')}</table></div>`,
  );
}
