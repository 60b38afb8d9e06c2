import type { Ref } from 'leadloom';
import { ask, type Choice } from './combobox';
import { Icon } from './icon';

interface Props {
  /** Whose they are, for readers: “Repair AC”. */
  of: string;
  /** What they are: “Job types”, and one of them: “job type”. */
  title: string;
  noun: string;
  chosen: readonly Ref[];
  choices(): Choice[];
  onAdd(id: string): void;
  onRemove(id: string): void;
}

/** Records of the tenant that were chosen, each to be removed, and a button to add one. */
export function Chosen({ of, title, noun, chosen, choices, onAdd, onRemove }: Props) {
  const ids = chosen.map(({ id }) => id);
  return (
    <ul class="chosen" aria-label={`${title} of ${of}`}>
      {chosen.map(({ id, name }) => (
        <li class="chosen-one" key={id}>
          {name}
          <button
            type="button"
            class="remove"
            aria-label={`Remove ${name} from ${of}`}
            title="Remove"
            onClick={({ currentTarget }) => {
              // This button goes with its chip; the next one to press is Add.
              currentTarget.closest('.chosen')?.querySelector<HTMLElement>('.add')?.focus();
              onRemove(id);
            }}
          >
            <Icon name="close" />
          </button>
        </li>
      ))}
      <li>
        <button
          type="button"
          class="add"
          aria-label={`Add ${noun} to ${of}`}
          aria-haspopup="listbox"
          onClick={({ currentTarget }) =>
            ask({
              label: `Add ${noun} to ${of}`,
              choices: choices().filter(({ id }) => !ids.includes(id)),
              anchor: currentTarget,
              onPick: onAdd,
            })
          }
        >
          <Icon name="plus" />
          Add {noun}
        </button>
      </li>
    </ul>
  );
}

export const without = (ids: readonly string[], id: string) => ids.filter((each) => each !== id);
export const including = (ids: readonly string[], id: string) => [...without(ids, id), id];

/** Business units to choose from, with their trade. */
export const unitChoices = (
  units: readonly (Ref & { active: boolean; trade: string })[],
): Choice[] =>
  units.map(({ id, name, active, trade }) => ({ id, name, note: active ? trade : 'Inactive' }));
