import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from './icon';

interface Props {
  /** As assistive technology hears it; `shown` is the part of it to see. */
  label: string;
  shown: string;
  /** A list of links and buttons. */
  children: ComponentChildren;
}

/** Links and buttons behind one button, in a popover of the browser's own. */
export function Menu({ label, shown, children }: Props) {
  const id = useId();
  const close = () => document.getElementById(id)?.hidePopover();
  return (
    <div class="menu">
      <button
        type="button"
        class="button"
        popovertarget={id}
        aria-label={label}
        style={{ 'anchor-name': `--${id}` }}
      >
        {shown}
        <Icon name="down" />
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link or button is a click as well */}
      <ul
        class="menu-list"
        id={id}
        popover="auto"
        style={{ 'position-anchor': `--${id}` }}
        onClick={close}
      >
        {children}
      </ul>
    </div>
  );
}
