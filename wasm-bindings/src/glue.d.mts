/** The modules as Emscripten makes them: the embind table of bindings.cpp. */
export interface WorkspaceHandle {
  /** Memory for the next document, or null for one over the limit. Valid until the next call. */
  reserve(bytes: number): Uint8Array | null;
  load(name: string, kind: string): string;
  apply(command: string): string;
  query(question: string): string;
  report(): string;
  delete(): void;
}

/** What all modules have. */
export interface BaseGlue {
  version(): string;
}

/** What both modules of workspaces have. */
export interface CommonGlue extends BaseGlue {
  /** `{error: finding}`, or nothing for limits that can be used. */
  limitsFault(limits: string): string;
  Workspace: new (limits: string, tolerant: boolean) => WorkspaceHandle;
}

export interface ValidationHandle {
  /** As for a workspace. */
  reserve(bytes: number): Uint8Array | null;
  load(name: string, kind: string): void;
  /** LL0027 for a spreadsheet that cannot be read, and why. */
  refuseSpreadsheet(name: string, reason: string): void;
  /** LL0027 for the sheets that look like mappings beside the one that is read. */
  leaveSheets(read: string, others: readonly string[]): void;
  report(): string;
  format(name: string): string;
  fixed(name: string, unsafeToo: boolean): Uint8Array | null;
  delete(): void;
}

/** The module that has everything. */
export interface Glue extends CommonGlue {
  rules(): string;
  commandLine(args: string, host: unknown): number;
  Validation: new (options: string) => ValidationHandle;
}

export type CreateModule<G> = (options: {
  instantiateWasm(
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance) => void,
  ): Record<string, never>;
  onAbort?(reason: unknown): void;
}) => Promise<G>;

declare const createLeadloom: CreateModule<Glue>;
export default createLeadloom;
