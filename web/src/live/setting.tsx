import type { IntegrationView } from 'leadloom';
import { feeds } from '../core';
import { me } from '../me';
import { Icon } from '../parts/icon';
import { toast } from '../parts/toast';
import { feedsOffered } from '../sign-in';
import { alter } from './leader';
import { notChanged } from './status';

/** Plain http is for this machine alone, as with portals. */
const loopback = /^http:\/\/(127\.0\.0\.1|\[::1\]|localhost)(?=[:/]|$)/;

/** Why an address is none for a feed; nothing where it is one. */
function fault(address: string): string {
  if (!URL.canParse(address)) return 'This is no address. It begins with https://';
  const { protocol, username, password } = new URL(address);
  if (protocol !== 'https:' && !loopback.test(address))
    return 'The address must begin with https://';
  if (username || password) return 'Leave name and password out of the address.';
  return '';
}

/** Who may say where alerts come from: the same as for the agreement (M2). */
const decides = (role: string) => role === 'Owner' || role === 'Admin';

async function begin(integration: IntegrationView, field: HTMLInputElement) {
  const address = field.value.trim();
  field.setCustomValidity(fault(address));
  if (!field.reportValidity()) return;
  // Less is forgotten when the disk is full; a browser that refuses keeps it as long as it can.
  void navigator.storage?.persist?.().catch(() => {});
  await alter(integration.id, { on: true, address });
  toast(`New alerts of ${integration.name} come by themselves.`);
}

/** Where the alerts of an integration are fetched from, by themselves. */
export function LiveFeedSetting({ integration }: { integration: IntegrationView }) {
  const { id, name } = integration;
  const feed = feeds.value.find((one) => one.integration === id);
  const may = decides(me.value.role);
  return (
    <form
      class="by-hand live-setting"
      aria-label={`Live feed of ${name}`}
      onSubmit={(event) => {
        event.preventDefault();
        const field = event.currentTarget.querySelector('input');
        if (field) begin(integration, field).catch(notChanged);
      }}
    >
      <label>
        Address of the live feed of {name}
        <input
          class="input"
          type="url"
          autocomplete="off"
          required
          disabled={!may}
          defaultValue={feed?.address ?? feedsOffered.value[id] ?? ''}
          onInput={({ currentTarget }) => currentTarget.setCustomValidity('')}
        />
      </label>
      <button type="submit" class="button" disabled={!may}>
        <Icon name="download" />
        {feed?.on ? 'Change' : 'Fetch alerts by themselves'}
      </button>
      {!may && <p class="quiet">Only an Administrator or Owner says where alerts come from.</p>}
    </form>
  );
}
