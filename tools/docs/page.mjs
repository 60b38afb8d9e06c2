/** What site and tests must say alike of a page in Markdown: its title, its anchors, where its links lead. */
import { dirname, relative, resolve } from 'node:path';

/** The anchor of a heading, as code hosts make it too. @param {string} text */
export const slug = (text) =>
  text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');

/** The first heading, without marks. @param {string} markdown */
export const titleOf = (markdown) =>
  markdown.match(/^# (.+)$/m)?.[1]?.replace(/[`*\\]/g, '') ?? 'Leadloom';

/** Whether a link leads to another site. @param {string} href */
export const isExternal = (href) => /^[a-z][a-z+.-]*:/i.test(href);

/**
 * The address in the site of what a link of a page names; nothing for a file of the repository that
 * is no page.
 * @param {string} page @param {string} href @param {string} root the folder of all pages
 */
export function pageAddress(page, href, root) {
  if (isExternal(href) || href.startsWith('#')) return href;
  const [path, anchor] = href.split('#');
  const target = resolve(dirname(page), path);
  const inside = relative(root, target);
  if (inside.startsWith('..') || !/\.\w+$/.test(path)) return undefined;
  const address = path.replace(/README\.md$/, 'index.html').replace(/\.md$/, '.html');
  return anchor ? `${address}#${anchor}` : address;
}
