/** Doxygen's XML as a tree of `{ name, attributes, children }` and texts. */
import { Parser } from 'saxen';

/**
 * @typedef {{ name: string, attributes: Record<string, string>, children: (Element | string)[] }} Element
 */

/** The root element of a document. @param {string} xml @returns {Element} */
export function treeOf(xml) {
  /** @type {Element[]} */
  const open = [{ name: '', attributes: {}, children: [] }];
  new Parser()
    .on('openTag', (name, attributes) => {
      const element = { name, attributes: { ...attributes() }, children: [] };
      open.at(-1)?.children.push(element);
      open.push(element);
    })
    .on('closeTag', () => open.pop())
    .on('text', (text, decode) => open.at(-1)?.children.push(decode(text)))
    .on('error', (error) => {
      throw error;
    })
    .parse(xml);
  return all(open[0], 'doxygen')[0];
}

/** The children of a name, in order. @param {Element} element @param {string} name */
export const all = (element, name) =>
  /** @type {Element[]} */ (element.children.filter((child) => child.name === name));

/** Everything that is written in an element. @param {Element | string | undefined} element */
export const textOf = (element) =>
  typeof element === 'string' ? element : (element?.children.map(textOf).join('') ?? '');

/** The text of one child, or nothing. @param {Element} element @param {string} name */
export const textIn = (element, name) => textOf(all(element, name)[0]).trim();
