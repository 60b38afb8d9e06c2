/** The desk's module as Emscripten makes it. */
import type { CommonGlue, CreateModule } from './glue.mjs';

export interface DeskGlue extends CommonGlue {
  /** The catalogue of all workspaces to come; whether it is one. */
  giveCatalog(text: string): boolean;
}

declare const createDesk: CreateModule<DeskGlue>;
export default createDesk;
