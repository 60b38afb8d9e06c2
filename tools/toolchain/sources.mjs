/** The machine's own apt sources: the only place from which a mirror's address is taken. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ uris: string[], suites: string[], signedBy: string, trusted: string }} Source */

/**
 * Every source of binary packages that apt knows here.
 * @param {string} [etc]
 * @returns {Source[]}
 */
export function aptSources(etc = '/etc/apt') {
  const parts = join(etc, 'sources.list.d');
  return [join(etc, 'sources.list'), ...list(parts).map((file) => join(parts, file))].flatMap(
    (file) => {
      if (file.endsWith('.sources')) return deb822(read(file));
      return file.endsWith('.list') ? oneLine(read(file)) : [];
    },
  );
}

/**
 * A source for `suite`, from the mirror that serves one of `own`.
 * @param {Source[]} sources
 * @param {string[]} own
 * @param {string} suite
 * @param {'deb' | 'deb-src'} type
 * @returns {string | undefined} deb822 text
 */
export function sourceFor(sources, own, suite, type) {
  const found = sources.find(({ suites }) => suites.some((name) => own.includes(name)));
  if (!found) return undefined;
  const { uris, signedBy, trusted } = found;
  return [
    `Types: ${type}`,
    `URIs: ${uris.join(' ')}`,
    `Suites: ${suite}`,
    'Components: main',
    ...(signedBy ? [`Signed-By: ${signedBy}`] : []),
    ...(trusted ? [`Trusted: ${trusted}`] : []),
    '',
  ].join('\n');
}

/** `deb [option=value …] URI suite component …` @param {string} text @returns {Source[]} */
export function oneLine(text) {
  return text.split('\n').flatMap((line) => {
    const [, options = '', uri, suite] =
      /^\s*deb\s+(?:\[([^\]]*)\]\s+)?([^\s#]+)\s+([^\s#]+)/.exec(line) ?? [];
    if (!uri || !suite) return [];
    /** @param {string} key */
    const option = (key) => new RegExp(`(?:^|\\s)${key}=(\\S+)`, 'i').exec(options)?.[1] ?? '';
    const signedBy = option('signed-by').replaceAll(',', ' ');
    return [{ uris: [uri], suites: [suite], signedBy, trusted: option('trusted') }];
  });
}

/** Stanzas of `Key: value`, continued on lines with a blank. @param {string} text */
export function deb822(text) {
  const plain = text.replace(/^#.*\n?/gm, '');
  return plain.split(/\n\s*\n/).flatMap((stanza) => {
    /** @param {string} key */
    const field = (key) =>
      new RegExp(`^${key}:[ \\t]*(.*(?:\\n[ \\t]+.*)*)`, 'im').exec(stanza)?.[1]?.trim() ?? '';
    /** @param {string} key */
    const words = (key) => field(key).split(/\s+/).filter(Boolean);
    if (!words('Types').includes('deb') || /^no$/i.test(field('Enabled'))) return [];
    // A key written into the file is kept with the indentation that makes it one field.
    const signedBy = field('Signed-By').replace(/\n[ \t]*/g, '\n ');
    return [
      {
        uris: words('URIs'),
        suites: words('Suites'),
        signedBy,
        trusted: field('Trusted'),
      },
    ];
  });
}

/** @param {string} folder */
function list(folder) {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
