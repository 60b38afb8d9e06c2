import type { LeadCard } from 'leadloom';
import { Moment, Panel } from '../parts/facts';
import { Tag } from '../parts/tag';
import { relative } from '../time';

/** What the device said before and after, and what became of it (N6). */
export function Story({ episode }: { episode: NonNullable<LeadCard['episode']> }) {
  const { timeline, clearedByItself, repeats } = episode;
  const [first, last] = [timeline[0]?.at, timeline.at(-1)?.at];
  return (
    <Panel title="Episode" wide>
      <p>
        {clearedByItself && (
          <Tag tone="ok" icon="done">
            Cleared by itself
          </Tag>
        )}{' '}
        {timeline.length} alerts of this device
        {first && last && `, first ${relative(first)}, last ${relative(last)}`}
        {repeats > 0 && `, ${repeats} of them kept from the list because they repeat this one`}.
      </p>
      <ol class="timeline">
        {timeline.map(({ step, at, severity, alertId }) => (
          <li key={alertId} class={step === 'cleared' ? 'timeline-over' : undefined}>
            <strong>{step}</strong>{' '}
            {at ? <Moment iso={at} /> : <span class="quiet">No date given</span>}{' '}
            <span class="quiet">
              {severity} · {alertId}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
