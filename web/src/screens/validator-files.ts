import type { Edit, Place } from 'leadloom';
import { dropped } from '../parts/dropped';

/** A file as it stands now, and as it came. Bytes stay where the browser keeps them until read. */
export interface SourceFile {
  /** With its folders, if it came with them. */
  name: string;
  bytes: Blob;
  original: Blob;
  /** UTF-16: its places count bytes that a page cannot cut itself. */
  wide: boolean;
}

/** What a folder is looked through for. */
const endings = /\.(json|ndjson|jsonl|csv|tsv|txt|xlsx)$/i;

async function isWide(bytes: Blob): Promise<boolean> {
  const head = new Uint8Array(await bytes.slice(0, 4).arrayBuffer());
  return head.includes(0) || (head[0] ?? 0) + (head[1] ?? 0) === 0xfe + 0xff;
}

export async function sourceFile(name: string, bytes: Blob): Promise<SourceFile> {
  return { name, bytes, original: bytes, wide: await isWide(bytes).catch(() => false) };
}

/** Files that were chosen; of a folder only those that can be documents. */
export function chosenFiles(files: Iterable<File>): Promise<SourceFile[]> {
  return Promise.all(
    [...files]
      .filter(({ name, webkitRelativePath }) => !webkitRelativePath || endings.test(name))
      .map((file) => sourceFile(file.webkitRelativePath || file.name, file)),
  );
}

/** Files and folders that were dropped. Must be called while the event lasts. */
export async function droppedFiles(transfer: DataTransfer): Promise<SourceFile[]> {
  const found = await dropped(transfer, endings);
  return Promise.all(found.map(({ path, file }) => sourceFile(path, file)));
}

/** The bytes with the edits made, without a copy of what stays. */
export function edited(bytes: Blob, edits: readonly Edit[]): Blob {
  const parts: BlobPart[] = [];
  let at = 0;
  for (const { place, text } of edits.toSorted((a, b) => a.place.byte - b.place.byte)) {
    parts.push(bytes.slice(at, place.byte), text);
    at = place.byte + place.bytes;
  }
  return new Blob([...parts, bytes.slice(at)]);
}

/** A line of a file, and what of it is marked. */
export interface Line {
  number: number;
  text: string;
  mark?: readonly [from: number, to: number];
}

/** Bytes to either side that lines are looked for in, and characters of a line that are shown. */
const window = 1 << 16;
const widest = 400;

/** The lines around a place, of which a file of any size is read only a window. */
export async function linesAround(bytes: Blob, place: Place, count: number): Promise<Line[]> {
  const from = Math.max(0, place.byte - window);
  const until = place.byte + place.bytes;
  const [before, marked, after] = await Promise.all(
    [
      bytes.slice(from, place.byte),
      bytes.slice(place.byte, until),
      bytes.slice(until, until + window),
    ].map(async (piece) => decode(new Uint8Array(await piece.arrayBuffer()))),
  );
  const above = (before ?? '').split('\n');
  // What the window cuts is no whole line.
  if (from > 0 && above.length > 1) above.shift();
  const start = above.pop() ?? '';
  const inside = (marked ?? '').split('\n');
  const below = (after ?? '').split('\n');
  const lines: Line[] = above
    .slice(-count)
    .map((text, i, all) => ({ number: place.line - all.length + i, text: cut(text) }));
  const end = below.shift() ?? '';
  inside.forEach((text, i) => {
    const head = i === 0 ? start.slice(-widest / 2) : '';
    const tail = i === inside.length - 1 ? end.slice(0, widest / 2) : '';
    const shown = text.slice(0, widest);
    lines.push({
      number: place.line + i,
      text: `${head}${shown}${tail}`,
      mark: [head.length, head.length + shown.length],
    });
  });
  const next = place.line + inside.length;
  if (until + window < bytes.size) below.pop();
  for (const [i, text] of below.slice(0, count).entries()) {
    if (i < below.length - 1 || text !== '') lines.push({ number: next + i, text: cut(text) });
  }
  return lines.map((line) => ({ ...line, text: line.text.replace(/\r$/, '') }));
}

const cut = (text: string) => (text.length > widest ? `${text.slice(0, widest)}…` : text);

function decode(bytes: Uint8Array): string {
  let start = 0;
  // A window may begin inside a character.
  while (start < 4 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start++;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start), {
      stream: true,
    });
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
