import { useSignal } from '@preact/signals';
import type { SetupComparison } from 'leadloom';
import { type Opened, openFiles, type Undo } from '../core';

/** A set-up file that would replace the one in force, and what it would change (N9). */
interface Replacing extends SetupComparison {
  name: string;
}

/** Asks whether a set-up may take the place of the one in force. */
type Ask = (replacing: Replacing) => Promise<boolean>;

/** Files longer than this are alerts or customers. */
const most = 8 << 20;

/** What a file would change, were it opened; nothing where it is no set-up. */
async function replacing(file: File): Promise<Replacing | undefined> {
  if (file.size > most) return undefined;
  const text = await file.text();
  if (!/^\s*\{/.test(text)) return undefined;
  const { asked } = await import('../office');
  const compared = await asked((of) => of.compare({ name: file.name, text }));
  return compared.ok ? { ...compared, name: file.name } : undefined;
}

interface Opening {
  fresh: boolean;
  ask: Ask;
  /** Called with all that was opened so far, whenever there is more. `undo`: another workspace was left. */
  onOpened(opened: readonly Opened[], undo?: Undo): void;
}

/**
 * Opens files: first all that replace nothing, then each set-up whose differences somebody has seen. A
 * fresh workspace takes its first set-up as its own.
 */
export async function openAsking(
  files: readonly File[],
  { fresh, ask, onOpened }: Opening,
): Promise<void> {
  const setups: File[] = [];
  for (const file of files) if (await replacing(file)) setups.push(file);
  const own = fresh ? setups.shift() : undefined;
  const opened: Opened[] = [];
  const open = async (some: readonly File[], anew = false) => {
    const { opened: more, undo } = await openFiles(some, anew);
    opened.push(...more);
    onOpened([...opened], undo);
  };
  const others = files.filter((file) => !setups.includes(file) || file === own);
  if (others.length > 0) await open(others, fresh);
  for (const file of setups) {
    // Held against what is in force by then.
    const found = await replacing(file);
    if (!found || found.changes.length === 0 || (await ask(found))) await open([file]);
  }
}

interface Question {
  of: Replacing;
  answer(replace: boolean): void;
}

function Replace({ of: { name, changes, sha256 }, answer }: Question) {
  return (
    <section class="replacing" aria-labelledby="replacing-title">
      <h3 id="replacing-title">{name} would take the place of your set-up</h3>
      <p class="quiet">
        {changes.length === 1 ? '1 difference' : `${changes.length} differences`}. Fingerprint of
        the file (SHA-256): <code class="hash">{sha256}</code>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it */}
      <ul class="differences" tabIndex={0} aria-label="Differences">
        {changes.map(({ text }, index) => (
          <li key={index}>{text}</li>
        ))}
      </ul>
      <p class="row">
        <button type="button" class="button button-main" onClick={() => answer(true)}>
          Replace the set-up
        </button>
        <button type="button" class="button" onClick={() => answer(false)}>
          Keep mine
        </button>
      </p>
    </section>
  );
}

/** How a screen asks, and where it shows the question. */
export function useReplace() {
  const question = useSignal<Question | undefined>(undefined);
  const ask: Ask = (of) =>
    new Promise((resolve) => {
      question.value = {
        of,
        answer(replace) {
          question.value = undefined;
          resolve(replace);
        },
      };
    });
  return { ask, shown: question.value && <Replace {...question.value} /> };
}
