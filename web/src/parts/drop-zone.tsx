import type { ComponentChildren } from 'preact';
import { DropTarget } from './drop-target';
import { Icon } from './icon';

interface Props {
  label: string;
  children: ComponentChildren;
  onFiles(files: readonly File[]): void;
}

/** Choose files with a button, or drop them: never by dragging alone. */
export function DropZone({ label, children, onFiles }: Props) {
  const given = (list: FileList | null) => {
    const files = [...(list ?? [])];
    if (files.length > 0) onFiles(files);
  };
  return (
    <DropTarget label={label} onDrop={({ files }) => given(files)}>
      <label class="button">
        <Icon name="files" />
        {label}
        <input
          type="file"
          multiple
          class="unseen"
          onChange={({ currentTarget }) => {
            given(currentTarget.files);
            // The same file may be chosen again after it was mended.
            currentTarget.value = '';
          }}
        />
      </label>
      <p class="quiet">{children}</p>
    </DropTarget>
  );
}
