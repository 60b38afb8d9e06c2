/**
 * A long feed made of the sample's: block after block of its three hundred lines, each block with
 * alerts, devices, streets and times of its own. So the messes keep their proportion, second
 * deliveries stay second deliveries, and no alert of one block is the same as one of another.
 */
import { closeSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { Random } from './random.js';

/** Writes `alerts` records as NDJSON. */
export function writeFeed(path: string, catalog: URL, alerts: number): void {
  const sample = readFileSync(new URL('sample/alerts.ndjson', catalog), 'utf8');
  const lines = sample.split('\n').slice(0, -1);
  const random = new Random(0x10ad);
  const file = openSync(path, 'w');
  let left = alerts;
  for (let block = 0; left > 0; block += 1) {
    const taken: string[] = [];
    for (const line of lines) {
      if (left === 0) break;
      taken.push(line);
      if (line.trim() !== '') left -= 1;
    }
    writeSync(file, `${varied(taken.join('\n'), block, random)}\n`);
  }
  closeSync(file);
}

const CHUNK = 64 << 20;
const LINE_FEED = 10;

/** Whole lines of a file that is larger than one document may be, 64 MiB at a time. */
export function* chunksOf(path: string): Generator<Uint8Array> {
  const file = openSync(path, 'r');
  const bytes = new Uint8Array(CHUNK);
  let kept = 0;
  for (;;) {
    const read = readSync(file, bytes, kept, CHUNK - kept, null);
    if (read === 0) break;
    const size = kept + read;
    const end = bytes.lastIndexOf(LINE_FEED, size - 1) + 1;
    yield bytes.subarray(0, end);
    bytes.copyWithin(0, end, size);
    kept = size - end;
  }
  closeSync(file);
  if (kept > 0) yield bytes.subarray(0, kept);
}

/** The same alerts for another day and another street. */
function varied(text: string, block: number, random: Random): string {
  // Equal texts must stay equal, or second deliveries would become alerts of their own.
  const house = random.between(1, 900);
  const shift = block * 1_327_000;
  return text
    .replace(/SA-(\d{6})/g, (_, digits: string) => `SA-${Number(digits) + block * 1000}`)
    .replace(/dev-4f/g, `dev-${(0x4f + block).toString(16)}`)
    .replace(/"street":"(\d+)/g, (_, digits: string) => `"street":"${Number(digits) + house}`)
    .replace(/("submittedOn"|"time"):"([0-9T:-]{19})/g, (_, field: string, time: string) => {
      const shifted = new Date(Date.parse(`${time}Z`) - shift);
      return `${field}:"${shifted.toISOString().slice(0, 19)}`;
    });
}
