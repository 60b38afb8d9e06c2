import { askAgain, closed } from '../office';
import { Icon } from './icon';

/** Said where the settings cannot be shown. */
export function Closed() {
  if (!closed.value) return null;
  return (
    <div class="callout" role="alert">
      <Icon name="warning" />
      <p>
        This cannot be shown: a part of the page did not arrive. It needs the network the first
        time.
      </p>
      <button type="button" class="button button-small" onClick={askAgain}>
        Try again
      </button>
    </div>
  );
}
