import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { fail, failure } from '../core';
import { change, integrations } from '../office';
import { Icon } from '../parts/icon';
import { LearnMore } from '../parts/learn-more';
import { toast } from '../parts/toast';
import { swap } from '../route';
import { leave, type Next, type PortalAccount, sessions, signIn } from '../sign-in';
import { problemOf } from './problem';
import { ask, begun, Refused, revoke, type Session, signedIn, taken } from './session';

const integrationOf = (wanted: string) => integrations.value?.find(({ id }) => id === wanted);
const partnerOf = (integration: string) => integrationOf(integration)?.name ?? 'the portal';

function stop(integration: string, partner: string) {
  return (error: unknown) => {
    // Whoever closed the panel meanwhile wants no more of it.
    if (signIn.value?.integration !== integration) return;
    signIn.value = { integration, phase: 'problem', ...problemOf(error, partner) };
  };
}

export async function begin(integration: string, others: boolean): Promise<void> {
  signIn.value = { integration, phase: 'leaving' };
  const partner = partnerOf(integration);
  await begun(integration, partner, others).then(
    (address) => {
      if (signIn.value?.integration === integration) location.assign(address);
    },
    stop(integration, partner),
  );
}

interface Pairing {
  id: string;
  status: 'processing' | 'completed' | 'declined';
  accounts?: PortalAccount[];
  reason?: { title: string; next: string };
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks until the portal has decided, or somebody has cancelled. */
async function paired(session: Session, wanted: () => boolean): Promise<PortalAccount[]> {
  let pairing = await ask<Pairing>(session, 'POST', '/pairings');
  while (pairing.status === 'processing' && wanted()) {
    await wait(700);
    pairing = await ask<Pairing>(session, 'GET', `/pairings/${pairing.id}`);
  }
  const { reason, accounts = [] } = pairing;
  if (reason) throw new Refused(reason.title, reason.next, 'others');
  return accounts;
}

export async function finish(query: URLSearchParams): Promise<void> {
  const from = taken();
  if (!from) {
    failure.value = {
      title: 'The sign-in has expired',
      text: 'It was begun in another window, or some time ago.',
      next: 'Start it again from its integration.',
    };
    return;
  }
  const { integration, partner } = from;
  swap({ screen: 'set-up', integration, step: 'accounts' });
  signIn.value = { integration, phase: 'pairing' };
  const wanted = () => signIn.value?.integration === integration;
  try {
    const session = await signedIn(from, query);
    sessions.value = new Map([...sessions.value, [integration, session]]);
    const accounts = await paired(session, wanted);
    if (wanted()) signIn.value = { integration, phase: 'choosing', accounts };
  } catch (error) {
    stop(integration, partner)(error);
  }
}

const notEnded = fail(
  'The portal did not answer that the connection has ended',
  'The account is disconnected here. To be sure, disconnect it at the portal too.',
);

/** Ends the session of an integration whose account was disconnected. */
export async function end(integration: string): Promise<void> {
  const session = sessions.value.get(integration);
  sessions.value = new Map([...sessions.value].filter(([id]) => id !== integration));
  if (session) await revoke(session).catch(notEnded);
}

/** Goes, and leaves the focus where the sign-in was begun. */
function close() {
  const integration = signIn.value?.integration;
  signIn.value = undefined;
  document.getElementById(`add-account-${integration}`)?.focus();
}

async function connect(integration: string, accounts: PortalAccount[]) {
  for (const { id, name, profiles } of accounts) {
    const done = await change({
      type: 'connect_account',
      integration,
      account: id,
      name,
      profiles: profiles.map((profile) => ({ id: profile.id, name: profile.name })),
    });
    if (!done) return;
  }
  close();
  const [first] = accounts;
  const names = accounts.length === 1 ? first?.name : `${accounts.length} accounts`;
  toast(`${names} connected. Choose the business units next.`);
}

function Accounts({ integration, accounts }: { integration: string; accounts: PortalAccount[] }) {
  const left = useSignal<string[]>([]);
  const chosen = accounts.filter(({ id }) => !left.value.includes(id));
  const known = new Set(integrationOf(integration)?.accounts.map(({ id }) => id));
  const toggle = (id: string) => {
    left.value = left.value.includes(id)
      ? left.value.filter((other) => other !== id)
      : [...left.value, id];
  };
  return (
    <form
      class="sign-in-accounts"
      onSubmit={(event) => {
        event.preventDefault();
        void connect(integration, chosen);
      }}
    >
      <fieldset>
        <legend>Which of these accounts are yours?</legend>
        {accounts.map(({ id, name, profiles }) => (
          <label key={id} class="check">
            <input type="checkbox" checked={!left.value.includes(id)} onChange={() => toggle(id)} />
            <span>
              {name}
              <span class="quiet block">
                {known.has(id) && 'Connected already. '}
                {profiles.length === 0
                  ? 'No profiles'
                  : `Profiles: ${profiles.map((profile) => profile.name).join(', ')}`}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      <p class="row">
        <button type="submit" class="button button-main" disabled={chosen.length === 0}>
          Connect {chosen.length === 1 ? chosen[0]?.name : `${chosen.length} accounts`}
        </button>
        <button type="button" class="button" onClick={() => leave(integration, true)}>
          Sign in as somebody else
        </button>
      </p>
    </form>
  );
}

const steps: Record<Next, string> = {
  again: 'Sign in again',
  others: 'Sign in as somebody else',
};

/** The sign-in that is under way, in the card of its integration. */
export function Panel() {
  const heading = useRef<HTMLHeadingElement>(null);
  const now = signIn.value;
  const phase = now?.phase;
  useEffect(() => {
    if (phase && phase !== 'leaving') heading.current?.focus();
  }, [phase]);
  if (!now) return null;
  const { integration } = now;
  const partner = partnerOf(integration);
  const known = integrationOf(integration);
  const titles = {
    leaving: `Opening the portal of ${partner} …`,
    pairing: `${partner} is connecting your accounts …`,
    choosing: 'You are signed in',
    problem: now.phase === 'problem' ? now.title : '',
  };
  const problem = now.phase === 'problem';
  return (
    <section
      class={`callout sign-in ${problem ? 'callout-bad' : 'callout-plain'}`}
      aria-live="polite"
    >
      <Icon name={problem ? 'error' : now.phase === 'choosing' ? 'done' : 'clock'} />
      <div>
        <h3 ref={heading} tabIndex={-1}>
          {titles[now.phase]}
        </h3>
        {now.phase === 'pairing' && <p>This takes a moment. You can go on with other work.</p>}
        {problem && (
          <p>
            {now.text} {now.next === 'others' && known && <LearnMore of={known} />}
          </p>
        )}
        {now.phase === 'choosing' && <Accounts integration={integration} accounts={now.accounts} />}
      </div>
      {problem && (
        <button
          type="button"
          class="button button-main"
          onClick={() => leave(integration, now.next === 'others')}
        >
          {steps[now.next]}
        </button>
      )}
      <button type="button" class="button" onClick={close}>
        {problem ? 'Close' : 'Cancel'}
      </button>
    </section>
  );
}
