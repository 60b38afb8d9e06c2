/** `leadloom validate --watch`: runs again when files or folders that it read have changed. */
import { type FSWatcher, statSync, watch } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import type { CommandLineHost, Validator } from './api.js';

/** Editors write a file in several steps; what comes within this time is one change. */
const settle = 100;

/** Clears the screen and what was scrolled off it. */
const clear = '\u001b[2J\u001b[3J\u001b[H';

/** Path to stamp, as they were when a run looked at them. */
type Stamps = Map<string, string>;

const stamp = (path: string): string => {
  const about = statSync(path, { throwIfNoEntry: false });
  return about ? `${about.mtimeMs} ${about.size} ${about.ino}` : '';
};

/** What a run looked at. */
interface Seen {
  files: Stamps;
  folders: Set<string>;
}

/** The host, remembering what it is asked for. */
function observed(host: CommandLineHost, seen: Seen): CommandLineHost {
  return {
    ...host,
    read(path) {
      const file = resolve(path);
      if (path !== '-') seen.files.set(file, stamp(file));
      return host.read(path);
    },
    list(folder) {
      const names = host.list?.(folder) ?? [];
      if (typeof names !== 'string') seen.folders.add(resolve(folder));
      return names;
    },
    write(path, bytes) {
      const reason = host.write?.(path, bytes);
      // What a run writes itself is no change.
      const file = resolve(path);
      if (seen.files.has(file)) seen.files.set(file, stamp(file));
      return reason;
    },
  };
}

/** Runs now and after every change, until the process is stopped. */
export function watchFiles(leadloom: Validator, host: CommandLineHost, args: string[]): void {
  const rest = args.filter((arg) => arg !== '--watch');
  let watchers = new Map<string, FSWatcher>();
  let stamps: Stamps = new Map();
  let waiting: NodeJS.Timeout | undefined;

  /** Paths of the last run that are not what they were. */
  const changes = (): string[] =>
    [...stamps].filter(([path, before]) => stamp(path) !== before).map(([path]) => path);

  const again = (): void => {
    const changed = changes();
    if (changed.length > 0) run(changed);
  };

  /** Folders are watched, not files: a file that is replaced has a new watcher to need. */
  const follow = (seen: Seen): void => {
    const files = [...seen.files.keys()].map((file) => dirname(file));
    const wanted = new Set([...seen.folders, ...files]);
    const kept = new Map<string, FSWatcher>();
    for (const folder of wanted) {
      const watcher = watchers.get(folder) ?? open(folder);
      if (watcher) kept.set(folder, watcher);
      watchers.delete(folder);
    }
    for (const watcher of watchers.values()) watcher.close();
    watchers = kept;
  };

  const open = (folder: string): FSWatcher | undefined => {
    try {
      const watcher = watch(folder, () => {
        clearTimeout(waiting);
        waiting = setTimeout(again, settle);
      });
      watcher.on('error', () => watcher.close());
      return watcher;
    } catch {
      return undefined;
    }
  };

  const run = (changed: readonly string[]): void => {
    const seen: Seen = { files: new Map(), folders: new Set() };
    if (host.terminal?.()) host.out(clear);
    if (changed.length > 0) {
      const from = process.cwd() + sep;
      const names = changed.map((path) => (path.startsWith(from) ? path.slice(from.length) : path));
      host.err(`Changed: ${names.sort().join(', ')}\n`);
    }
    process.exitCode = leadloom.commandLine(rest, observed(host, seen));
    stamps = new Map(seen.files);
    for (const folder of seen.folders) stamps.set(folder, stamp(folder));
    follow(seen);
    // Nobody was watching while this ran for the first time.
    if (changes().length > 0) waiting = setTimeout(again, settle);
    host.err('Watching for changes; stop with Ctrl+C.\n');
  };

  run([]);
}
