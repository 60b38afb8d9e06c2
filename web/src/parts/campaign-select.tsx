import type { IntegrationView } from 'leadloom';
import { command, mapping } from '../core';
import { toast } from './toast';

async function set(integration: IntegrationView, campaign: string, before?: string) {
  const done = await command({ type: 'set_campaign', integration: integration.id, campaign });
  if (done && before !== campaign) {
    const undo = before ? () => void set(integration, before, campaign) : undefined;
    toast(`Campaign of ${integration.name} changed.`, undo);
  }
  return done;
}

/** The campaign that leads of an integration are booked under. */
export function CampaignSelect({ integration }: { integration: IntegrationView }) {
  const campaigns = mapping.value?.campaigns ?? [];
  const chosen = integration.campaign;
  const known = campaigns.some(({ id }) => id === chosen?.id);
  return (
    <select
      class="select"
      aria-label={`Campaign of ${integration.name}`}
      value={chosen?.id ?? ''}
      onChange={async ({ currentTarget }) => {
        if (!(await set(integration, currentTarget.value, chosen?.id))) {
          currentTarget.value = chosen?.id ?? '';
        }
      }}
    >
      {!chosen && (
        <option value="" disabled>
          Choose a campaign
        </option>
      )}
      {chosen && !known && <option value={chosen.id}>{chosen.name}</option>}
      {campaigns.map(({ id, name, active }) => (
        <option key={id} value={id}>
          {active ? name : `${name} (inactive)`}
        </option>
      ))}
    </select>
  );
}
