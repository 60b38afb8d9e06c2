import type { Mark as MarkShape } from 'leadloom';

/** The neutral mark of an integration. The name always stands beside it. */
export function Mark({ mark, size }: { mark: MarkShape | undefined; size?: 'large' }) {
  return (
    <span
      class={size ? `mark mark-${size}` : 'mark'}
      style={{ '--hue': String(mark?.hue ?? 250) }}
      aria-hidden="true"
    >
      {mark && (
        <svg viewBox={mark.viewBox} focusable="false" aria-hidden="true">
          {mark.paths.map((path) => (
            <path key={path} d={path} />
          ))}
        </svg>
      )}
    </span>
  );
}
