/** A mapping in a file as text: CSV in any of its encodings, JSON, or a sheet of a workbook. */
import type { Workspace } from './api.js';
import { LeadloomError } from './errors.js';
import { isSpreadsheet } from './spreadsheet-head.js';
import type { MappingImport } from './types.js';

/** As spreadsheets save text: UTF-8, UTF-16 with its mark, or Windows-1252. */
function decoded(bytes: Uint8Array): string {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    return new TextDecoder(wide ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** What the mapping in a file would change; of a workbook, the first sheet that is a mapping. */
export async function importMappingFile(
  workspace: Workspace,
  { name, bytes }: { name: string; bytes: Uint8Array },
): Promise<MappingImport> {
  if (!isSpreadsheet(bytes)) return workspace.importMapping({ name, text: decoded(bytes) });
  const { convert } = await import('./spreadsheet.js');
  const converted = convert(
    bytes,
    (head) => workspace.importMapping({ name, text: head }).rows.length > 0,
  );
  if ('reason' in converted) {
    throw new LeadloomError('LL0907', `${name} cannot be read as a table: ${converted.reason}.`);
  }
  return workspace.importMapping({ name: `${name}#${converted.sheet}`, text: converted.csv });
}
