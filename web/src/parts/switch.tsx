interface Props {
  label: string;
  /** The part of the label to show; assistive technology hears `label`. */
  shown?: string;
  checked: boolean;
  disabled?: boolean;
  /** Answers whether the core took it; if not, the switch goes back. */
  onSwitch(checked: boolean): Promise<boolean>;
}

export function Switch({ label, shown, checked, disabled, onSwitch }: Props) {
  return (
    <label class="switch">
      {shown && <span>{shown}</span>}
      <input
        type="checkbox"
        role="switch"
        aria-label={label}
        checked={checked}
        disabled={disabled ?? false}
        onChange={async ({ currentTarget }) => {
          if (!(await onSwitch(currentTarget.checked))) currentTarget.checked = checked;
        }}
      />
    </label>
  );
}
