import type { IntegrationView, MappingView, Served } from 'leadloom';
import { LiveFeedSetting } from '../live/setting';
import { asked, changeAndSay, inTurn, mapping } from '../office';
import { Chosen, including, unitChoices, without } from '../parts/chosen';
import { Icon } from '../parts/icon';
import { LearnMore } from '../parts/learn-more';
import { leave, portals, signIn, view } from '../sign-in';

type Account = IntegrationView['accounts'][number];

const idsOf = ({ businessUnits }: Served) => businessUnits.map(({ id }) => id);

type Change = (now: readonly string[]) => string[];

function assign(integration: string, of: Account, profile: string | undefined, to: Change) {
  inTurn(async () => {
    const all = await asked((office) => office.integrations());
    const account = all
      .find(({ id }) => id === integration)
      ?.accounts.find(({ id }) => id === of.id);
    const served = profile ? account?.profiles.find(({ id }) => id === profile) : account;
    if (!served) return;
    await changeAndSay(
      {
        type: 'assign_business_units',
        integration,
        account: of.id,
        ...(profile === undefined ? {} : { profile }),
        businessUnits: to(idsOf(served)),
      },
      `Business units of ${served.name} changed.`,
    );
  });
}

async function disconnect(integration: IntegrationView, account: Account) {
  const { id, name } = account;
  const gone = await changeAndSay(
    { type: 'disconnect_account', integration: integration.id, account: id },
    `${name} disconnected. Its leads stay.`,
  );
  if (!gone) return;
  // Only who has signed in here has anything to end at the portal.
  if (view.value) void import('../portal/panel').then(({ end }) => end(integration.id));
}

interface UnitsProps {
  integration: IntegrationView;
  account: Account;
  profile?: Served;
  units: MappingView['businessUnits'];
}

function Units({ integration, account, profile, units }: UnitsProps) {
  const served = profile ?? account;
  const alter = (to: Change) => assign(integration.id, account, profile?.id, to);
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

/** Nobody signs in before the agreement, or where the host knows no portal of the partner. */
const canSignIn = ({ id, agreement }: IntegrationView) =>
  agreement.accepted !== undefined && portals.value[id] !== undefined;

function AddAccount({ integration: { id, name, accounts } }: { integration: IntegrationView }) {
  const first = accounts.length === 0;
  return (
    <p class="add-account">
      <button
        type="button"
        id={`add-account-${id}`}
        class={first ? 'button button-main' : 'button'}
        onClick={() => leave(id, !first)}
      >
        <Icon name={first ? 'external' : 'plus'} />
        {first ? `Sign in with ${name}` : 'Add Account'}
      </button>
    </p>
  );
}

/** Where the host knows no portal: the account by its number, as the partner's letters have it. */
function AddByHand({ integration: { id, name } }: { integration: IntegrationView }) {
  return (
    <form
      class="by-hand"
      onSubmit={async (event) => {
        event.preventDefault();
        const form = event.currentTarget;
        const account = String(new FormData(form).get('account') ?? '').trim();
        if (!account) return form.querySelector('input')?.focus();
        const done = await changeAndSay(
          { type: 'connect_account', integration: id, account },
          `Account ${account} connected. Choose its business units next.`,
        );
        if (done) form.reset();
      }}
    >
      <label>
        Account number at {name}
        <input class="input" name="account" type="text" autocomplete="off" required />
      </label>
      <button type="submit" class="button">
        <Icon name="plus" />
        Add Account
      </button>
    </form>
  );
}

/** Step 2: who the contractor is at the partner, and which business units its alerts are for. */
export function AccountsStep({ integration }: { integration: IntegrationView }) {
  const { id, name, agreement, accounts, dealer } = integration;
  const Panel = view.value;
  return (
    <section class="panel" aria-labelledby="accounts-title">
      <h2 id="accounts-title" tabIndex={-1}>
        Your accounts at {name}
      </h2>
      {!agreement.accepted && (
        <p class="callout">
          <Icon name="lock" />
          <span>Accept the data agreement first. Nothing is asked of {name} before.</span>
        </p>
      )}
      {accounts.length === 0 && (
        <p class="quiet">
          {dealer || `A dealer of ${name} has an account at its portal.`} Not a dealer yet? Then
          there is nothing to connect. <LearnMore of={integration} />
        </p>
      )}
      {accounts.length > 0 && <Accounts integration={integration} />}
      {canSignIn(integration) && <AddAccount integration={integration} />}
      {agreement.accepted && !canSignIn(integration) && <AddByHand integration={integration} />}
      {Panel && signIn.value?.integration === id && <Panel />}
      {accounts.length > 0 && <LiveFeedSetting integration={integration} />}
    </section>
  );
}

/** Accounts at the partner's portal: business units for each profile, or for the account (M8). */
export function Accounts({ integration }: { integration: IntegrationView }) {
  const units = mapping.value?.businessUnits ?? [];
  return (
    <ul class="accounts" aria-label={`Accounts of ${integration.name}`}>
      {integration.accounts.map((account) => (
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
            {account.asAWhole && (
              <Units integration={integration} account={account} units={units} />
            )}
          </ul>
        </li>
      ))}
    </ul>
  );
}
