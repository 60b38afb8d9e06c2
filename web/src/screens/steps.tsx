import type { IntegrationView, OpenStep } from 'leadloom';
import { Icon } from '../parts/icon';
import { href, type SetUpStep } from '../route';

interface Step {
  step: SetUpStep;
  title: string;
  /** Open while the core says that one of these is left. */
  opens: OpenStep[];
  done?: string;
}

/** The steps of a set-up (M6 to M12). */
export const steps: Step[] = [
  { step: 'agreement', title: 'Agreement', opens: ['agreement'] },
  { step: 'accounts', title: 'Accounts', opens: ['accounts', 'business_units'] },
  // M11: the second integration finds it done.
  {
    step: 'job-types',
    title: 'Job types',
    opens: ['mapping'],
    done: 'One mapping serves all integrations',
  },
  { step: 'turn-on', title: 'Turn on', opens: ['enabled'] },
];

export const what: Record<OpenStep, string> = {
  agreement: 'Accept the data agreement',
  accounts: 'No account is connected',
  business_units: 'An account or profile has no business unit',
  mapping: 'Map the job types that its alerts lead to',
  enabled: 'Its leads arrive once it is on',
};

export const openOf = ({ left }: IntegrationView, { opens }: Step) =>
  opens.find((step) => left.includes(step));

/** What is done and what is left, each a way there. `at`: the step that is on the screen. */
export function Steps({ integration, at }: { integration: IntegrationView; at?: SetUpStep }) {
  const { id, left, name } = integration;
  return (
    <ol class="steps" aria-label={`Steps of ${name}`}>
      {steps.map((each) => {
        const { step, title, done } = each;
        const open = openOf(integration, each);
        const current = at === undefined ? open && open === left[0] : at === step;
        return (
          <li
            key={step}
            class={open ? undefined : 'step-done'}
            aria-current={current ? 'step' : undefined}
          >
            <Icon name={open ? 'open' : 'done'} />
            <span>
              <a href={href({ screen: 'set-up', integration: id, step })}>
                <strong>{title}</strong>
                <span class="unseen">{open ? ', open' : ', done'}</span>
              </a>
              <span class="quiet block">{open ? what[open] : done}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
