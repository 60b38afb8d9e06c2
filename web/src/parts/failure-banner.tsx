import { failure, restoreSample } from '../core';
import { Icon } from './icon';

/** Something outside the rules broke: say what, and what to do next. */
export function FailureBanner() {
  const { value } = failure;
  if (!value) return null;
  return (
    <div class="banner" role="alert">
      <Icon name="error" />
      <div>
        <p>
          <strong>{value.title}.</strong> {value.text}
        </p>
        <p>{value.next}</p>
        <div class="actions">
          <button type="button" class="button button-small" onClick={() => location.reload()}>
            Reload page
          </button>
          <button
            type="button"
            class="button button-small"
            onClick={() => {
              failure.value = undefined;
              restoreSample();
            }}
          >
            Restore sample
          </button>
          <button
            type="button"
            class="button button-small"
            onClick={() => {
              failure.value = undefined;
            }}
          >
            Close
          </button>
        </div>
      </div>
    </div>
  );
}
