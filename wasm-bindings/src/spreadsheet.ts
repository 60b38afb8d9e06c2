/**
 * Workbooks of Excel (ECMA-376, .xlsx) as tables of text. Loaded only when such a file comes.
 * @packageDocumentation
 */
import { strFromU8, unzipSync } from 'fflate';
import { Parser } from 'saxen';

/** The sheet that was chosen, as RFC 4180 writes tables, and others that fit; or why there is none. */
export type Converted = { sheet: string; csv: string; others: string[] } | { reason: string };

/** Bytes that a workbook may unpack to, and characters that a sheet may have as CSV. */
const most = 256 * 1024 * 1024;

/** Rows above the headings that a sheet may have: a title, who made it, when. */
const rowsAbove = 10;

/** Why a workbook cannot be read, in words that follow “cannot be read: ”. */
class Unreadable extends Error {}

/**
 * The first visible sheet that `fits` (it is given the headings and a few rows as CSV), or else the
 * first that has text. Each row is a line, so that line numbers are those of the sheet.
 */
export function convert(bytes: Uint8Array, fits: (head: string) => boolean): Converted {
  try {
    return chosen(sheets(bytes), fits);
  } catch (error) {
    if (error instanceof Unreadable) return { reason: error.message };
    return { reason: 'it is damaged' };
  }
}

interface Sheet {
  name: string;
  lines: string[];
}

function chosen(all: Iterable<Sheet>, fits: (head: string) => boolean): Converted {
  let first: Sheet | undefined;
  const fitting: Sheet[] = [];
  for (const sheet of all) {
    const filled = sheet.lines.flatMap((line, i) => (line ? i : [])).slice(0, rowsAbove);
    if (filled.length === 0) continue;
    first ??= sheet;
    const head = filled.find((at) => fits(`${sheet.lines.slice(at, at + 5).join('\r\n')}\r\n`));
    if (head === undefined) continue;
    const lines = sheet.lines.map((line, i) => (i < head ? '' : line));
    fitting.push({ name: sheet.name, lines: fitting.length === 0 ? lines : [] });
  }
  const [sheet = first, ...others] = fitting;
  if (!sheet) return { reason: 'none of its sheets has text' };
  const csv = `${sheet.lines.join('\r\n')}\r\n`;
  return { sheet: sheet.name, csv, others: others.map(({ name }) => name) };
}

function* sheets(bytes: Uint8Array): Iterable<Sheet> {
  const part = unpacked(bytes);
  const book = part('xl/workbook.xml');
  if (book === undefined) throw new Unreadable('it is no workbook of Excel');
  const targets = new Map<string, string>();
  each(part('xl/_rels/workbook.xml.rels') ?? '<Relationships/>', {
    Relationship: ({ Id = '', Target = '' }) => targets.set(Id, Target),
  });
  const found: { name: string; path: string }[] = [];
  let since1904 = false;
  each(book, {
    workbookPr: ({ date1904 }) => {
      since1904 = date1904 === '1' || date1904 === 'true';
    },
    sheet: ({ name = '', state, ...rest }) => {
      const id = Object.entries(rest).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      const target = targets.get(id);
      if (target === undefined || (state !== undefined && state !== 'visible')) return;
      found.push({ name, path: target.startsWith('/') ? target.slice(1) : `xl/${target}` });
    },
  });
  // A workbook need have neither.
  const strings = stringsOf(part('xl/sharedStrings.xml') ?? '<sst/>');
  const shown = stylesOf(part('xl/styles.xml') ?? '<styleSheet/>', since1904);
  for (const { name, path } of found) {
    const xml = part(path);
    if (xml !== undefined) yield { name, lines: linesOf(xml, strings, shown) };
  }
}

/** Parts of the archive by path, unpacked when they are asked for. */
function unpacked(bytes: Uint8Array): (path: string) => string | undefined {
  if (bytes[0] === 0xd0) {
    // “EncryptedPackage”, as [MS-OFFCRYPTO] 2.3.4.4 names the stream of a locked workbook.
    const locked = 'EncryptedPackage'.split('').join('\0');
    const text = strFromU8(bytes.subarray(0, 1 << 20), true);
    throw new Unreadable(
      text.includes(locked)
        ? 'it is protected by a password'
        : 'it is a workbook of Excel 97 to 2003',
    );
  }
  return (path) => {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (name.toLowerCase() !== path.toLowerCase()) return false;
        if (originalSize > most) throw new Unreadable('it is too large');
        return true;
      },
    });
    const [file] = Object.values(files);
    return file && new TextDecoder().decode(file);
  };
}

type Attributes = Record<string, string>;

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

/** Reads XML from front to back. Names of elements are given without prefix. */
function read(
  xml: string,
  does: {
    open(name: string, attributes: () => Attributes): void;
    close?(name: string): void;
    text?(text: string): void;
  },
): void {
  new Parser()
    .on('openTag', (name, attributes, decode) =>
      does.open(localName(name), () =>
        Object.fromEntries(
          Object.entries(attributes()).map(([key, value]) => [key, decode(value)]),
        ),
      ),
    )
    .on('closeTag', (name) => does.close?.(localName(name)))
    .on('text', (text, decode) => does.text?.(decode(text)))
    .on('cdata', (text) => does.text?.(text))
    .on('error', (error) => {
      throw error;
    })
    .parse(xml);
}

/** Hands elements of some names to who wants them. */
function each(xml: string, wanted: Record<string, (attributes: Attributes) => void>): void {
  read(xml, { open: (name, attributes) => wanted[name]?.(attributes()) });
}

/** Characters that XML cannot hold are written `_x000D_` (ECMA-376, 22.9.2.19). */
const unescaped = (text: string) =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));

function stringsOf(xml: string): string[] {
  const strings: string[] = [];
  let text = '';
  let within = false;
  // How Japanese is read stands beside the text and is not shown.
  let phonetic = false;
  read(xml, {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') phonetic = true;
      within = name === 't' && !phonetic;
    },
    close: (name) => {
      if (name === 'si') strings.push(unescaped(text));
      if (name === 'rPh') phonetic = false;
      if (name === 't') within = false;
    },
    text: (piece) => {
      if (within) text += piece;
    },
  });
  return strings;
}

/** A number as its style shows it. */
type Shown = (value: string, style: string | undefined) => string;

const day = 86_400_000;

/** Formats that Excel knows by number (ECMA-376, 18.8.30): those of dates and times. */
const builtIn: Record<string, string> = {
  ...Object.fromEntries([14, 15, 16, 17].map((id) => [id, 'yyyy-mm-dd'])),
  ...Object.fromEntries([18, 19, 20, 21, 45, 46, 47].map((id) => [id, 'h:mm'])),
  22: 'yyyy-mm-dd h:mm',
};

function stylesOf(xml: string, since1904: boolean): Shown {
  const codes = new Map(Object.entries(builtIn));
  const styles: string[] = [];
  let cells = false;
  read(xml, {
    open: (name, attributes) => {
      if (name === 'cellXfs') cells = true;
      if (name !== 'numFmt' && !(cells && name === 'xf')) return;
      const { numFmtId = '0', formatCode = '' } = attributes();
      if (name === 'numFmt') codes.set(numFmtId, formatCode);
      else styles.push(numFmtId);
    },
    close: (name) => {
      if (name === 'cellXfs') cells = false;
    },
  });
  return (value, style) => {
    const code = (codes.get(styles[Number(style ?? 0)] ?? '') ?? '')
      .split(';')[0]
      ?.replace(/"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|_./gi, '');
    if (!code) return plain(value);
    if (/^0+$/.test(code) && /^\d+$/.test(value)) return value.padStart(code.length, '0');
    const [date, time] = [/[yd]/i.test(code), /[hs]/i.test(code)];
    if ((!date && !time) || /general/i.test(code)) return plain(value);
    const serial = Number(value) + (since1904 ? 1462 : 0);
    // There was no 29 February 1900, but Excel counts it.
    const at = new Date(Math.round((serial - 25_569 + (serial < 60 ? 1 : 0)) * day));
    if (Number.isNaN(at.valueOf())) return plain(value);
    const iso = at.toISOString();
    const clock = iso.slice(11, iso.slice(17, 19) === '00' ? 16 : 19);
    if (!date) return clock;
    return time ? `${iso.slice(0, 10)}T${iso.slice(11, 19)}` : iso.slice(0, 10);
  };
}

/** All digits of a number, and no exponent: ids are numbers here. */
function plain(value: string): string {
  if (/^-?\d+$/.test(value)) return value;
  const number = Number(value);
  if (value === '' || !Number.isFinite(number)) return value;
  if (Number.isInteger(number)) return BigInt(number).toString();
  const text = String(number);
  return text.includes('e') ? number.toFixed(20).replace(/0+$/, '') : text;
}

/** `AB12` is column 27, counted from 0. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference.match(/^[A-Z]{1,3}/)?.[0] ?? '') {
    column = column * 26 + letter.charCodeAt(0) - 64;
  }
  return column - 1;
}

/** A cell in a line: line ends become spaces, so that a row stays a line. */
function quoted(text: string): string {
  const line = text.replace(/\r\n?|\n/g, ' ');
  return /[",;\t]|^\s|\s$/.test(line) ? `"${line.replaceAll('"', '""')}"` : line;
}

const words: Record<string, string> = { 0: 'false', 1: 'true' };

function linesOf(xml: string, strings: readonly string[], shown: Shown): string[] {
  const lines: string[] = [];
  let cells: string[] = [];
  let row = 0;
  let cell: Attributes = {};
  let value = '';
  let within = false;
  let size = 0;
  const texts: Record<string, () => string> = {
    s: () => strings[Number(value)] ?? '',
    b: () => words[value] ?? value,
    str: () => unescaped(value),
    inlineStr: () => unescaped(value),
    e: () => value,
    d: () => value,
  };
  read(xml, {
    open: (name, attributes) => {
      if (name === 'row') {
        const number = Number(attributes().r ?? row + 1);
        row = number > row && number <= 1_048_576 ? number : row + 1;
        cells = [];
      } else if (name === 'c') {
        cell = attributes();
        value = '';
      }
      within = name === 'v' || name === 't';
    },
    close: (name) => {
      within = false;
      if (name === 'c') {
        const at = columnOf(cell.r ?? '');
        const text = texts[cell.t ?? '']?.() ?? (value && shown(value, cell.s));
        if (text) cells[at < 0 || at >= 16_384 ? cells.length : at] = quoted(text);
      } else if (name === 'row') {
        const line = Array.from(cells, (text) => text ?? '').join(',');
        size += line.length + 2;
        if (size > most) throw new Unreadable('it is too large');
        while (lines.length < row - 1) lines.push('');
        lines.push(line);
      }
    },
    text: (piece) => {
      if (within) value += piece;
    },
  });
  return lines;
}
