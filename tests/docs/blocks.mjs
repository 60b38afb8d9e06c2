/** The fenced blocks of Markdown pages, with what stands above them about how they are tried. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { at, root } from '../package/support.mjs';

/**
 * @typedef {object} Block
 * @property {string} page its path in the project
 * @property {number} line
 * @property {string} language
 * @property {string} text
 * @property {string} [says] what the comment above it says, like `run: app`
 * @property {string} [output] the block of text that follows a block that is run
 */

/** All pages in Markdown that people read, in the order of their paths. */
export const pages = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path && existsSync(at(path)));

export const read = (/** @type {string} */ page) => readFileSync(at(page), 'utf8');

/** @param {string} page @returns {Block[]} */
export function blocksOf(page) {
  const text = read(page);
  const fence =
    /(?:^<!-- (.+) -->\n+)?^ *```(\w*)\n([\s\S]*?)^ *```$(\n\n```text\n([\s\S]*?)^```$)?/gm;
  return [...text.matchAll(fence)].flatMap((found) => {
    const [, says, language, body, after, output] = found;
    const line = text.slice(0, found.index).split('\n').length;
    const block = { page, line, language, text: body };
    if (says?.startsWith('run: ')) return [{ ...block, says, output }];
    const shown = after ? [{ page, line, language: 'text', text: output }] : [];
    return [{ ...block, says }, ...shown];
  });
}
