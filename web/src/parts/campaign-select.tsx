import type { IntegrationView } from 'leadloom';
import { changeAndSay, mapping } from '../office';

const set = ({ id, name }: IntegrationView, campaign: string) =>
  changeAndSay({ type: 'set_campaign', integration: id, campaign }, `Campaign of ${name} changed.`);

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
        if (!(await set(integration, currentTarget.value))) {
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
