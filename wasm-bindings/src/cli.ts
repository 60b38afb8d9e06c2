#!/usr/bin/env node
/** The npm command: files, folders and streams for the core's own command line. */
import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import type { CommandLineHost, ConvertedSheet, Validator } from './api.js';
import { fromDisk } from './disk.js';
import { LeadloomError } from './errors.js';
import { fitsIn, instantiateValidator } from './validation.js';

type Spreadsheets = typeof import('./spreadsheet.js');

/** The same words as the native command's, so that both print the same bytes. */
const reasons: Record<string, string> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'it is no folder',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
};

const reason = (error: unknown): string =>
  reasons[(error as NodeJS.ErrnoException).code ?? ''] ?? 'it cannot be opened';

/** What `work` answers, or the reason why it cannot be done. */
function or<T>(work: () => T): T | string {
  try {
    return work();
  } catch (error) {
    return reason(error);
  }
}

/** Writes all of it, also into a pipe that is full for a moment. */
function writeAll(file: number, bytes: Uint8Array): void {
  let rest = bytes;
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(file, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}

function print(stream: number, text: string): void {
  try {
    writeAll(stream, Buffer.from(text));
  } catch (error) {
    // Nobody reads on.
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  }
}

/** Names in a folder; a link to a folder could lead in circles, devices and pipes are no documents. */
function list(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return `${entry.name}/`;
    const file =
      entry.isFile() || (entry.isSymbolicLink() && leadsToFile(`${folder}/${entry.name}`));
    return file ? entry.name : [];
  });
}

/** A link may lead nowhere, or in circles. */
function leadsToFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Writes a file whole or not at all: under another name first, which then becomes the file's. */
function write(path: string, bytes: Uint8Array): undefined {
  let target = path;
  try {
    // What a link points to is replaced, not the link.
    target = realpathSync(path);
  } catch {
    // Not there yet.
  }
  const before = statSync(target, { throwIfNoEntry: false });
  if (before && !before.isFile()) return put(openSync(target, 'w'), bytes);
  const temporary = `${target}.${process.pid}.tmp`;
  const file = openSync(temporary, 'wx');
  try {
    if (before) chmodSync(temporary, before.mode & 0o7777);
    put(file, bytes, true);
    renameSync(temporary, target);
  } catch (error) {
    unlinkSync(temporary);
    throw error;
  }
}

function put(file: number, bytes: Uint8Array, sync = false): undefined {
  try {
    writeAll(file, bytes);
    if (sync) fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** A workbook as a table. The core waits for it, so its reader is brought by `require`. */
function convert(validator: Validator, bytes: Uint8Array): ConvertedSheet {
  const reader = createRequire(import.meta.url)('./spreadsheet.cjs') as Spreadsheets;
  return reader.convert(bytes.slice(), fitsIn(validator));
}

const host: CommandLineHost = {
  read: (path) => or(() => readFileSync(path === '-' ? 0 : path)),
  list: (folder) => or(() => list(folder)),
  write: (path, bytes) => or(() => write(path, bytes)),
  terminal: () => process.stdout.isTTY === true,
  variable: (name) => process.env[name],
  out: (text) => print(1, text),
  err: (text) => print(2, text),
};

try {
  const wasm = fromDisk(new URL('./leadloom.wasm', import.meta.url));
  const leadloom = await instantiateValidator(wasm);
  host.convert = (_, bytes) => convert(leadloom, bytes);
  const args = process.argv.slice(2);
  if (args.includes('--watch') && args[0] === 'validate') {
    const { watchFiles } = await import('./watch.js');
    watchFiles(leadloom, host, args);
  } else {
    process.exitCode = leadloom.commandLine(args, host);
  }
} catch (error) {
  if (!(error instanceof LeadloomError)) throw error;
  print(2, `error[${error.rule}]: ${error.reason}\n  help: ${error.hint}\n`);
  process.exitCode = 2;
}
