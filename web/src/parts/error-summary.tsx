import { useEffect, useRef } from 'preact/hooks';
import { refusal } from '../core';
import { Findings } from './findings';
import { Icon } from './icon';

/** What the core refused, on top of the screen and in focus. */
export function ErrorSummary() {
  const box = useRef<HTMLDivElement>(null);
  const { value } = refusal;
  useEffect(() => box.current?.focus(), [value]);
  if (!value) return null;
  return (
    <div class="error-summary" role="alert" tabIndex={-1} ref={box} aria-labelledby="error-title">
      <div class="row">
        <h2 id="error-title">{value.title}</h2>
        <button
          type="button"
          class="icon-button"
          aria-label="Close"
          onClick={() => {
            refusal.value = undefined;
          }}
        >
          <Icon name="close" />
        </button>
      </div>
      <Findings findings={value.findings} placeless={value.command ?? false} />
    </div>
  );
}
