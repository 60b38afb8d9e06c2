import { useSignal } from '@preact/signals';
import type { SetupComparison } from 'leadloom';
import { fail, type Opened, openFiles, workspace } from '../core';
import { Dialog } from '../parts/dialog';
import { DropZone } from '../parts/drop-zone';
import { Findings } from '../parts/findings';
import { contents } from '../parts/kind';
import { Tag } from '../parts/tag';

/** A set-up file that would replace the one in force, and what it would change (N9). */
interface Replacing extends SetupComparison {
  file: File;
}

/** Files longer than this are alerts or customers. */
const most = 8 << 20;

/** The first of the files that is a set-up other than the one in force. */
async function replacing(files: readonly File[]): Promise<Replacing | undefined> {
  for (const file of files) {
    if (file.size > most) continue;
    const text = await file.text();
    if (!/^\s*\{/.test(text)) continue;
    const { asked } = await import('../office');
    const compared = await asked((of) => of.compare({ name: file.name, text }));
    if (compared.ok && compared.changes.length > 0) return { ...compared, file };
  }
  return undefined;
}

interface ReplaceProps {
  of: Replacing;
  onReplace(): void;
  onKeep(): void;
}

function Replace({ of: { file, changes, sha256 }, onReplace, onKeep }: ReplaceProps) {
  return (
    <section class="replacing" aria-labelledby="replacing-title">
      <h3 id="replacing-title">{file.name} would take the place of your set-up</h3>
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
        <button type="button" class="button button-main" onClick={onReplace}>
          Replace the set-up
        </button>
        <button type="button" class="button" onClick={onKeep}>
          Keep mine
        </button>
      </p>
    </section>
  );
}

/** The user's own set-up, tenant, partner manifests and feeds. The core says what each one is. */
export function OpenFiles({ onClose }: { onClose(): void }) {
  const fresh = useSignal(workspace.value.sample);
  const opened = useSignal<Opened[] | undefined>(undefined);
  const asking = useSignal<Replacing | undefined>(undefined);
  const failed = fail('The files could not be opened');

  const open = async (files: readonly File[]) => {
    if (files.length === 0) return;
    opened.value = await openFiles(files, fresh.value);
    // What follows belongs to what was just opened.
    if (opened.value.some(({ ok }) => ok)) fresh.value = false;
  };
  const look = async (files: readonly File[]) => {
    const found = fresh.value ? undefined : await replacing(files);
    asking.value = found;
    await open(files.filter((file) => file !== found?.file));
  };
  return (
    <Dialog title="Open files" onClose={onClose}>
      <DropZone
        label="Choose files"
        folders
        onFiles={(files) => {
          look(files).catch(failed);
        }}
      >
        Or drop them here: set-up, business units, job types, campaigns, customers, contacts,
        partner manifests, alerts. They are read here and go nowhere.
      </DropZone>
      <label class="check">
        <input
          type="checkbox"
          checked={fresh.value}
          onChange={({ currentTarget }) => {
            fresh.value = currentTarget.checked;
          }}
        />
        <span>Start a new workspace with these files</span>
      </label>
      {asking.value && (
        <Replace
          of={asking.value}
          onReplace={() => {
            const file = asking.value?.file;
            asking.value = undefined;
            if (file) open([file]).catch(failed);
          }}
          onKeep={() => {
            asking.value = undefined;
          }}
        />
      )}
      <div role="status">
        {opened.value?.map((file) => (
          <section class="opened" key={file.name} aria-label={file.name}>
            <p class="row">
              <strong>{file.name}</strong>
              {file.ok ? (
                <Tag tone="ok" icon="done">
                  Opened: {contents(file.kind, file.records)}
                </Tag>
              ) : (
                <Tag tone="bad" icon="error">
                  Refused, nothing of it was taken over
                </Tag>
              )}
            </p>
            <Findings findings={file.findings} />
          </section>
        ))}
      </div>
    </Dialog>
  );
}
