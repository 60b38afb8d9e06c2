import type { IntegrationView } from 'leadloom';
import { changeAndSay, mapping } from '../office';
import { CampaignSelect } from '../parts/campaign-select';
import { Icon } from '../parts/icon';
import { Switch } from '../parts/switch';
import { openOf, steps, what } from './steps';

interface Kind {
  trade: string;
  standardJobType: string;
  label: string;
  enabled: boolean;
  alertTypes: string[];
  leads: number;
  leadsLastWeek: number;
}

/** The switch belongs to the standard job type; several alert types may share one. By trade. */
function kindsByTrade({ alertTypes }: IntegrationView): Map<string, Kind[]> {
  const trades = new Map<string, Kind[]>();
  for (const { name, leads, ...type } of alertTypes) {
    const kinds = trades.get(type.trade) ?? [];
    trades.set(type.trade, kinds);
    const kind = kinds.find(({ standardJobType }) => standardJobType === type.standardJobType);
    if (kind) {
      kind.alertTypes.push(name);
      kind.leads += leads;
      kind.leadsLastWeek += type.leadsLastWeek;
    } else {
      kinds.push({ ...type, alertTypes: [name], leads });
    }
  }
  return trades;
}

const counted = (leads: number) =>
  `${leads.toLocaleString('en-US')} ${leads === 1 ? 'lead' : 'leads'}`;

function inLeads({ leads, leadsLastWeek, enabled }: Kind) {
  if (leads === 0) return 'no leads so far';
  const lately = leadsLastWeek === 0 ? 'none' : counted(leadsLastWeek);
  return `${lately} in the last week, ${counted(leads)} in all${enabled ? '' : ', held back'}`;
}

const enableKind = (integration: IntegrationView, kind: Kind, enabled: boolean) =>
  changeAndSay(
    {
      type: 'set_job_type_enabled',
      integration: integration.id,
      trade: kind.trade,
      standardJobType: kind.standardJobType,
      enabled,
    },
    `${kind.label} of ${integration.name} is ${enabled ? 'on' : 'off'}.`,
  );

function Kinds({ integration }: { integration: IntegrationView }) {
  const trades = mapping.value?.trades;
  // A trade is never called by its id while its name is on the way.
  if (!trades) return null;
  const labels = new Map(trades.map(({ id, label }) => [id, label]));
  return (
    <>
      {[...kindsByTrade(integration)].map(([trade, kinds]) => (
        <section class="kinds" key={trade} aria-label={labels.get(trade) ?? trade}>
          <h3>{labels.get(trade) ?? trade}</h3>
          <ul>
            {kinds.map((kind) => (
              <li key={kind.standardJobType}>
                <span>
                  <strong>{kind.label}</strong>
                  <span class="quiet block">
                    from {kind.alertTypes.join(', ')} · {inLeads(kind)}
                  </span>
                </span>
                <Switch
                  label={`${kind.label} from ${integration.name}`}
                  checked={kind.enabled}
                  onSwitch={(enabled) => enableKind(integration, kind, enabled)}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** Before the launch: what is left, and the button. Afterwards there is the switch in the list. */
function Finish({ integration }: { integration: IntegrationView }) {
  const { id, name, state } = integration;
  if (state === 'live') {
    return (
      <p class="callout callout-ok">
        <Icon name="done" />
        <span>{name} is live. Its leads arrive in Bookings.</span>
      </p>
    );
  }
  if (state === 'paused') {
    return (
      <p class="callout">
        <Icon name="open" />
        <span>{name} is paused: its leads are held back until it is enabled again.</span>
        <button
          type="button"
          class="button button-main"
          onClick={() =>
            changeAndSay({ type: 'set_enabled', integration: id, enabled: true }, `${name} is on.`)
          }
        >
          Enable
        </button>
      </p>
    );
  }
  const left = steps
    .map((step) => ({ ...step, open: openOf(integration, step) }))
    .filter(({ open }) => open && open !== 'enabled');
  return (
    <div class="finish">
      {left.map(({ step, title, open }) => (
        <p class="quiet" key={step}>
          <Icon name="warning" /> {title}: {open && what[open]}.
        </p>
      ))}
      <button
        type="button"
        class="button button-main"
        onClick={() =>
          changeAndSay(
            { type: 'finish', integration: id },
            `${name} is live. Leads start to arrive.`,
          )
        }
      >
        Finish
      </button>
    </div>
  );
}

/** Step 4: what it sends, what its leads are counted under, and the launch (M10, M12, M17). */
export function TurnOnStep({ integration }: { integration: IntegrationView }) {
  return (
    <>
      <section class="panel" aria-labelledby="turn-on-title">
        <h2 id="turn-on-title" tabIndex={-1}>
          Job types that {integration.name} sends
        </h2>
        <p class="quiet">Switched off, its alerts are held back and counted, not lost.</p>
        <Kinds integration={integration} />
      </section>
      <section class="panel" aria-labelledby="campaign-title">
        <h2 id="campaign-title">Campaign</h2>
        <p class="quiet">What a booking of its leads is counted under.</p>
        <CampaignSelect integration={integration} />
      </section>
      <Finish integration={integration} />
    </>
  );
}
