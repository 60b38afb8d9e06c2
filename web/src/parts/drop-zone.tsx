import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Icon } from './icon';

interface Props {
  label: string;
  children: ComponentChildren;
  onFiles(files: readonly File[]): void;
}

/** Choose files with a button, or drop them: never by dragging alone. */
export function DropZone({ label, children, onFiles }: Props) {
  const over = useSignal(false);
  return (
    <div
      role="group"
      aria-label={label}
      class={over.value ? 'drop-zone drop-over' : 'drop-zone'}
      onDragOver={(event) => {
        event.preventDefault();
        over.value = true;
      }}
      onDragLeave={() => {
        over.value = false;
      }}
      onDrop={(event) => {
        event.preventDefault();
        over.value = false;
        const files = [...(event.dataTransfer?.files ?? [])];
        if (files.length > 0) onFiles(files);
      }}
    >
      <label class="button">
        <Icon name="files" />
        {label}
        <input
          type="file"
          multiple
          class="unseen"
          onChange={({ currentTarget }) => {
            const files = [...(currentTarget.files ?? [])];
            // The same file may be chosen again after it was mended.
            currentTarget.value = '';
            if (files.length > 0) onFiles(files);
          }}
        />
      </label>
      <p class="quiet">{children}</p>
    </div>
  );
}
