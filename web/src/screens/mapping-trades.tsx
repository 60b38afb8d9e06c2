import type { MappingView } from 'leadloom';
import { asked, changeAndSay, inTurn } from '../office';
import { including, without } from '../parts/chosen';
import { Icon } from '../parts/icon';

const select = (to: (now: string[]) => string[]) =>
  inTurn(async () => {
    const { trades } = await asked((of) => of.mapping());
    const before = trades.filter(({ selected }) => selected).map(({ id }) => id);
    await changeAndSay({ type: 'select_trades', trades: to(before) }, 'Trades changed.');
  });

/** Which trades the contractor works in; their standard job types are the rows (M10). */
export function Trades({ trades }: { trades: MappingView['trades'] }) {
  const chosen = trades.filter(({ selected }) => selected);
  return (
    <div class="trades">
      <ul class="chosen" aria-label="Selected trades">
        {chosen.map(({ id, label }) => (
          <li class="chosen-one" key={id}>
            {label}
          </li>
        ))}
        {chosen.length === 0 && <li class="quiet">No trade selected yet.</li>}
      </ul>
      <button type="button" class="button trades-button" popovertarget="trades">
        {chosen.length > 0 ? 'Manage Trades' : 'Select Trades'}
        <Icon name="down" />
      </button>
      <div class="trades-panel" id="trades" popover="auto">
        <fieldset>
          <legend>Trades that you serve</legend>
          <div class="trades-grid">
            {trades.map(({ id, label, selected }) => (
              <label class="check" key={id}>
                <input
                  type="checkbox"
                  checked={selected}
                  onChange={({ currentTarget: { checked } }) =>
                    select((now) => (checked ? including(now, id) : without(now, id)))
                  }
                />
                <span>{label}</span>
              </label>
            ))}
          </div>
        </fieldset>
      </div>
    </div>
  );
}
