import type { IntegrationView, MappingView, Served } from 'leadloom';
import { command, core, inTurn, mapping } from '../core';
import { Chosen, including, unitChoices, without } from '../parts/chosen';
import { Icon } from '../parts/icon';
import { toast } from '../parts/toast';
import { view } from '../sign-in';

type Account = IntegrationView['accounts'][number];

const idsOf = ({ businessUnits }: Served) => businessUnits.map(({ id }) => id);

const assign = (integration: string, account: string, units: string[], profile?: string) =>
  command({
    type: 'assign_business_units',
    integration,
    account,
    ...(profile === undefined ? {} : { profile }),
    businessUnits: units,
  });

function change(integration: string, of: Account, profile: string | undefined, to: Change) {
  inTurn(async () => {
    const now = (await core.integrations()).find(({ id }) => id === integration);
    const account = now?.accounts.find(({ id }) => id === of.id);
    const served = profile ? account?.profiles.find(({ id }) => id === profile) : account;
    if (!served) return;
    const before = idsOf(served);
    const send = (units: string[]) => assign(integration, of.id, units, profile);
    if (await send(to(before)))
      toast(`Business units of ${served.name} changed.`, () => void send(before));
  });
}
type Change = (now: readonly string[]) => string[];

async function disconnect(integration: IntegrationView, account: Account) {
  const { id, name, profiles } = account;
  const gone = await command({
    type: 'disconnect_account',
    integration: integration.id,
    account: id,
  });
  if (!gone) return;
  // Only who has signed in here has anything to end at the portal.
  if (view.value) void import('../portal/panel').then(({ end }) => end(integration.id));
  toast(`${name} disconnected. Its leads stay.`, async () => {
    const again = await command({
      type: 'connect_account',
      integration: integration.id,
      account: id,
      name,
      profiles: profiles.map((profile) => ({ id: profile.id, name: profile.name })),
    });
    if (!again) return;
    if (account.businessUnits.length > 0) await assign(integration.id, id, idsOf(account));
    for (const profile of profiles) {
      if (profile.businessUnits.length > 0)
        await assign(integration.id, id, idsOf(profile), profile.id);
    }
  });
}

interface UnitsProps {
  integration: IntegrationView;
  account: Account;
  profile?: Served;
  units: MappingView['businessUnits'];
}

function Units({ integration, account, profile, units }: UnitsProps) {
  const served = profile ?? account;
  const alter = (to: Change) => change(integration.id, account, profile?.id, to);
  return (
    <li class="served">
      <span>{profile ? profile.name : 'All alerts of this account'}</span>
      <Chosen
        of={served.name}
        title="Business units"
        noun="business unit"
        chosen={served.businessUnits}
        choices={() => unitChoices(units)}
        onAdd={(id) => alter((now) => including(now, id))}
        onRemove={(id) => alter((now) => without(now, id))}
      />
    </li>
  );
}

/** Accounts at the partner's portal: business units for each profile, or for the account (M8). */
export function Accounts({ integration }: { integration: IntegrationView }) {
  const units = mapping.value?.businessUnits ?? [];
  const { accounts } = integration;
  const byAccount = ({ profiles, businessUnits }: Account) =>
    profiles.length === 0 || businessUnits.length > 0 || accounts.length > 1;
  return (
    <ul class="accounts" aria-label={`Accounts of ${integration.name}`}>
      {accounts.map((account) => (
        <li key={account.id}>
          <div class="row account-head">
            <strong>{account.name}</strong>
            <button
              type="button"
              class="button button-small"
              aria-label={`Disconnect ${account.name}`}
              onClick={() => disconnect(integration, account)}
            >
              <Icon name="close" />
              Disconnect
            </button>
          </div>
          <ul>
            {account.profiles.map((profile) => (
              <Units
                key={profile.id}
                integration={integration}
                account={account}
                profile={profile}
                units={units}
              />
            ))}
            {byAccount(account) && (
              <Units integration={integration} account={account} units={units} />
            )}
          </ul>
        </li>
      ))}
    </ul>
  );
}
