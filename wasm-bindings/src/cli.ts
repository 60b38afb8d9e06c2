#!/usr/bin/env node
/** The npm command: files and streams for the core's own command line. */
import { readFileSync, writeSync } from 'node:fs';
import { LeadloomError, load } from './node.js';

/** The same words as the native command's, so that both print the same bytes. */
const reasons: Record<string, string> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
};

function read(path: string): Uint8Array | string {
  try {
    return readFileSync(path === '-' ? 0 : path);
  } catch (error) {
    return reasons[(error as NodeJS.ErrnoException).code ?? ''] ?? 'it cannot be opened';
  }
}

/** Writes all of it, also into a pipe that is full for a moment. */
function write(stream: number, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(stream, rest));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
    }
  }
}

try {
  const leadloom = await load();
  process.exitCode = leadloom.commandLine(process.argv.slice(2), {
    read,
    out: (text) => write(1, text),
    err: (text) => write(2, text),
  });
} catch (error) {
  if (!(error instanceof LeadloomError)) throw error;
  write(2, `error[${error.rule}]: ${error.reason}\n  help: ${error.hint}\n`);
  process.exitCode = 2;
}
