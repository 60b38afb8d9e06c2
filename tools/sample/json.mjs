/**
 * JSON text with ids of full length.
 *
 * Ids are int64 and can exceed 2^53, so they are BigInt here and are written digit by digit.
 */

/** Compact JSON on one line. */
export function line(value) {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return `[${value.map(line).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value).filter(([, v]) => v !== undefined);
    return `{${members.map(([k, v]) => `${JSON.stringify(k)}:${line(v)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** An envelope whose `data` has one record a line, so that a diff shows records. */
export function page(envelope, data) {
  const head = line(envelope).slice(0, -1);
  return `${head},"data":[\n${data.map(line).join(',\n')}\n]}\n`;
}

const isScalar = (value) => value === null || typeof value !== 'object';

/** JSON with 2-space indentation; objects of scalars only (ids with names) take one line. */
export function pretty(value, indent = '') {
  if (isScalar(value)) return line(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    if (value.every(isScalar)) return `[${value.map(line).join(', ')}]`;
    return `[\n${value.map((v) => inner + pretty(v, inner)).join(',\n')}\n${indent}]`;
  }
  const members = Object.entries(value).filter(([, v]) => v !== undefined);
  if (indent !== '' && members.every(([, v]) => isScalar(v))) {
    const flat = members.map(([k, v]) => `${JSON.stringify(k)}: ${line(v)}`).join(', ');
    if (indent.length + flat.length <= 96) return `{ ${flat} }`;
  }
  const rows = members.map(([k, v]) => `${inner}${JSON.stringify(k)}: ${pretty(v, inner)}`);
  return `{\n${rows.join(',\n')}\n${indent}}`;
}
