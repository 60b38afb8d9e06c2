import { useSignal } from '@preact/signals';
import { fail, type Opened, type Undo, workspace } from '../core';
import { Dialog } from '../parts/dialog';
import { DropZone } from '../parts/drop-zone';
import { Findings } from '../parts/findings';
import { Icon } from '../parts/icon';
import { contents } from '../parts/kind';
import { Tag } from '../parts/tag';
import { openAsking, useReplace } from './replace';

/** The user's own set-up, tenant, partner manifests and feeds. The core says what each one is. */
export function OpenFiles({ onClose }: { onClose(): void }) {
  const fresh = useSignal(workspace.value.sample);
  const opened = useSignal<readonly Opened[] | undefined>(undefined);
  const undo = useSignal<Undo | undefined>(undefined);
  const { ask, shown } = useReplace();
  const onOpened = (files: readonly Opened[], back?: Undo) => {
    opened.value = files;
    undo.value = back ?? undo.value;
    // What follows belongs to what was just opened.
    if (files.some(({ ok }) => ok)) fresh.value = false;
  };
  return (
    <Dialog title="Open files" onClose={onClose}>
      <DropZone
        label="Choose files"
        folders
        onFiles={(files) => {
          openAsking(files, { fresh: fresh.value, ask, onOpened }).catch(
            fail('The files could not be opened'),
          );
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
      {shown}
      {undo.value && (
        <p class="row">
          These files are a workspace of their own.
          <button
            type="button"
            class="button button-small"
            onClick={() => {
              void undo.value?.();
              undo.value = undefined;
              opened.value = undefined;
            }}
          >
            <Icon name="undo" />
            Back to the one before
          </button>
        </p>
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
