import type { ComponentChildren } from 'preact';
import { DropTarget } from './drop-target';
import { dropped } from './dropped';
import { Icon } from './icon';

interface Props {
  label: string;
  /** Also a button for a whole folder. */
  folders?: boolean;
  children: ComponentChildren;
  onFiles(files: readonly File[]): void;
}

/** What a folder is looked through for. */
const endings = /\.(json|ndjson|jsonl|csv|tsv)$/i;

/** Choose files with a button, or drop them: never by dragging alone. */
export function DropZone({ label, folders, children, onFiles }: Props) {
  const given = (files: readonly File[]) => {
    if (files.length > 0) onFiles(files);
  };
  const chosen = ({ currentTarget }: { currentTarget: HTMLInputElement }) => {
    const files = [...(currentTarget.files ?? [])];
    given(
      files.filter(({ name, webkitRelativePath }) => !webkitRelativePath || endings.test(name)),
    );
    // The same file may be chosen again after it was mended.
    currentTarget.value = '';
  };
  return (
    <DropTarget
      label={label}
      onDrop={(transfer) => {
        dropped(transfer, endings).then((found) => given(found.map(({ file }) => file)));
      }}
    >
      <label class="button">
        <Icon name="files" />
        {label}
        <input type="file" multiple class="unseen" onChange={chosen} />
      </label>
      {folders && (
        <label class="button">
          <Icon name="files" />
          Choose a folder
          <input type="file" class="unseen" {...{ webkitdirectory: true }} onChange={chosen} />
        </label>
      )}
      <p class="quiet">{children}</p>
    </DropTarget>
  );
}
