import { me, roleName, roleNames, roles } from '../me';
import { Icon } from './icon';

/** Name and role as they are signed under every command. */
export function WhoAmI() {
  const { name, role } = me.value;
  return (
    <div class="who">
      <button type="button" class="who-button" popovertarget="who" title="Change name or role">
        <Icon name="person" />
        <span>
          <span class="who-name">{name}</span>
          <span class="who-role">{roleName(role)}</span>
        </span>
        <span class="unseen">, change name or role</span>
      </button>
      <div class="who-panel" id="who" popover="auto">
        <label>
          Your name
          <input
            class="input"
            type="text"
            autocomplete="name"
            value={name}
            onChange={({ currentTarget }) => {
              const typed = currentTarget.value.trim();
              if (typed) me.value = { ...me.value, name: typed };
              else currentTarget.value = me.value.name;
            }}
          />
        </label>
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
