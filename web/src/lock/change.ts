import { type Lock, plain, relock } from '../database';
import { lock } from '../lock';
import * as store from '../store';
import { alone, tabs } from '../stored';
import { have } from './keys';
import { changed, newLock, unlock } from './passphrase';
import { reseal } from './reseal';
import { sealWith } from './seal';

/** What is done with a passphrase. Answers what is wrong, or nothing when it is done. */
type Outcome = Promise<string | undefined>;

/** Minutes without a key or a click after which it locks by itself, unless somebody says otherwise. */
export const usualMinutes = 15;

export const wrong = 'This is not the passphrase. Look at the keyboard’s language and Caps Lock.';

const notYet = 'Something is not saved yet. Free some space first, or save it as files.';

function because(cause: unknown): string {
  if (cause instanceof Error && cause.name === 'QuotaExceededError')
    return 'The browser has no room for that: for a moment it needs twice the space. Nothing was changed.';
  const why = cause instanceof Error ? cause.message || cause.name : String(cause);
  return `Nothing was changed. ${why}`;
}

/** Alone among all windows, which hear of it. */
const changing = (work: (lock: Lock | undefined) => Outcome): Outcome =>
  alone(async () => {
    if (store.unsaved.peek()) return notYet;
    const said = await work(lock.peek());
    await store.unlocked();
    tabs.postMessage('changed');
    return said;
  }).catch(because);

/** Seals everything from now on. */
export const setPassphrase = (passphrase: string, minutes: number) =>
  changing(async (before) => {
    if (before) return 'There is a passphrase already.';
    if (!crypto.subtle)
      return 'This browser encrypts only on pages whose address begins with https. Ask who hosts this one.';
    const { lock: now, keys } = await newLock(passphrase, minutes);
    await store.within((db, seal) => reseal(db, seal, sealWith(now, keys), now));
    have(now, keys);
    return undefined;
  });

/** Keeps everything as it is, under another passphrase. */
export const changePassphrase = (from: string, to: string) =>
  changing(async (before) => {
    const now = before && (await changed(before, from, to));
    if (!now) return wrong;
    await store.within((db, seal) => relock(db, seal, now));
    return undefined;
  });

/** Keeps everything as it came, for whoever uses this browser. */
export const removePassphrase = (passphrase: string) =>
  changing(async (before) => {
    if (!before || !(await unlock(passphrase, before))) return wrong;
    await store.within((db, seal) => reseal(db, seal, plain, undefined));
    return undefined;
  });

export const setMinutes = (minutes: number) =>
  changing(async (before) => {
    if (before) await store.within((db, seal) => relock(db, seal, { ...before, minutes }));
    return undefined;
  });
