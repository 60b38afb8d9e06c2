import { signal } from '@preact/signals';
import type { ComponentChildren, ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { complete } from '../core';
import { Missing } from './missing';

/**
 * A screen that is a script of its own, for few open it: brought with its first visit, or when nothing
 * else is to be done, so that it is there when the network is not. `before` stands there until then, in a
 * `frame`.
 */
export function late(
  bring: () => Promise<ComponentType>,
  before: ComponentChildren,
  frame = 'page',
): ComponentType {
  const view = signal<ComponentType | undefined>(undefined);
  const missing = signal(false);

  let headed = false;

  async function come(): Promise<void> {
    try {
      const found = await bring();
      // A heading that has the focus hands it on to the one in its place.
      headed = document.activeElement instanceof HTMLHeadingElement;
      view.value = found;
      missing.value = false;
    } catch {
      missing.value = true;
    }
  }

  const idle = complete.subscribe((read) => {
    if (!read) return;
    setTimeout(() => idle());
    setTimeout(() => come(), 3_000);
  });

  return function Late() {
    const { value: View } = view;
    useEffect(() => {
      if (!View) {
        come();
        return;
      }
      if (headed) document.querySelector<HTMLElement>('main h1')?.focus();
      headed = false;
    }, [View]);
    if (View) return <View />;
    return (
      <div class={frame}>
        {before}
        {missing.value && (
          <Missing
            text="This screen could not be loaded. It needs the network the first time."
            onAgain={come}
          />
        )}
      </div>
    );
  };
}
