/** A file that was dropped, alone or inside a folder. */
export interface Dropped {
  /** With its folders, if it came with them. */
  path: string;
  file: File;
}

/** Files and folders that were dropped; of a folder only what `fits`. Must be called while the event lasts. */
export async function dropped(transfer: DataTransfer, fits: RegExp): Promise<Dropped[]> {
  const entries = [...transfer.items].map((one) => one.webkitGetAsEntry()).filter((one) => !!one);
  if (entries.length === 0) return [...transfer.files].map((file) => ({ path: file.name, file }));
  const found: Dropped[] = [];
  for (const entry of entries) await walk(entry, found, entry.name, fits);
  return found;
}

async function walk(
  entry: FileSystemEntry,
  found: Dropped[],
  path: string,
  fits: RegExp,
): Promise<void> {
  if (isFile(entry)) {
    const inFolder = path !== entry.name;
    if (inFolder && !fits.test(entry.name)) return;
    const file = await new Promise<File>((done, fail) => entry.file(done, fail));
    found.push({ path, file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A folder is answered in pieces, the last one empty.
    const some = await new Promise<FileSystemEntry[]>((done, fail) =>
      reader.readEntries(done, fail),
    );
    if (some.length === 0) return;
    for (const one of some.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (!one.name.startsWith('.')) await walk(one, found, `${path}/${one.name}`, fits);
    }
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
