import { signal } from '@preact/signals';
import type { Lock } from './database';

/** Whether a passphrase keeps what is stored, as far as the page needs it at once; the rest comes with it. */

/** The lock that is set; nothing without a passphrase. */
export const lock = signal<Lock | undefined>(undefined);

/** Nothing that is stored can be read before somebody gives the passphrase. */
export const locked = signal(false);

/** Counts up whenever keys came, or another lock: whoever waits for one looks again. */
export const turns = signal(0);
