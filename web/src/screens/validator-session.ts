import { computed, signal } from '@preact/signals';
import type { Finding, Report, ReportFormat } from 'leadloom';
import {
  connectValidator,
  type Progress,
  RemoteError,
  type RemoteValidation,
} from 'leadloom/validator-client';
import { save } from '../parts/save';
import { toast } from '../parts/toast';
import { startWorker } from '../policy';
import workerAddress from '../validator.worker?worker&url';
import { edited, type SourceFile } from './validator-files';

/** The validator in a worker of its own, which a cancel ends. */
export const validator = connectValidator(() => startWorker(workerAddress, 'leadloom validator'));

export const files = signal<readonly SourceFile[]>([]);
export const validation = signal<RemoteValidation | undefined>(undefined);
/** Set while files are read and checked. */
export const progress = signal<Progress | undefined>(undefined);
/** Why there is no report: the validator did not arrive, stopped, or a file is gone. */
export const trouble = signal<{ text: string; hint: string } | undefined>(undefined);

/** Files as they were before each change, the newest last. */
const history = signal<readonly (readonly SourceFile[])[]>([]);
export const canUndo = computed(() => history.value.length > 0);

export const changedFiles = computed(() =>
  files.value.filter(({ bytes, original }) => bytes !== original),
);

/** The file that a finding stands in, if the page has it as it is: a sheet of a workbook it has not. */
export const fileOf = (name: string | undefined) => files.value.find((file) => file.name === name);

/** Whether the page can make a fix itself. */
export function canFix(finding: Finding): boolean {
  const file = fileOf(finding.place?.file);
  return !!finding.fix && !!file && !file.wide && !single.value.has(file.name);
}

/** Files that were read as Windows-1252, which only the validator writes. */
const single = computed(
  () =>
    new Set(
      validation.value?.report.findings
        .filter(({ rule }) => rule === 'LL0019')
        .map(({ place }) => place?.file),
    ),
);

export const safeFixes = computed(
  () =>
    validation.value?.report.findings.filter(({ fix, place }) => fix?.safe && fileOf(place?.file))
      .length ?? 0,
);

let cancelling: AbortController | undefined;

/** Checks files in place of those that are there. What was there stays when it is cancelled. */
async function check(wanted: readonly SourceFile[]): Promise<boolean> {
  cancelling?.abort();
  const own = new AbortController();
  cancelling = own;
  trouble.value = undefined;
  progress.value = { read: 0, total: wanted.reduce((sum, { bytes }) => sum + bytes.size, 0) };
  try {
    const answer = await validator.validate(wanted, {
      signal: own.signal,
      now: new Date().toISOString(),
      onProgress: (at) => {
        if (cancelling === own) progress.value = at;
      },
    });
    files.value = wanted;
    validation.value = answer;
    return true;
  } catch (error) {
    if (own.signal.aborted) return false;
    const { message, hint } = error as RemoteError;
    trouble.value = { text: message, hint: error instanceof RemoteError ? hint : '' };
    return false;
  } finally {
    if (cancelling === own) {
      cancelling = undefined;
      progress.value = undefined;
    }
  }
}

export async function open(found: readonly SourceFile[]): Promise<boolean> {
  if (found.length === 0) {
    toast('Nothing to check: there is no JSON, NDJSON, CSV or Excel file among them.');
    return false;
  }
  const done = await check(found);
  if (done) history.value = [];
  return done;
}

export function cancel(): void {
  cancelling?.abort();
  // The report that is there was the ended worker's.
  const shown = files.value;
  if (validation.value && shown.length > 0) check(shown);
}

export function closeFiles(): void {
  cancelling?.abort();
  files.value = [];
  history.value = [];
  validation.value = undefined;
  trouble.value = undefined;
}

const busy = () => progress.value !== undefined;

async function change(wanted: readonly SourceFile[], says: string): Promise<void> {
  const before = files.value;
  if (!(await check(wanted))) return;
  history.value = [...history.value, before];
  toast(says, undo);
}

export async function undo(): Promise<void> {
  const before = history.value.at(-1);
  if (!before || busy()) return;
  if (!(await check(before))) return;
  history.value = history.value.slice(0, -1);
  toast('Undone.');
}

const withBytes = (name: string, bytes: Blob) =>
  files.value.map((file) => (file.name === name ? { ...file, bytes } : file));

export async function fixOne({ fix, place }: Finding): Promise<void> {
  const file = fileOf(place?.file);
  if (!fix || !file || busy()) return;
  await change(withBytes(file.name, edited(file.bytes, fix.edits)), `Done: ${fix.title}`);
}

export async function fixAll(): Promise<void> {
  const { value } = validation;
  if (!value || busy()) return;
  const count = safeFixes.value;
  const mended = await Promise.all(
    files.value.map(async (file) => {
      const bytes = await value.fixed(file.name);
      return bytes ? { ...file, bytes: new Blob([bytes]) } : file;
    }),
  );
  await change(mended, count === 1 ? 'One fix was made.' : `${count} fixes were made.`);
}

const baseName = (name: string) => name.slice(name.lastIndexOf('/') + 1);

/** One file as it is, several as an archive with their folders. */
export async function download(): Promise<void> {
  const [only, ...others] = changedFiles.value;
  if (!only) return;
  if (others.length === 0) return save(baseName(only.name), only.bytes);
  const { zipSync } = await import('fflate');
  const entries = [only, ...others].map(async ({ name, bytes }) => {
    const content = new Uint8Array(await bytes.arrayBuffer());
    return [name.replace(/^\/+/, ''), content] as const;
  });
  const zip = zipSync(Object.fromEntries(await Promise.all(entries)));
  save('corrected.zip', new Blob([zip], { type: 'application/zip' }));
}

const asFormat = (format: ReportFormat) => validation.value?.format(format) ?? '';

export async function downloadSarif(): Promise<void> {
  const text = await asFormat('sarif');
  save('leadloom.sarif', new Blob([text], { type: 'application/sarif+json' }));
}

export async function copyMarkdown(): Promise<void> {
  const text = await asFormat('markdown');
  await navigator.clipboard.writeText(text).then(
    () => toast('Copied: the findings as Markdown'),
    () => toast('The browser did not let the page copy. Download the SARIF instead.'),
  );
}

/** `3 errors, 1 warning in 4 documents` */
export function inWords({ counts, documents }: Report): string {
  const words = [
    [counts.errors, 'error'],
    [counts.warnings, 'warning'],
    [counts.notes, 'note'],
  ] as const;
  const said = words.filter(([count]) => count > 0).map(([count, word]) => counted(count, word));
  // The workspace's report lists no documents.
  const where = documents.length > 0 ? ` in ${counted(documents.length, 'document')}` : '';
  return `${said.length > 0 ? said.join(', ') : 'No findings'}${where}`;
}

export const counted = (count: number, word: string) =>
  `${count.toLocaleString('en-US')} ${word}${count === 1 ? '' : 's'}`;
