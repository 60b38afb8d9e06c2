import { useState } from 'preact/hooks';

interface Props {
  label: string;
  /** The part of the label to show; assistive technology hears `label`. */
  shown?: string;
  checked: boolean;
  disabled?: boolean;
  /** Answers whether the core took it; if not, the switch goes back. */
  onSwitch(checked: boolean): Promise<boolean>;
}

/** Shows what was asked last until that is answered: what earlier clicks changed may still be on its way. */
export function Switch({ label, shown, checked, disabled, onSwitch }: Props) {
  const [asked, ask] = useState<{ on: boolean }>();
  return (
    <label class="switch">
      {shown && <span>{shown}</span>}
      <input
        type="checkbox"
        role="switch"
        aria-label={label}
        checked={asked?.on ?? checked}
        disabled={disabled ?? false}
        onChange={async ({ currentTarget }) => {
          const mine = { on: currentTarget.checked };
          ask(mine);
          try {
            await onSwitch(mine.on);
          } finally {
            ask((latest) => (latest === mine ? undefined : latest));
          }
        }}
      />
    </label>
  );
}
