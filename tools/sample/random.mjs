/**
 * A seeded source of random choices.
 *
 * Everything the generator draws comes from here, and nothing else does: no clock, no
 * `Math.random`. Each topic takes a stream of its own, so that one more draw for the feed does not
 * move the customers.
 */

/** The one seed of the sample. Changing it changes every file. */
const SEED = 0x1eadf00d;

/** FNV-1a, to turn a topic's name into a number. */
function hash(text) {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  }
  return h >>> 0;
}

/** A stream of choices (Mulberry32) for one topic. */
export function randomFor(topic) {
  let state = (SEED ^ hash(topic)) >>> 0;

  function next() {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  }

  /** A whole number from `low` to `high`, both included. */
  const between = (low, high) => low + (next() % (high - low + 1));
  /** True in `percent` of 100 draws. */
  const chance = (percent) => next() % 100 < percent;
  const pick = (list) => list[next() % list.length];

  /** One of `[[value, weight], …]`. */
  function weighted(pairs) {
    let left = next() % pairs.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of pairs) {
      if (left < weight) return value;
      left -= weight;
    }
    throw new Error('weights must be positive');
  }

  /** A shuffled copy. */
  function shuffled(list) {
    const copy = [...list];
    for (let i = copy.length - 1; i > 0; i -= 1) {
      const j = next() % (i + 1);
      [copy[i], copy[j]] = [copy[j], copy[i]];
    }
    return copy;
  }

  /** Each value as often as its count says, in random order. */
  const deck = (counts) =>
    shuffled(counts.flatMap(([value, count]) => Array.from({ length: count }, () => value)));

  return { between, chance, pick, weighted, shuffled, deck };
}
