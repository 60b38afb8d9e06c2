import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';

interface Props {
  label: string;
  children: ComponentChildren;
  onDrop(dropped: DataTransfer): void;
}

/** A place that shows that files may be let go over it. */
export function DropTarget({ label, children, onDrop }: Props) {
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
        if (event.dataTransfer) onDrop(event.dataTransfer);
      }}
    >
      {children}
    </div>
  );
}
