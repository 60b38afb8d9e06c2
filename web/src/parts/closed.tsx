import { askAgain, closed } from '../office';
import { Missing } from './missing';

/** Said where the settings cannot be shown. */
export function Closed() {
  if (!closed.value) return null;
  return (
    <Missing
      text="This cannot be shown: a part of the page did not arrive. It needs the network the first time."
      onAgain={askAgain}
    />
  );
}
