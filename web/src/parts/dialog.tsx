import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from './icon';

interface Props {
  title: string;
  onClose(): void;
  children: ComponentChildren;
}

/** A modal dialog, open as long as it is mounted. Focus goes in and comes back natively. */
export function Dialog({ title, onClose, children }: Props) {
  const box = useRef<HTMLDialogElement>(null);
  const open = useRef(true);
  const close = () => {
    if (open.current) onClose();
    open.current = false;
  };
  // Before the next key, which is for the dialog.
  useLayoutEffect(() => {
    const { current } = box;
    current?.showModal();
    return () => {
      open.current = false;
      current?.close();
    };
  }, []);
  return (
    <dialog
      ref={box}
      class="dialog"
      aria-labelledby="dialog-title"
      onClose={close}
      onCancel={({ target }) => {
        // Earlier than the browser's own "close", which would hit what was opened since.
        if (target === box.current) close();
      }}
    >
      <div class="row">
        <h2 id="dialog-title">{title}</h2>
        <button type="button" class="icon-button" aria-label="Close" onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      {children}
    </dialog>
  );
}
