import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { createScroller } from './scroller';

interface Props<T> {
  id: string;
  label: string;
  total: number;
  /** Index of the first of `rows`. */
  offset: number;
  rows: readonly T[];
  /** Height of a row in rem, so that it grows with the user's text. */
  rowHeight: number;
  /** Index of the active row, -1 for none. */
  cursor: number;
  isSelected(row: T): boolean;
  /** Asks the owner for the rows around what is in view. */
  onWindow(offset: number, count: number): void;
  onCursor(index: number): void;
  /** A row was chosen by click or Enter. */
  onPick(index: number, by: 'pointer' | 'key', event?: MouseEvent): void;
  /** Keys the list does not know itself. */
  onKey(event: KeyboardEvent): void;
  children(row: T): ComponentChildren;
}

const ahead = 40;

/** A listbox of any length that holds one window of rows and mounts what is in view. */
export function WindowedList<T>(props: Props<T>) {
  const { id, total, offset, rows, cursor } = props;
  const box = useRef<HTMLDivElement>(null);
  const size = useSignal({ row: props.rowHeight * 16, view: 600 });
  const y = useSignal(0);
  const active = useRef<{ index: number; row: T } | undefined>(undefined);
  const { row, view } = size.value;

  const scroller = useMemo(() => {
    const made = createScroller(total, row, view);
    made.to(y.peek());
    return made;
  }, [total, row, view]);

  const first = Math.max(0, Math.floor(y.value / row) - 4);
  const last = Math.min(total, Math.ceil((y.value + view) / row) + 4);

  const askAround = (at: number) => {
    const start = Math.max(0, Math.floor(at / row) - ahead);
    const missing = at / row < offset || (at + view) / row > offset + rows.length;
    if (missing && rows.length < total) {
      props.onWindow(start, Math.ceil(view / row) + 2 * ahead);
    }
  };

  const moved = (top: number) => {
    const node = box.current;
    if (node && Math.abs(node.scrollTop - top) > 0.5) node.scrollTop = top;
    y.value = scroller.y;
    askAround(scroller.y);
  };

  useLayoutEffect(() => moved(scroller.to(scroller.y)), [scroller]);

  useEffect(() => {
    const node = box.current;
    if (!node) return;
    const observer = new ResizeObserver(() => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      size.value = { row: props.rowHeight * rem, view: node.clientHeight };
    });
    observer.observe(node);
    return () => observer.disconnect();
  }, []);

  const reveal = (index: number) => {
    if (index < 0) return;
    const top = index * row;
    if (top < scroller.y) moved(scroller.to(top));
    else if (top + row > scroller.y + view) moved(scroller.to(top + row - view));
  };

  useEffect(() => reveal(cursor), [cursor, scroller]);

  const shown: number[] = [];
  for (let index = first; index < last; index++) shown.push(index);
  // aria-activedescendant must always find its row.
  if (cursor >= 0 && cursor < total && (cursor < first || cursor >= last)) shown.push(cursor);

  const move = (to: number) => {
    const index = Math.max(0, Math.min(total - 1, to));
    props.onCursor(index);
    // The wheel may have carried the active row out of view.
    reveal(index);
  };
  const page = Math.max(1, Math.floor(view / row) - 1);
  const keys: Record<string, () => void> = {
    ArrowDown: () => move(cursor + 1),
    j: () => move(cursor + 1),
    ArrowUp: () => move(cursor - 1),
    k: () => move(cursor - 1),
    PageDown: () => move(cursor + page),
    PageUp: () => move(cursor - page),
    Home: () => move(0),
    End: () => move(total - 1),
    Enter: () => props.onPick(cursor, 'key'),
  };

  return (
    <div
      ref={box}
      id={id}
      class="windowed"
      role="listbox"
      aria-label={props.label}
      tabIndex={0}
      aria-activedescendant={cursor >= 0 && cursor < total ? `${id}-${cursor}` : undefined}
      onScroll={({ currentTarget }) => moved(scroller.scrolled(currentTarget.scrollTop))}
      onFocus={() => {
        if (cursor < 0 && total > 0) props.onCursor(0);
      }}
      onKeyDown={(event) => {
        const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
        if (!act) return props.onKey(event);
        event.preventDefault();
        act();
      }}
    >
      <div class="windowed-space" role="presentation" style={{ height: `${scroller.height}px` }}>
        {shown.map((index) => {
          let content = rows[index - offset];
          if (index === cursor) {
            if (content) active.current = { index, row: content };
            else if (active.current?.index === index) content = active.current.row;
          }
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox has the keys
            <div
              key={index}
              id={`${id}-${index}`}
              class={index === cursor ? 'windowed-row windowed-active' : 'windowed-row'}
              role="option"
              aria-selected={content ? props.isSelected(content) : false}
              aria-posinset={index + 1}
              aria-setsize={total}
              style={{
                height: `${row}px`,
                transform: `translateY(${index * row - scroller.offset}px)`,
              }}
              onClick={(event) => props.onPick(index, 'pointer', event)}
            >
              {content ? props.children(content) : <span class="quiet">Lead {index + 1}</span>}
            </div>
          );
        })}
      </div>
    </div>
  );
}
