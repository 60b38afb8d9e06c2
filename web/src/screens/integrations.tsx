import type { IntegrationState, IntegrationView } from 'leadloom';
import { fail, type Opened, refusal } from '../core';
import { changeAndSay, integrations } from '../office';
import { Closed } from '../parts/closed';
import { Download } from '../parts/download';
import { DropZone } from '../parts/drop-zone';
import { Icon, type IconName } from '../parts/icon';
import { LearnMore } from '../parts/learn-more';
import { Mark } from '../parts/mark';
import { Menu } from '../parts/menu';
import { Switch } from '../parts/switch';
import { Tag, type Tone } from '../parts/tag';
import { toast } from '../parts/toast';
import { href, setUpSteps } from '../route';
import { PdfButton } from './pdf-button';
import { openAsking, useReplace } from './replace';
import { savedSetUp } from './saved-set-up';
import { Steps } from './steps';

interface State {
  tone: Tone;
  icon: IconName;
  word: string;
  /** What the button that leads into the set-up says. */
  act: string;
}

const states: Record<IntegrationState, State> = {
  not_begun: { tone: 'plain', icon: 'open', word: 'Not set up', act: 'Configure' },
  in_set_up: { tone: 'warn', icon: 'clock', word: 'In set-up', act: 'Finish Editing' },
  agreement_needed: { tone: 'warn', icon: 'document', word: 'Agreement needed', act: 'Edit' },
  agreement_outdated: {
    tone: 'warn',
    icon: 'document',
    word: 'New agreement to read',
    act: 'Edit',
  },
  paused: { tone: 'plain', icon: 'open', word: 'Paused', act: 'Edit' },
  live: { tone: 'ok', icon: 'done', word: 'Live', act: 'Edit' },
};

const enable = ({ id, name }: IntegrationView, enabled: boolean) =>
  changeAndSay(
    { type: 'set_enabled', integration: id, enabled },
    `${name} ${enabled ? 'is on' : 'is paused'}.`,
  );

/** More than a button or two: what is seldom wanted. */
function More({ integration }: { integration: IntegrationView }) {
  const { id, name } = integration;
  return (
    <Menu label={`More about ${name}`} shown="More">
      <li>
        <a href={href({ screen: 'set-up', integration: id, step: 'agreement' })}>
          <Icon name="document" />
          View Agreement
        </a>
      </li>
      <li>
        <PdfButton integration={id} />
      </li>
      <li>
        <a href={href({ screen: 'history' })}>
          <Icon name="clock" />
          History
        </a>
      </li>
      <li>
        <Download type="application/json" label="Save set-up" file={savedSetUp} />
      </li>
    </Menu>
  );
}

function Integration({ integration }: { integration: IntegrationView }) {
  const { id, name, about, dealer, mark, state, step, editBeginsAt, accounts, enabled, left } =
    integration;
  const { tone, icon, word, act } = states[state];
  const title = `integration-${id}`;
  const open = state === 'not_begun' || state === 'in_set_up';
  return (
    <section class="panel integration" aria-labelledby={title}>
      <div class="integration-head">
        <Mark mark={mark} size="large" />
        <div class="integration-name">
          <h2 id={title}>{name}</h2>
          <p class="tags">
            <Tag tone={tone} icon={icon}>
              {state === 'in_set_up' ? `Step ${step} of 4` : word}
            </Tag>
            {accounts.length > 0 && (
              <span class="quiet">
                {accounts.length === 1 ? '1 account' : `${accounts.length} accounts`}
              </span>
            )}
          </p>
        </div>
        {!open && (
          <Switch
            label={`Enabled: ${name}`}
            shown="Enabled"
            checked={enabled}
            onSwitch={(on) => enable(integration, on)}
          />
        )}
        <a
          class={open ? 'button button-main' : 'button'}
          href={href({ screen: 'set-up', integration: id, step: setUpSteps[editBeginsAt - 1] })}
        >
          {act}
          <span class="unseen"> {name}</span>
        </a>
        <More integration={integration} />
      </div>
      <p>
        {about} {open && dealer} <LearnMore of={integration} />
      </p>
      {left.length > 0 && <Steps integration={integration} />}
    </section>
  );
}

function tell(opened: readonly Opened[]) {
  const refused = opened.find(({ ok }) => !ok);
  if (refused)
    refusal.value = { title: `${refused.name} was not added`, findings: refused.findings };
  const taken = opened.filter(({ ok }) => ok).map(({ name }) => name);
  if (taken.length > 0) toast(`Added from ${taken.join(', ')}.`);
}

/** A partner manifest that is dropped here is one more integration; a set-up is asked about first. */
function AddPartner() {
  const { ask, shown } = useReplace();
  return (
    <>
      <DropZone
        label="Add a partner"
        onFiles={(files) => {
          openAsking(files, { fresh: false, ask, onOpened: tell }).catch(
            fail('The files could not be opened'),
          );
        }}
      >
        Or drop a partner manifest here. It is checked, and read here only.
      </DropZone>
      {shown}
    </>
  );
}

export function Integrations() {
  const all = integrations.value;
  return (
    <div class="page">
      <header class="page-head">
        <h1 tabIndex={-1}>Marketing Integrations</h1>
        <p class="quiet">
          Where leads come from. To connect one you must be a dealer of the partner, with an account
          at its portal.
        </p>
      </header>
      <Closed />
      {all?.map((integration) => (
        <Integration key={integration.id} integration={integration} />
      ))}
      {all && <AddPartner />}
    </div>
  );
}
