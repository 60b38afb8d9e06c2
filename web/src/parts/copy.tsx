import { Icon } from './icon';
import { toast } from './toast';

/** Copies a text; `what` names it in the button and in the message. */
export function Copy({ text, what, label }: { text: string; what: string; label?: string }) {
  return (
    <button
      type="button"
      class={label ? 'button button-small' : 'icon-button'}
      aria-label={label ? undefined : `Copy ${what}`}
      title={label ? undefined : `Copy ${what}`}
      onClick={() =>
        navigator.clipboard.writeText(text).then(
          () => toast(`Copied: ${what}`),
          () =>
            toast('The browser did not let the page copy. Select the text and copy it yourself.'),
        )
      }
    >
      <Icon name="copy" />
      {label}
    </button>
  );
}
