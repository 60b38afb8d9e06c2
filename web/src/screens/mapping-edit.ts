import { effect } from '@preact/signals';
import type { MappedRow, MappingRow, MappingView, Ref, SetupChange } from 'leadloom';
import { openings } from '../core';
import { asked, change, inTurn, keyOf } from '../office';
import { including, unitChoices, without } from '../parts/chosen';
import type { Choice } from '../parts/combobox';
import { toast } from '../parts/toast';

/** What a row maps to; both are lists of the tenant's records. */
export type List = 'jobTypes' | 'businessUnits';

export const nouns: Record<List, string> = {
  jobTypes: 'job type',
  businessUnits: 'business unit',
};

/** What a list can be added to, with what tells two of one name apart. */
export const choicesOf = (view: MappingView, list: List): Choice[] =>
  list === 'businessUnits'
    ? unitChoices(view.businessUnits)
    : view.jobTypes.map(({ id, name, active, priority }) => ({
        id,
        name,
        note: active ? priority : 'Inactive',
      }));

const idsOf = (refs: readonly Ref[]) => refs.map(({ id, name }) => id || name);

const asMapped = ({ trade, standardJobType, jobTypes, businessUnits }: MappingRow): MappedRow => ({
  trade,
  standardJobType,
  jobTypes: idsOf(jobTypes),
  businessUnits: idsOf(businessUnits),
});

const labelled = (rows: readonly MappingRow[]) =>
  rows.length === 1 ? `Mapping of ${rows[0]?.label}` : `Mapping of ${rows.length} rows`;

/** What takes back the changes of the mapping that were made here, the last at the end. */
let undos: SetupChange[] = [];

// Another workspace has another mapping.
effect(() => {
  openings.value;
  undos = [];
});

/** Changes the mapping, says so, and keeps what takes it back. */
export async function map(action: SetupChange, said: string): Promise<boolean> {
  const done = await change(action);
  if (!done) return false;
  if (done.undo) undos.push(done.undo as SetupChange);
  toast(said, done.undo && takeBack);
  return true;
}

/** Takes back the last change, unless somebody has changed the same since: the history knows. */
export function takeBack(): void {
  inTurn(async () => {
    const undo = undos.pop();
    if (!undo) return toast('Nothing to take back here.');
    const same = JSON.stringify(undo);
    const entry = (await asked((of) => of.history())).find(
      (one) => one.undo && JSON.stringify(one.undo) === same,
    );
    if (!entry) return toast('It was changed again since, so it stays.');
    if (await change(undo)) toast(`${entry.about}: taken back.`);
  });
}

/** Changes rows as they are by then, all together: one step to take back. */
export function edit(
  of: readonly MappingRow[],
  to: (row: MappedRow, index: number) => Partial<MappedRow>,
): void {
  inTurn(async () => {
    const { rows } = await asked((office) => office.mapping({ findings: false, choices: false }));
    const now = new Map(rows.map((row) => [keyOf(row), row]));
    const changed = of.flatMap((each, index) => {
      const row = now.get(keyOf(each));
      if (!row) return [];
      const before = asMapped(row);
      const after = { ...before, ...to(before, index) };
      return JSON.stringify(before) === JSON.stringify(after) ? [] : [after];
    });
    const [first] = changed;
    if (!first) return;
    await map(
      changed.length === 1
        ? { type: 'map_job_type', ...first }
        : { type: 'map_job_types', rows: changed },
      `${labelled(of)} changed.`,
    );
  });
}

export const addTo = (rows: readonly MappingRow[], list: List, id: string) =>
  edit(rows, (now) => ({ [list]: including(now[list], id) }));

export const removeFrom = (rows: readonly MappingRow[], list: List, id: string) =>
  edit(rows, (now) => ({ [list]: without(now[list], id) }));

/** The first row's list for all of them. */
export function fillDown(rows: readonly MappingRow[], list: List) {
  const [first, ...others] = rows;
  if (first && others.length > 0) edit(others, () => ({ [list]: idsOf(first[list]) }));
}

export const clear = (rows: readonly MappingRow[], list: List) =>
  edit(rows, () => ({ [list]: [] }));

/** Takes suggestions over: of each row the first. */
export function accept(rows: readonly MappingRow[]) {
  const suggested = rows.filter(({ suggestions }) => suggestions.length > 0);
  edit(suggested, (_, index) => ({ ...suggested[index]?.suggestions[0]?.row }));
}

/** Cells as a spreadsheet takes them: a row a line, several names with a semicolon between. */
export const copied = (rows: readonly MappingRow[], lists: readonly List[]) =>
  rows
    .map((row) => lists.map((list) => row[list].map(({ name }) => name).join('; ')).join('\t'))
    .join('\n');

/** The names of a cell, from semicolon to semicolon; a name that is known may have some of its own. */
function namesIn(cell: string, known: ReadonlySet<string>): string[] {
  const parts = cell.split(';');
  const names: string[] = [];
  for (let at = 0; at < parts.length; ) {
    let end = parts.length;
    const name = () => parts.slice(at, end).join(';').trim();
    while (end > at + 1 && !known.has(name())) end--;
    names.push(name());
    at = end;
  }
  return names.filter(Boolean);
}

/** Cells as a spreadsheet gives them, line by line from the first of `rows` on. */
export function paste(
  view: MappingView,
  rows: readonly MappingRow[],
  lists: readonly List[],
  text: string,
) {
  const known = Object.fromEntries(
    lists.map((list) => [list, new Set(view[list].map(({ name }) => name))]),
  ) as Record<List, Set<string>>;
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  edit(rows.slice(0, lines.length), (_, index) => {
    const cells = (lines[index] ?? '').split('\t');
    const given = lists.flatMap((list, at) => {
      const cell = cells[at];
      return cell === undefined ? [] : [[list, namesIn(cell, known[list])] as const];
    });
    return Object.fromEntries(given);
  });
}

/** A row for some of the alerts only, as the mapping shows it. */
export type Rule = MappingRow['rules'][number];

/** What a condition leads to, each list by id or name; nothing where it ends. */
export interface Then {
  when: object;
  jobTypes: string[];
  businessUnits: string[];
}

const ended = ({ when }: Pick<Rule, 'when'>): Then => ({ when, jobTypes: [], businessUnits: [] });

/** A row for some of the alerts of a standard job type (N2), in the place of `before` where there is one. */
export function mapWhen(of: MappingRow, then: Then | undefined, before?: Rule): Promise<boolean> {
  const { trade, standardJobType } = of;
  const kept = before && then && JSON.stringify(before.when) === JSON.stringify(then.when);
  const all = [...(before && !kept ? [ended(before)] : []), ...(then ? [then] : [])];
  const rows = all.map((each) => ({ trade, standardJobType, ...each }));
  const [row] = rows;
  if (!row) return Promise.resolve(true);
  return map(
    rows.length === 1 ? { type: 'map_job_type', ...row } : { type: 'map_job_types', rows },
    `Mapping of ${of.label} changed.`,
  );
}
