/** `leadloom/inline` as a classic script, which pages opened as files can load. @packageDocumentation */
export {};

declare global {
  var leadloom: typeof import('./inline.js');
}
