import { effect } from '@preact/signals';
import type { Lock, Seal } from '../database';
import { lock, locked, turns } from '../lock';
import { unsaved } from '../store';
import type { Keys } from './passphrase';
import { sealWith } from './seal';

/** The keys that this window has, in memory alone, and how all windows lock and unlock together. */

const seals = new Map<string, { seal: Seal; keys: Keys }>();

type Said =
  | { type: 'wanted'; id: string }
  | { type: 'keys'; id: string; keys: Keys }
  | { type: 'lock' }
  /** Somebody works in another window. */
  | { type: 'busy' };

const windows = new BroadcastChannel('leadloom lock');

function say(said: Said) {
  try {
    windows.postMessage(said);
  } catch {
    // An engine that hands over no keys: each window asks for the passphrase.
  }
}

/** The seal of a lock whose key this window has; else another one is asked for it. */
export function sealOf({ id }: Pick<Lock, 'id'>): Seal | undefined {
  const found = seals.get(id);
  if (!found) say({ type: 'wanted', id });
  return found?.seal;
}

function learn(id: string, keys: Keys): Seal {
  const seal = sealWith({ id }, keys);
  seals.set(id, { seal, keys });
  turns.value++;
  return seal;
}

/** This window has the keys from now on, and all others. */
export function have({ id }: Pick<Lock, 'id'>, keys: Keys): Seal {
  say({ type: 'keys', id, keys });
  return learn(id, keys);
}

/**
 * Forgets the keys and all that was opened with them: this window begins again. Where something is in
 * this window alone it would be lost with that, and is only covered.
 */
function forget() {
  seals.clear();
  // The words that somebody searched for are nobody else's business.
  history.replaceState(history.state, '', location.href.replace(/(#[^?]*)\?.*/s, '$1'));
  locked.value = true;
  if (!unsaved.peek()) location.reload();
}

/** Locks this window and all others. */
export function lockAll() {
  say({ type: 'lock' });
  forget();
}

/** When somebody last worked in any window, by a clock that goes on while the computer sleeps. */
let busyAt = Date.now();
let saidAt = 0;
let timer = 0;

/** Locks when nobody has worked in any window for the minutes of the lock. */
function look() {
  clearTimeout(timer);
  const { minutes = 0 } = lock.peek() ?? {};
  if (minutes === 0 || locked.peek()) return;
  const left = busyAt + minutes * 60_000 - Date.now();
  if (left > 0) timer = window.setTimeout(look, left);
  else lockAll();
}

function busy() {
  if (Date.now() - busyAt < 1_000) return;
  // Who wakes the computer is not the one who left it.
  look();
  if (!lock.peek() || locked.peek()) return;
  busyAt = Date.now();
  if (busyAt - saidAt < 5_000) return;
  saidAt = busyAt;
  say({ type: 'busy' });
}

for (const type of ['keydown', 'pointerdown', 'pointermove', 'wheel'])
  addEventListener(type, busy, { capture: true, passive: true });
document.addEventListener('visibilitychange', look);

effect(() => {
  if (!lock.value || locked.value) return;
  busyAt = Date.now();
  look();
});

windows.onmessage = ({ data }: MessageEvent<Said>) => {
  switch (data.type) {
    case 'wanted': {
      const found = seals.get(data.id);
      if (found) say({ type: 'keys', id: data.id, keys: found.keys });
      return;
    }
    case 'keys':
      if (!seals.has(data.id)) learn(data.id, data.keys);
      return;
    case 'lock':
      if (seals.size > 0) forget();
      return;
    case 'busy':
      busyAt = Date.now();
  }
};
