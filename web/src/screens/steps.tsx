import type { IntegrationView, OpenStep } from 'leadloom';
import { Icon } from '../parts/icon';
import { href } from '../route';

/** The steps of a set-up (M6 to M12); each is open while the core says that one of these is left. */
const steps: { title: string; opens: OpenStep[]; done?: string }[] = [
  { title: 'Data agreement', opens: ['agreement'] },
  { title: 'Accounts', opens: ['accounts', 'business_units'] },
  // M11: the second integration finds it done.
  { title: 'Job types', opens: ['mapping'], done: 'One mapping serves all integrations' },
  { title: 'Turn on', opens: ['enabled'] },
];

const what: Record<OpenStep, string> = {
  agreement: 'Accept the data agreement',
  accounts: 'No account is connected',
  business_units: 'An account or profile has no business unit',
  mapping: 'Map the job types that its alerts lead to',
  enabled: 'Its leads arrive once it is on',
};

/** What is done and what is left, while something is. */
export function Steps({ integration }: { integration: IntegrationView }) {
  const { id, left, name } = integration;
  const [next] = left;
  if (!next) return null;
  const places: Partial<Record<OpenStep, string>> = {
    agreement: href({ screen: 'agreement', integration: id }),
    mapping: href({ screen: 'mapping' }),
  };
  return (
    <ol class="steps" aria-label={`Steps of ${name}`}>
      {steps.map(({ title, opens, done }) => {
        const open = opens.find((step) => left.includes(step));
        const now = open === next;
        const place = open && places[open];
        return (
          <li
            key={title}
            class={open ? undefined : 'step-done'}
            aria-current={now ? 'step' : undefined}
          >
            <Icon name={open ? 'open' : 'done'} />
            <span>
              <strong>
                {title}
                <span class="unseen">{open ? ', open' : ', done'}</span>
              </strong>
              {open ? (
                <span class="quiet block">
                  {place ? <a href={place}>{what[open]}</a> : what[open]}
                </span>
              ) : (
                done && <span class="quiet block">{done}</span>
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
