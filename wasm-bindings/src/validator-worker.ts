/**
 * The validator in a worker: `serveValidator(self)` there, `connectValidator()` in the page.
 * @packageDocumentation
 */
import type { LoadOptions, ReportFormat } from './api.js';
import { answerInTurn, type Scope } from './calls.js';
import { LeadloomError } from './errors.js';
import type { Call } from './remote.js';
import { isSpreadsheet } from './spreadsheet-head.js';
import {
  fitsIn,
  instantiateValidator,
  type LoadedValidator,
  type OpenValidation,
} from './validation.js';
import type { FileInput, ProgressNote, ValidateCall } from './validator-remote.js';
import { pieceOf } from './whole.js';

/** Bytes that are read at once. */
const piece = 1 << 20;

/** Answers the calls of `connectValidator`. The module is loaded at the first one. */
export function serveValidator(scope: Scope<ProgressNote>, options: LoadOptions = {}): void {
  let validator: LoadedValidator | undefined;
  let validation: OpenValidation | undefined;
  /** Which validation that is: handles of earlier ones are closed. */
  let turn = 0;

  async function loadFile(
    into: OpenValidation,
    core: LoadedValidator,
    file: FileInput,
    read: (bytes: number) => void,
  ): Promise<void> {
    const { bytes: given } = file;
    const blob = given instanceof Blob ? given : new Blob([given as BlobPart]);
    const head = await pieceOf(file.name, blob, 0, piece);
    // One that is over the limit is refused by its size, as any other file.
    const room = into.reserve(blob.size);
    if (room && isSpreadsheet(head)) {
      const whole = await pieceOf(file.name, blob);
      read(whole.length);
      const { convert } = await import('./spreadsheet.js');
      const converted = convert(whole, fitsIn(core));
      if ('reason' in converted) return into.refuseSpreadsheet(file.name, converted.reason);
      const name = `${file.name}#${converted.sheet}`;
      into.leaveSheets(name, converted.others);
      return into.load({ name, bytes: converted.csv, kind: file.kind ?? 'auto' });
    }
    // Filled in where the core will read it. Nobody else calls the core meanwhile, so it stays.
    room?.set(head);
    read(head.length);
    for (let at = head.length; room && at < blob.size; at += piece) {
      const bytes = await pieceOf(file.name, blob, at, at + piece);
      room.set(bytes, at);
      read(bytes.length);
    }
    if (!room) read(blob.size - head.length);
    into.loadReserved(file.name, file.kind ?? 'auto');
  }

  async function validate(core: LoadedValidator, call: ValidateCall, id: number) {
    validation?.close();
    const own = core.open(call.options);
    validation = own;
    const sizeOf = ({ bytes }: FileInput) =>
      bytes instanceof Blob ? bytes.size : new Blob([bytes as BlobPart]).size;
    const total = call.files.reduce((sum, file) => sum + sizeOf(file), 0);
    let sum = 0;
    const read = (bytes: number) => {
      sum += bytes;
      scope.postMessage({ id, progress: { read: sum, total } });
    };
    for (const file of call.files) await loadFile(own, core, file, read);
    return { turn: ++turn, report: own.report };
  }

  function current(asked: number): OpenValidation {
    if (!validation || asked !== turn) throw new LeadloomError('LL0906');
    return validation;
  }

  function explain(core: LoadedValidator, rule: string): string {
    let page = '';
    const host = {
      read: () => 'nothing is read here',
      out: (text: string) => {
        page += text;
      },
      err: (text: string) => {
        page += text;
      },
    };
    core.commandLine(['explain', rule], host);
    return page;
  }

  const answer = async ({ id, method, args }: Call): Promise<unknown> => {
    validator ??= await instantiateValidator(
      options.wasm ?? new URL('./leadloom.wasm', import.meta.url),
    );
    switch (method) {
      case 'validate':
        return validate(validator, args[0] as ValidateCall, id);
      case 'format':
        return current(args[0] as number).format(args[1] as ReportFormat);
      case 'fixed':
        return current(args[0] as number).fixed(args[1] as string, { unsafe: args[2] === true });
      case 'close':
        current(args[0] as number).close();
        validation = undefined;
        return undefined;
      case 'explain':
        return explain(validator, args[0] as string);
      case 'rules':
        return validator.rules();
      case 'version':
        return validator.version;
      default:
        throw new LeadloomError('LL0907', `There is no method ${JSON.stringify(method)}.`);
    }
  };

  answerInTurn(scope, answer, () => {
    validator = validation = undefined;
  });
}
