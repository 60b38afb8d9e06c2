import { effect } from '@preact/signals';
import { me, nameWanted, roleName, roleNames, roles } from '../me';
import { Icon } from './icon';

/** Where one is wanted, the field for it opens; on a small screen it is inside the menu. */
effect(() => {
  if (!nameWanted.value) return;
  const panel = document.getElementById('who');
  if (!panel?.parentElement?.checkVisibility()) document.getElementById('side')?.showPopover();
  panel?.showPopover();
  document.getElementById('my-name')?.focus();
});

/** Name and role as they are signed under every command. */
export function WhoAmI() {
  const { name, role } = me.value;
  return (
    <div class="who">
      <button type="button" class="who-button" popovertarget="who" title="Change name or role">
        <Icon name="person" />
        <span>
          <span class="who-name">{name || 'Your name?'}</span>
          <span class="who-role">{roleName(role)}</span>
        </span>
        <span class="unseen">, change name or role</span>
      </button>
      <div class="who-panel" id="who" popover="auto">
        <label>
          Your name
          <input
            class="input"
            id="my-name"
            type="text"
            autocomplete="name"
            required
            aria-invalid={!name}
            aria-describedby={name ? undefined : 'name-missing'}
            value={name}
            // At once: a panel that closes takes a change with it in some browsers.
            onInput={({ currentTarget }) => {
              me.value = { ...me.value, name: currentTarget.value };
            }}
            onChange={({ currentTarget }) => {
              me.value = { ...me.value, name: currentTarget.value.trim() };
            }}
          />
        </label>
        {!name && (
          <p class="field-error" id="name-missing" role="alert">
            <Icon name="error" /> {nameWanted.value?.why ?? 'Enter your name.'}
          </p>
        )}
        <label>
          Your role
          <select
            class="select"
            value={role}
            onChange={({ currentTarget }) => {
              me.value = { ...me.value, role: currentTarget.value };
            }}
          >
            {roles.map((value) => (
              <option key={value} value={value}>
                {roleNames[value]}
              </option>
            ))}
          </select>
        </label>
        <p class="quiet">Written beside everything you do here. Kept in this browser.</p>
      </div>
    </div>
  );
}
