import { fold } from './fold.js';

/**
 * Edits between two names: insertions, deletions, substitutions and swaps of neighbours. Gives up
 * with `limit + 1` when there must be more than `limit`.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before = new Uint16Array(a.length + 1);
  let above = Uint16Array.from({ length: a.length + 1 }, (_, i) => i);
  let here = new Uint16Array(a.length + 1);
  for (let j = 1; j <= b.length; j += 1) {
    here[0] = j;
    let least = j;
    for (let i = 1; i <= a.length; i += 1) {
      const cost = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1;
      let edits = Math.min((here[i - 1] ?? 0) + 1, (above[i] ?? 0) + 1, (above[i - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        edits = Math.min(edits, (before[i - 2] ?? 0) + 1);
      }
      here[i] = edits;
      least = Math.min(least, edits);
    }
    if (least > limit) return limit + 1;
    [before, above, here] = [above, here, before];
  }
  return above[a.length] ?? limit + 1;
}

/** A name and its folded form, so that it is not folded again for every question. */
export type FoldedName = readonly [folded: string, name: string];

export const foldedNames = (names: readonly string[]): FoldedName[] =>
  names.map((name) => [fold(name), name]);

/** “Did you mean …?” for a name that is not among `names`, or nothing. Of equals the first counts. */
export function didYouMean(wanted: string, names: readonly FoldedName[]): string {
  const from = fold(wanted);
  let best = Math.floor(from.length / 3) + 1;
  let nearest = '';
  for (const [folded, name] of names) {
    const distance = editDistance(from, folded, best);
    if (distance >= best) continue;
    best = distance;
    nearest = name;
  }
  return nearest === '' ? '' : `Did you mean “${nearest}”?`;
}
