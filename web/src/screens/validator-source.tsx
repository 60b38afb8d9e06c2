import { useSignal } from '@preact/signals';
import type { Place } from 'leadloom';
import { useEffect } from 'preact/hooks';
import { type Line, linesAround } from './validator-files';

/** A line with what of it is marked. */
function Marked({ text, mark }: Line) {
  if (!mark) return <>{text}</>;
  const [from, to] = mark;
  return (
    <>
      {text.slice(0, from)}
      <mark>{text.slice(from, to)}</mark>
      {text.slice(to)}
    </>
  );
}

function Lines({ lines, here }: { lines: readonly Line[]; here: number }) {
  return (
    <pre class="source">
      {lines.map((line) => (
        <span
          key={line.number}
          class={
            line.number === here && lines.length > 1 ? 'source-line source-here' : 'source-line'
          }
        >
          <span class="source-number" aria-hidden="true">
            {line.number}
          </span>
          <code>
            <Marked {...line} />
          </code>
        </span>
      ))}
    </pre>
  );
}

/** The line of a finding, as the report carries it. */
export function Excerpt({ place }: { place: Place }) {
  const { excerpt, excerptColumn = 1, column, length, line } = place;
  if (!excerpt || length === 0) return null;
  const from = column - excerptColumn;
  return (
    <Lines
      here={line}
      lines={[{ number: line, text: excerpt, mark: [from, from + Math.max(1, length)] }]}
    />
  );
}

/** Lines above and below at first, and at every “more”. */
const step = 8;

/** A place in its file: a few lines of it, more on demand, never the whole. */
export function SourcePanel({ place, bytes }: { place: Place; bytes: Blob }) {
  const count = useSignal(step);
  const lines = useSignal<readonly Line[]>([]);
  const gone = useSignal(false);
  useEffect(() => {
    let wanted = true;
    linesAround(bytes, place, count.value).then(
      (found) => {
        if (wanted) lines.value = found;
      },
      () => {
        gone.value = true;
      },
    );
    return () => {
      wanted = false;
    };
  }, [bytes, place, count.value]);
  const above = lines.value.filter(({ number }) => number < place.line).length;
  const hasMore =
    count.value < 12 * step && Math.max(above, lines.value.length - above - 1) >= count.value;
  if (gone.value) return <p class="quiet">The file has moved or changed. Choose it again.</p>;
  return (
    <div class="source-panel" role="group" aria-label={`${place.file} around line ${place.line}`}>
      <Lines lines={lines.value} here={place.line} />
      {hasMore && (
        <button
          type="button"
          class="link"
          onClick={() => {
            count.value += 2 * step;
          }}
        >
          More lines
        </button>
      )}
    </div>
  );
}
