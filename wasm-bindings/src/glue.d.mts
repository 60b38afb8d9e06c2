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

/** What both modules have. */
export interface CommonGlue {
  version(): string;
  /** `{error: finding}`, or nothing for limits that can be used. */
  limitsFault(limits: string): string;
  rules(): string;
}

export interface Glue extends CommonGlue {
  Workspace: new (limits: string, tolerant: boolean) => WorkspaceHandle;
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
