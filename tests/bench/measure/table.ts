import type { Row } from './row.js';

const number = (value: number): string =>
  value.toLocaleString('en-US', {
    maximumFractionDigits: value < 1 ? 3 : value < 100 ? 1 : 0,
  });

/** A row for people, a cell each. */
export const line = ({ name, n, unit, ours, peer, ratio, peerName }: Row): string[] => [
  name,
  n.toLocaleString('en-US'),
  unit,
  number(ours),
  number(peer),
  `${ratio.toFixed(2)}×`,
  peerName,
];

/** The rows for people, columns aligned. */
export function table(rows: readonly Row[]): string {
  const lines = [['name', 'n', 'unit', 'ours', 'peer', 'ratio', 'peer is'], ...rows.map(line)];
  const widths = lines[0]?.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  const words = new Set([0, 2, 6]);
  const text = lines.map((line) =>
    line
      .map((cell, i) => {
        const width = widths?.[i] ?? 0;
        return words.has(i) ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
  return `${text.join('\n')}\nA ratio above 1 means that ours is better.\n`;
}
