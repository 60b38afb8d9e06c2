import type { RuleNumber } from './types.js';

/**
 * What can go wrong before the core can speak for itself. The same rows stand in the core's rule
 * table; a test holds them together.
 */
export const boundaryErrors = {
  LL0901: ['The core stopped and cannot go on.', 'Load Leadloom anew; the documents are unharmed.'],
  LL0902: [
    'leadloom.wasm could not be loaded.',
    'Check that leadloom.wasm is served beside the script, or give its address to load().',
  ],
  LL0903: [
    'What was loaded is not leadloom.wasm.',
    'Check that the address answers the file itself, whole and not an error page.',
  ],
  LL0904: [
    'WebAssembly is switched off here.',
    'Allow WebAssembly for this page, or use another browser.',
  ],
  LL0905: [
    'leadloom.wasm is of another version than the script.',
    'Deploy both files of one version together and clear the cache.',
  ],
  LL0906: ['This workspace is closed.', 'Open a new one.'],
  LL0907: ['The question to the core is malformed.', 'Compare it with the documentation.'],
  LL0908: [
    "The desk's module has no set-up and no validator.",
    'Load leadloom itself, which has everything.',
  ],
  LL0909: [
    'catalog.json could not be loaded.',
    'Check that catalog.json is served beside the script, or give its address.',
  ],
} as const satisfies Record<string, readonly [string, string]>;

export type BoundaryErrorNumber = keyof typeof boundaryErrors;

/**
 * The only error this package throws: loading failed, the core stopped, or a closed workspace was
 * used. Bad documents and commands never throw; they are answered with findings.
 */
export class LeadloomError extends Error {
  override readonly name = 'LeadloomError';
  /** Stable number, see `leadloom rules`. */
  readonly rule: RuleNumber;
  /** What happened, without number and hint. */
  readonly reason: string;
  /** The next step. */
  readonly hint: string;

  constructor(rule: BoundaryErrorNumber, detail?: string, options?: ErrorOptions) {
    const [title, hint] = boundaryErrors[rule];
    const reason = detail ? `${title} ${detail}` : title;
    super(`${rule}: ${reason} ${hint}`, options);
    this.rule = rule;
    this.reason = reason;
    this.hint = hint;
  }
}
