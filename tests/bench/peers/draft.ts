/** Findings before they have a line and a column. */

/** Which of the three files. In the order of their names, which is that of reports. */
export type File = 'businessUnits' | 'jobTypes' | 'setup';

export type Path = readonly (string | number)[];

export interface Draft {
  rule: string;
  message: string;
  hint: string;
  file: File;
  path: Path;
  /** The place is the member's key and not its value. */
  atKey?: boolean;
}

/** The next step of each rule, where a finding has no better one. */
const HINTS: Record<string, string> = {
  LL0007: 'Correct the name or delete the field.',
  LL0008: 'Write the value in the type that is asked for.',
  LL0009: 'Add the field.',
  LL0010: 'Copy the id from ServiceTitan once more.',
  LL0101: 'Map it to a job type and a business unit, or switch it off.',
  LL0102: 'Keep one job type and one business unit if leads should be filled in.',
  LL0103: 'Choose a business unit of the job type, or add it to the job type in ServiceTitan.',
  LL0104: 'Choose an active job type.',
  LL0105: 'Choose an active business unit.',
  LL0108: 'Choose a business unit of the trade, if this was not meant.',
  LL0109: 'Choose one that the tenant has.',
  LL0110: 'Check that it is still the one that is meant, then take over the name.',
  LL0111: 'Write the name as the tenant does, or give the id.',
  LL0112: 'Choose a job type of priority High or Urgent.',
  LL0113: "Choose one of the trade's standard job types.",
  LL0114: 'Keep one of the rows.',
  LL0115: 'Leave it for other integrations, or delete it.',
  LL0116: 'Map its standard job types, or deselect the trade.',
  LL0117: "Choose one of the catalogue's trades.",
  LL0119: 'Choose at least one of each.',
  LL0120: 'Write the name as the tenant does, or give the id.',
  LL0125: 'Narrow one of them so that each alert has one answer.',
  LL0126: 'Add a row without a condition for all other alerts.',
  LL0127: 'Correct the condition or delete the row.',
  LL0128: 'Correct the id, or connect the account.',
  LL0132: 'Keep one of the two.',
  LL0133: 'Select the trade, or delete the mapping.',
  LL0134: 'Keep one of the two.',
  LL0135: 'Give the id.',
  LL0136: 'Choose a job type and a business unit that serves it.',
  LL0137: 'Add a business unit of the profile, or a condition.',
  LL0138: 'Take over the active one.',
  LL0153: 'Export the business units anew, inactive ones included.',
  LL0154: 'Add an active business unit to the job type in ServiceTitan.',
  LL0155: 'Refer to them by id.',
};

/** Collects drafts. */
export class Drafts {
  readonly list: Draft[] = [];

  add(rule: string, path: Path, message: string, hint = '', more: Partial<Draft> = {}): void {
    this.list.push({
      rule,
      message,
      hint: hint || (HINTS[rule] ?? ''),
      file: 'setup',
      path,
      ...more,
    });
  }
}

export const named = (name: string): string => `“${name}”`;

export const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;

/** “a, b and c” */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
