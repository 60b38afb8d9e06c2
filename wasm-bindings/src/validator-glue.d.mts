/** The validator's module as Emscripten makes it. */
import type { CommonGlue, CreateModule } from './glue.mjs';

export interface ValidationHandle {
  /** As for a workspace. */
  reserve(bytes: number): Uint8Array | null;
  load(name: string, kind: string): void;
  /** LL0027 for a spreadsheet that cannot be read, and why. */
  refuseSpreadsheet(name: string, reason: string): void;
  report(): string;
  format(name: string): string;
  fixed(name: string, unsafeToo: boolean): Uint8Array | null;
  delete(): void;
}

export interface ValidatorGlue extends CommonGlue {
  commandLine(args: string, host: unknown): number;
  Validation: new (options: string) => ValidationHandle;
}

declare const createValidator: CreateModule<ValidatorGlue>;
export default createValidator;
