/** Where values stand in a JSON text: `jsonc-parser`, as editors do it. */
import { type Node, parseTree } from 'jsonc-parser';
import type { Draft, Path } from './draft.js';

export interface LineAndColumn {
  line: number;
  column: number;
}

/** A text and its tree, both made when they are asked for first. */
export class Places {
  readonly #text: string;
  #tree: Node | undefined;
  #lineStarts: number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** UTF-16 units from the start of the text. */
  offset({ path, atKey = false }: Draft): number {
    this.#tree ??= parseTree(this.#text);
    return find(this.#tree, path, atKey)?.offset ?? 0;
  }

  /** Both from 1. */
  lineAndColumn(offset: number): LineAndColumn {
    this.#lineStarts ??= lineStarts(this.#text);
    const starts = this.#lineStarts;
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }
}

function find(root: Node | undefined, path: Path, atKey: boolean): Node | undefined {
  let node = root;
  for (const [depth, step] of path.entries()) {
    if (typeof step === 'number') {
      node = node?.children?.[step];
      continue;
    }
    const member = node?.children?.find(({ children }) => children?.[0]?.value === step);
    node = member?.children?.[atKey && depth === path.length - 1 ? 0 : 1];
  }
  return node;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
