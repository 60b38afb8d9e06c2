import { picked } from '../desk';
import { Icon } from '../parts/icon';
import { acts, fitting, type Lead } from './lead-acts';

/** Picks a lead, or leaves it again unless it is to stay. */
export function toggle(lead: Lead, stays = false) {
  const next = new Map(picked.value);
  if (!next.delete(lead.id) || stays) next.set(lead.id, lead);
  picked.value = next;
}

/** What can be done with all that are picked. */
export function Picked({ run }: { run(key: string, leads: readonly Lead[]): boolean }) {
  const leads = [...picked.value.values()];
  if (leads.length === 0) return null;
  return (
    <div class="picked" role="group" aria-label="Picked leads">
      <strong role="status">{leads.length} picked</strong>
      {acts
        .filter((one) => fitting(one, leads).length > 0)
        .map(({ key, label, icon }) => (
          <button
            key={key}
            type="button"
            class="button button-small"
            onClick={() => run(key, leads)}
          >
            <Icon name={icon} />
            {label}
          </button>
        ))}
      <button
        type="button"
        class="icon-button"
        aria-label="Pick none"
        title="Pick none"
        onClick={() => {
          picked.value = new Map();
        }}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
