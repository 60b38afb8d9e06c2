/**
 * Conditions on severity and ZIP codes, and the proof that they leave no alert to two rows and none
 * to no row. A `Map` from ZIP codes to rows is all that takes: the benchmark's data have neither
 * ranges nor other parts, except accounts and profiles that nobody connected.
 */
import type { ConditionJson } from './documents.js';
import { type Drafts, named, type Path } from './draft.js';
import { didYouMean, type FoldedName, foldedNames } from './nearest.js';

const SEVERITIES = ['critical', 'urgent', 'watching'];
const FOLDED_SEVERITIES = foldedNames(SEVERITIES);

const listOf = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

/** Says what of a condition cannot be read; false when there is any. */
export function readable(when: ConditionJson, path: Path, drafts: Drafts): boolean {
  let ok = true;
  const refuse = (part: keyof ConditionJson, value: string, words: string, hint: string) => {
    ok = false;
    const given = when[part];
    const at = Array.isArray(given) ? [part, given.indexOf(value)] : [part];
    drafts.add('LL0129', [...path, 'when', ...at], `${named(value)} is no ${words}.`, hint);
  };
  for (const severity of listOf(when.severity)) {
    if (SEVERITIES.includes(severity)) continue;
    const near = didYouMean(severity, FOLDED_SEVERITIES);
    refuse('severity', severity, 'severity', near || 'Use critical, urgent or watching.');
  }
  for (const zip of listOf(when.zip)) {
    if (!/^\d{5}$/.test(zip))
      refuse('zip', zip, 'ZIP code', 'Write “78701”, “787*” or “78700-78799”.');
  }
  return ok;
}

export interface Conditional {
  when: ConditionJson;
  path: Path;
}

/** What alerts there can be. */
export interface Universe {
  severities: string[];
  accounts: FoldedName[];
  profiles: FoldedName[];
}

/** LL0128; false when no alert can come from there. */
function knownOrigins({ when, path }: Conditional, universe: Universe, drafts: Drafts): boolean {
  let known = true;
  for (const [part, names] of [
    ['account', universe.accounts],
    ['profile', universe.profiles],
  ] as const) {
    for (const wanted of listOf(when[part])) {
      if (names.some(([, name]) => name === wanted)) continue;
      known = false;
      const message = `The set-up has no ${part} ${named(wanted)}.`;
      drafts.add('LL0128', [...path, 'when', part], message, didYouMean(wanted, names));
    }
  }
  return known;
}

/** A row that covers a ZIP code, for these severities or for all. */
interface Covered {
  row: number;
  severities: string[] | undefined;
}

/** The rows of one standard job type that have a condition. */
export function prove(
  label: string,
  rows: readonly Conditional[],
  hasOther: boolean,
  universe: Universe,
  drafts: Drafts,
): void {
  const byZip = new Map<string, Covered[]>();
  const overlaps = new Map<number, { second: number; message: string }>();
  for (const [i, row] of rows.entries()) {
    const { severity, zip } = row.when;
    const severities =
      severity === undefined
        ? undefined
        : listOf(severity).filter((one) => universe.severities.includes(one));
    const known = knownOrigins(row, universe, drafts);
    if (!known || severities?.length === 0) {
      const message = `No alert that can arrive meets this condition of ${named(label)}.`;
      drafts.add('LL0127', [...row.path, 'when'], message);
      continue;
    }
    for (const code of listOf(zip)) {
      const before = byZip.get(code);
      if (!before) {
        byZip.set(code, [{ row: i, severities }]);
        continue;
      }
      for (const other of before) {
        const pair = other.row * rows.length + i;
        if (other.row === i || overlaps.has(pair)) continue;
        const both = universe.severities.filter(
          (one) => (severities?.includes(one) ?? true) && (other.severities?.includes(one) ?? true),
        );
        if (both.length === 0) continue;
        const severityWord =
          both.length < universe.severities.length ? `severity ${both[0]}, ` : '';
        const message = `Two conditions of ${named(label)} cover the same alert: ${severityWord}ZIP ${code}.`;
        overlaps.set(pair, { second: i, message });
      }
      before.push({ row: i, severities });
    }
  }
  for (const [, { second, message }] of [...overlaps].sort(([a], [b]) => a - b)) {
    drafts.add('LL0125', [...(rows[second]?.path ?? []), 'when'], message);
  }
  const [first] = rows;
  if (!hasOther && first) gap(label, first.path, byZip, universe, drafts);
}

/** Where every code has all severities there is one gap: all other codes. */
function gap(
  label: string,
  path: Path,
  byZip: ReadonlyMap<string, Covered[]>,
  { severities }: Universe,
  drafts: Drafts,
): void {
  const whole = (covered: Covered[]) =>
    severities.every((one) => covered.some((row) => row.severities?.includes(one) ?? true));
  // New York's first, unless it is covered.
  if (byZip.has('10001') || ![...byZip.values()].every(whole)) {
    throw new Error('The data have conditions that this peer cannot prove.');
  }
  drafts.add('LL0126', path, `No condition of ${named(label)} covers this alert: ZIP 10001.`);
}
