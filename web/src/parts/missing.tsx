import { Icon } from './icon';

/** What did not arrive, and the way to ask for it once more. */
export function Missing({ text, onAgain }: { text: string; onAgain(): void }) {
  return (
    <div class="callout" role="alert">
      <Icon name="warning" />
      <p>{text}</p>
      <button type="button" class="button button-small" onClick={onAgain}>
        Try again
      </button>
    </div>
  );
}
