/**
 * Whether bytes begin as a workbook of Excel: a ZIP archive (PKWARE APPNOTE 4.3.7), or the compound
 * file of old and of locked ones.
 */
export function isSpreadsheet(head: Uint8Array): boolean {
  const starts = (...bytes: number[]) => bytes.every((byte, i) => head[i] === byte);
  return starts(0x50, 0x4b, 3, 4) || starts(0xd0, 0xcf, 0x11, 0xe0);
}
