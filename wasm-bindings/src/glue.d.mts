/** The module as Emscripten makes it: the embind table of bindings.cpp. */
export interface WorkspaceHandle {
  /** Memory for the next document, or null for one over the limit. Valid until the next call. */
  reserve(bytes: number): Uint8Array | null;
  load(name: string, kind: string): string;
  apply(command: string): string;
  query(question: string): string;
  report(): string;
  delete(): void;
}

export interface Glue {
  version(): string;
  /** `{error: finding}`, or nothing for limits that can be used. */
  limitsFault(limits: string): string;
  rules(): string;
  commandLine(args: string, host: unknown): number;
  Workspace: new (limits: string, tolerant: boolean) => WorkspaceHandle;
}

export default function createLeadloom(options: {
  instantiateWasm(
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance) => void,
  ): Record<string, never>;
  onAbort?(reason: unknown): void;
}): Promise<Glue>;
