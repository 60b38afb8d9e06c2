/**
 * Where values stand in a JSON text. `JSON.parse` forgets, so this walks the text once more, but
 * only when there is something to report, and it reads no further than what was asked for.
 */

export type Path = readonly (string | number)[];

/** The wanted paths as a tree. */
interface Wanted {
  children: Map<string | number, Wanted>;
  found: ((offset: number) => void)[];
}

const isBlank = (char: string | undefined): boolean =>
  char === ' ' || char === '\n' || char === '\r' || char === '\t';

/** What can follow after a number, a word or a text. */
const endsValue = (char: string | undefined): boolean =>
  char === undefined || char === ',' || char === ']' || char === '}' || isBlank(char);

const newWanted = (): Wanted => ({ children: new Map(), found: [] });

class Walker {
  #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  walk(wanted: Wanted): void {
    this.#skipBlanks();
    for (const found of wanted.found) found(this.#at);
    const first = this.#text[this.#at];
    if (wanted.children.size === 0 || (first !== '{' && first !== '[')) this.#skipValue();
    else this.#walkInto(wanted, first === '{' ? '}' : ']');
  }

  #walkInto(wanted: Wanted, closing: string): void {
    this.#at += 1;
    for (let index = 0; ; index += 1) {
      this.#skipBlanks();
      if (this.#text[this.#at] === closing) break;
      if (this.#text[this.#at] === ',') {
        this.#at += 1;
        this.#skipBlanks();
      }
      const key = closing === '}' ? this.#key() : index;
      const child = wanted.children.get(key);
      if (child) this.walk(child);
      else this.#skipValue();
    }
    this.#at += 1;
  }

  #key(): string {
    const from = this.#at;
    this.#skipString();
    const key: string = JSON.parse(this.#text.slice(from, this.#at));
    this.#skipBlanks();
    this.#at += 1;
    return key;
  }

  #skipBlanks(): void {
    while (isBlank(this.#text[this.#at])) this.#at += 1;
  }

  #skipString(): void {
    this.#at += 1;
    for (; this.#text[this.#at] !== '"'; this.#at += 1) {
      if (this.#text[this.#at] === '\\') this.#at += 1;
    }
    this.#at += 1;
  }

  #skipValue(): void {
    this.#skipBlanks();
    let depth = 0;
    do {
      const char = this.#text[this.#at];
      if (char === '"') {
        this.#skipString();
      } else {
        if (char === '{' || char === '[') depth += 1;
        else if (char === '}' || char === ']') depth -= 1;
        this.#at += 1;
      }
    } while (depth > 0 || !endsValue(this.#text[this.#at]));
  }
}

/** The offsets of the values at `paths`, in their order. */
export function locate(text: string, paths: readonly Path[]): number[] {
  const root = newWanted();
  const offsets = paths.map(() => 0);
  for (const [i, path] of paths.entries()) {
    let at = root;
    for (const step of path) {
      let next = at.children.get(step);
      if (!next) {
        next = newWanted();
        at.children.set(step, next);
      }
      at = next;
    }
    at.found.push((offset) => {
      offsets[i] = offset;
    });
  }
  if (paths.length > 0) new Walker(text).walk(root);
  return offsets;
}
