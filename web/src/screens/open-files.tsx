import { useSignal } from '@preact/signals';
import { fail, type Opened, openFiles, workspace } from '../core';
import { Dialog } from '../parts/dialog';
import { DropZone } from '../parts/drop-zone';
import { Findings } from '../parts/findings';
import { contents } from '../parts/kind';
import { Tag } from '../parts/tag';

/** The user's own set-up, tenant, partner manifests and feeds. The core says what each one is. */
export function OpenFiles({ onClose }: { onClose(): void }) {
  const fresh = useSignal(workspace.value.sample);
  const opened = useSignal<Opened[] | undefined>(undefined);
  return (
    <Dialog title="Open files" onClose={onClose}>
      <DropZone
        label="Choose files"
        onFiles={(files) => {
          openFiles(files, fresh.value).then((result) => {
            opened.value = result;
            // What follows belongs to what was just opened.
            if (result.some(({ ok }) => ok)) fresh.value = false;
          }, fail('The files could not be opened'));
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
