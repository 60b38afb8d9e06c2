import type { IntegrationView } from 'leadloom';
import { useEffect, useRef } from 'preact/hooks';
import { integrations } from '../office';
import { Closed } from '../parts/closed';
import { Combobox } from '../parts/combobox';
import { Icon } from '../parts/icon';
import { Mark } from '../parts/mark';
import { href, route, type SetUpStep, setUpSteps, swap } from '../route';
import { AccountsStep } from './accounts';
import { Agreement } from './agreement';
import { JobTypesStep } from './job-types';
import { openOf, Steps, steps } from './steps';
import { TurnOnStep } from './turn-on';

const views: Record<SetUpStep, (props: { integration: IntegrationView }) => preact.JSX.Element> = {
  agreement: Agreement,
  accounts: AccountsStep,
  'job-types': JobTypesStep,
  'turn-on': TurnOnStep,
};

function Head({ integration }: { integration?: IntegrationView | undefined }) {
  return (
    <>
      <a class="back back-always" href={href({ screen: 'integrations' })}>
        <Icon name="back" />
        Marketing Integrations
      </a>
      <header class="page-head set-up-head">
        {integration && <Mark mark={integration.mark} size="large" />}
        <h1 tabIndex={-1}>{integration ? integration.name : 'Integration Set-up'}</h1>
      </header>
    </>
  );
}

/** Back and forth between the steps, on to the next that is open; all is saved as it is done. */
function Ways({ integration, at }: { integration: IntegrationView; at: SetUpStep }) {
  const place = setUpSteps.indexOf(at);
  const before = setUpSteps[place - 1];
  const later = steps.slice(place + 1);
  const open = later.findIndex((step) => openOf(integration, step));
  const after = later[Math.max(0, open)];
  const passed = later.slice(0, Math.max(0, open));
  const to = (step: SetUpStep) => href({ screen: 'set-up', integration: integration.id, step });
  return (
    <nav class="ways" aria-label="Steps">
      {before && (
        <a class="button" href={to(before)}>
          <Icon name="back" />
          Back
        </a>
      )}
      <span class="quiet">
        {passed.map(({ step, title, done }) => (
          <span key={step} class="block">
            {title}: nothing to do.{done && ` ${done}.`}
          </span>
        ))}
        Saved as you go. You can leave at any time.
      </span>
      {after && (
        <a class="button button-main" href={to(after.step)}>
          Continue
          <Icon name="right" />
        </a>
      )}
    </nav>
  );
}

export function SetUp() {
  const where = route.value;
  const wanted = where.screen === 'set-up' ? where.integration : undefined;
  const integration = integrations.value?.find(({ id }) => id === wanted);
  const asked = where.screen === 'set-up' ? where.step : undefined;
  // Whoever comes back goes on where something is open.
  const step = asked ?? (integration && setUpSteps[integration.step - 1]);

  useEffect(() => {
    if (wanted && step && !asked) swap({ screen: 'set-up', integration: wanted, step });
  }, [wanted, step, asked]);
  // From step to step the focus goes along; a new screen begins at its own heading.
  const before = useRef(step);
  useEffect(() => {
    if (before.current && before.current !== step)
      document.querySelector<HTMLElement>('.set-up-step h2')?.focus();
    before.current = step;
  }, [step]);

  if (!integration || !step) {
    return (
      <div class="page page-text">
        <Head />
        <Closed />
        {integrations.value && (
          <>
            <p>There is no integration of this name in the open files.</p>
            <p>
              <a class="button" href={href({ screen: 'integrations' })}>
                Marketing Integrations
              </a>
            </p>
          </>
        )}
      </div>
    );
  }
  const View = views[step];
  return (
    <div class="page page-text set-up">
      <Head integration={integration} />
      <Steps integration={integration} at={step} />
      <div class="set-up-step" key={step}>
        <View integration={integration} />
      </div>
      <Ways integration={integration} at={step} />
      <Combobox />
    </div>
  );
}
