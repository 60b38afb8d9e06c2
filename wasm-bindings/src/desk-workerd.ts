/** The desk in workerd: see `workerd.ts`. @packageDocumentation */
import wasm from './desk.wasm';
import { deskLoader } from './desk-module.js';

export * from './desk-entry.js';

/** See the browser's `loadDesk`. */
export const loadDesk = deskLoader(() => wasm);
