import { signal } from '@preact/signals';
import type { IntegrationState, IntegrationView } from 'leadloom';
import type { ComponentType } from 'preact';
import { command, fail, integrations } from '../core';
import { roleName } from '../me';
import { CampaignSelect } from '../parts/campaign-select';
import { Combobox } from '../parts/combobox';
import { Icon, type IconName } from '../parts/icon';
import { LearnMore } from '../parts/learn-more';
import { Mark } from '../parts/mark';
import { Switch } from '../parts/switch';
import { Tag, type Tone } from '../parts/tag';
import { toast } from '../parts/toast';
import { href } from '../route';
import { leave, portals, signIn, view } from '../sign-in';
import { absolute } from '../time';
import { Accounts } from './accounts';
import { Steps } from './steps';

const states: Record<IntegrationState, { tone: Tone; icon: IconName; word: string }> = {
  agreement_needed: { tone: 'warn', icon: 'document', word: 'Agreement needed' },
  agreement_outdated: { tone: 'warn', icon: 'document', word: 'New agreement to read' },
  paused: { tone: 'plain', icon: 'open', word: 'Paused' },
  live: { tone: 'ok', icon: 'done', word: 'Live' },
};

async function enable({ id, name }: IntegrationView, enabled: boolean): Promise<boolean> {
  const done = await command({ type: 'set_enabled', integration: id, enabled });
  if (done) toast(`${name} ${enabled ? 'is on' : 'is paused'}.`, () => undoEnable(id, !enabled));
  return done;
}

const undoEnable = (integration: string, enabled: boolean) =>
  void command({ type: 'set_enabled', integration, enabled });

interface Kind {
  trade: string;
  standardJobType: string;
  label: string;
  enabled: boolean;
  alertTypes: string[];
}

/** The switch belongs to the standard job type; several alert types may share one. */
function kinds({ alertTypes }: IntegrationView): Kind[] {
  const found = new Map<string, Kind>();
  for (const { name, trade, standardJobType, label, enabled } of alertTypes) {
    const key = `${trade}/${standardJobType}`;
    const kind = found.get(key);
    if (kind) kind.alertTypes.push(name);
    else found.set(key, { trade, standardJobType, label, enabled, alertTypes: [name] });
  }
  return [...found.values()];
}

async function enableKind(integration: IntegrationView, kind: Kind, enabled: boolean) {
  const { trade, standardJobType } = kind;
  const change = (to: boolean) =>
    command({
      type: 'set_job_type_enabled',
      integration: integration.id,
      trade,
      standardJobType,
      enabled: to,
    });
  const done = await change(enabled);
  if (done) {
    const state = enabled ? 'is on' : 'is off';
    toast(`${kind.label} of ${integration.name} ${state}.`, () => void change(!enabled));
  }
  return done;
}

function Agreed({ integration }: { integration: IntegrationView }) {
  const { version, accepted } = integration.agreement;
  const link = href({ screen: 'agreement', integration: integration.id });
  if (integration.state === 'agreement_needed' || integration.state === 'agreement_outdated') {
    return (
      <div class="callout">
        <Icon name="document" />
        <p>
          {accepted
            ? `Version ${accepted.version} was accepted by ${accepted.acceptedBy.name}. There is a new version ${version}.`
            : 'Leads flow once an owner or administrator has accepted the data agreement.'}
        </p>
        <a class="button button-main" href={link}>
          Read the agreement
        </a>
      </div>
    );
  }
  return (
    <p class="agreed">
      {accepted && (
        <span>
          <Icon name="accepted" /> v{accepted.version} accepted by {accepted.acceptedBy.name} (
          {roleName(accepted.acceptedBy.role)}) on {absolute(accepted.acceptedAt)}
        </span>
      )}
      <a href={link}>View Agreement</a>
    </p>
  );
}

/** Nobody signs in before the agreement, or where the host knows no portal of the partner. */
const canSignIn = ({ id, agreement }: IntegrationView) =>
  agreement.accepted !== undefined && portals.value[id] !== undefined;

function AddAccount({ integration: { id, name, accounts } }: { integration: IntegrationView }) {
  const first = accounts.length === 0;
  return (
    <p class="add-account">
      <button
        type="button"
        id={`add-account-${id}`}
        class={first ? 'button button-main' : 'button'}
        onClick={() => leave(id, !first)}
      >
        <Icon name={first ? 'external' : 'plus'} />
        {first ? `Sign in with ${name}` : 'Add Account'}
      </button>
    </p>
  );
}

function Integration({ integration }: { integration: IntegrationView }) {
  const { tone, icon, word } = states[integration.state];
  const { accounts } = integration;
  const title = `integration-${integration.id}`;
  const Panel = view.value;
  return (
    <section class="panel integration" aria-labelledby={title}>
      <div class="integration-head">
        <Mark mark={integration.mark} size="large" />
        <div class="integration-name">
          <h2 id={title}>{integration.name}</h2>
          <p class="tags">
            <Tag tone={tone} icon={icon}>
              {word}
            </Tag>
          </p>
        </div>
        <Switch
          label={`Enabled: ${integration.name}`}
          shown="Enabled"
          checked={integration.enabled}
          onSwitch={(enabled) => enable(integration, enabled)}
        />
      </div>
      <p>
        {integration.about} <LearnMore of={integration} />
      </p>
      <Steps integration={integration} />
      <Agreed integration={integration} />
      <dl class="facts">
        <div class="fact">
          <dt>Campaign</dt>
          <dd>
            <CampaignSelect integration={integration} />
          </dd>
        </div>
        {(accounts.length > 0 || canSignIn(integration)) && (
          <div class="fact">
            <dt>{accounts.length === 1 ? 'Account' : 'Accounts'}</dt>
            <dd>
              <Accounts integration={integration} />
              {canSignIn(integration) && <AddAccount integration={integration} />}
            </dd>
          </div>
        )}
      </dl>
      {Panel && signIn.value?.integration === integration.id && <Panel />}
      <details class="kinds" open={integration.state === 'live'}>
        <summary>
          <h3>Job types that this integration sends</h3>
          <Icon name="down" />
        </summary>
        <ul>
          {kinds(integration).map((kind) => (
            <li key={`${kind.trade}/${kind.standardJobType}`}>
              <span>
                <strong>{kind.label}</strong>
                <span class="quiet block">from {kind.alertTypes.join(', ')}</span>
              </span>
              <Switch
                label={`${kind.label} from ${integration.name}`}
                checked={kind.enabled}
                onSwitch={(enabled) => enableKind(integration, kind, enabled)}
              />
            </li>
          ))}
        </ul>
        <p class="kinds-foot">
          <a href={href({ screen: 'mapping' })}>Job Type Mapping</a>
        </p>
      </details>
    </section>
  );
}

const history = signal<ComponentType | undefined>(undefined);

/** Who changed what, loaded when somebody asks. */
function Past() {
  const { value: History } = history;
  const bring = () =>
    import('./history').then(
      (brought) => {
        history.value = brought.History;
      },
      fail('The history could not be loaded', 'Check the connection, then open it again.'),
    );
  return (
    <details class="panel kinds" onToggle={({ currentTarget }) => currentTarget.open && bring()}>
      <summary>
        <h2>History of the set-up</h2>
        <Icon name="down" />
      </summary>
      {History && <History />}
    </details>
  );
}

export function Integrations() {
  const all = integrations.value;
  return (
    <div class="page">
      <header class="page-head">
        <h1 tabIndex={-1}>Marketing Integrations</h1>
        <p class="quiet">Where alerts come from, what each may send, and on which terms.</p>
      </header>
      {all?.length === 0 && (
        <div class="empty">
          <p>No integrations yet. Open a partner manifest to add one.</p>
        </div>
      )}
      {all?.map((integration) => (
        <Integration key={integration.id} integration={integration} />
      ))}
      <Past />
      <Combobox />
    </div>
  );
}
