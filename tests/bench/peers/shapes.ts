/** The shape of a set-up by its schema, and what Ajv finds in the words of the rules. */
import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Drafts, Path } from './draft.js';
import { named } from './draft.js';
import { didYouMean, foldedNames } from './nearest.js';

const TYPES: Record<string, string> = {
  string: 'text',
  array: 'an array',
  object: 'an object',
  boolean: 'true or false',
};

const ROW_FIELDS = foldedNames([
  'trade',
  'standardJobType',
  'jobTypes',
  'businessUnits',
  'when',
  'leadloom-ignore',
]);

const kindOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'number') return 'a number';
  return TYPES[typeof value] ?? 'a value';
};

/** RFC 6901, as steps; the documents here have no keys with `~` or `/`. */
const pathOf = (pointer: string): Path =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));

const valueAt = (root: unknown, path: Path): unknown =>
  path.reduce<unknown>((at, step) => (at as Record<string | number, unknown>)[step], root);

export type Shape = ValidateFunction;

/** The compiled schema of set-ups. `schemas` is the project's folder. */
export function compileShape(schemas: URL): Shape {
  const ajv = new Ajv2020({
    allErrors: true,
    // The words are the rules' own.
    messages: false,
    strictTypes: false,
    allowUnionTypes: true,
    validateFormats: false,
  });
  return ajv.compile(JSON.parse(readFileSync(new URL('setup.schema.json', schemas), 'utf8')));
}

/** Whether an error is only one of the forms that a value might have had; conditions have several. */
const isOfAlternative = ({ instancePath, schemaPath }: ErrorObject): boolean =>
  schemaPath.includes('/oneOf') || instancePath.includes('/when/');

export function checkShape(shape: Shape, setup: unknown, drafts: Drafts): void {
  if (shape(setup)) return;
  for (const error of shape.errors ?? []) {
    const path = pathOf(error.instancePath);
    const value = () => valueAt(setup, path);
    if (error.keyword === 'additionalProperties') {
      const name = String(error.params.additionalProperty);
      drafts.add(
        'LL0007',
        [...path, name],
        `Nobody reads the field ${named(name)}.`,
        didYouMean(name, ROW_FIELDS),
        { atKey: true },
      );
    } else if (error.keyword === 'required' && !isOfAlternative(error)) {
      drafts.add('LL0009', path, `The field ${named(error.params.missingProperty)} is missing.`);
    } else if (error.keyword === 'type' && !isOfAlternative(error)) {
      const field = named(String(path.at(-1)));
      const wanted = TYPES[String(error.params.type)] ?? '';
      drafts.add('LL0008', path, `${field} must be ${wanted}, not ${kindOf(value())}.`);
    } else if (error.keyword === 'pattern' && path.at(-1) === 'id') {
      drafts.add('LL0010', path, `“id” is ${value()}, which is not a positive 64-bit integer.`);
    }
  }
}
