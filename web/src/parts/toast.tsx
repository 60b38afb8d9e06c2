import { signal } from '@preact/signals';
import { Icon } from './icon';

interface Message {
  text: string;
  undo?: (() => void) | undefined;
  link?: { text: string; href: string } | undefined;
}

const message = signal<Message | undefined>(undefined);
let timer = 0;

function hide() {
  message.value = undefined;
  // A message that is left by keyboard hands the focus back to the screen.
  if (document.activeElement?.closest('.toast')) document.querySelector('main')?.focus();
}

function countDown() {
  clearTimeout(timer);
  timer = window.setTimeout(hide, 10_000);
}

export function toast(text: string, undo?: Message['undo'], link?: Message['link']) {
  message.value = { text, undo, link };
  countDown();
}

/** Takes back what the toast offers; false when it offers nothing. */
export function undoOffered(): boolean {
  const undo = message.value?.undo;
  hide();
  undo?.();
  return undo !== undefined;
}

export function Toast() {
  const { value } = message;
  return (
    <div class="toast-place" role="status">
      {value && (
        // Nobody loses the Undo while reaching for it.
        <div
          class="toast"
          role="group"
          aria-label="Message"
          onMouseEnter={() => clearTimeout(timer)}
          onMouseLeave={countDown}
          onFocusIn={() => clearTimeout(timer)}
          onFocusOut={countDown}
        >
          <span>{value.text}</span>
          {value.link && (
            <a class="toast-undo" href={value.link.href} onClick={hide}>
              {value.link.text}
            </a>
          )}
          {value.undo && (
            <button type="button" class="toast-undo" onClick={undoOffered}>
              Undo
            </button>
          )}
          <button type="button" class="icon-button" aria-label="Close message" onClick={hide}>
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}
