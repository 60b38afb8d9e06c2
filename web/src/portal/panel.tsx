import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { fail, failure } from '../core';
import { asked, change, integrations } from '../office';
import { Icon } from '../parts/icon';
import { LearnMore } from '../parts/learn-more';
import { toast } from '../parts/toast';
import { swap } from '../route';
import { leave, type Next, type PortalAccount, portals, sessions, signIn } from '../sign-in';
import { problemOf } from './problem';
import { ask, begun, Refused, revoke, type Session, signedIn, taken } from './session';

const integrationOf = (wanted: string) => integrations.value?.find(({ id }) => id === wanted);
/** As the core has them by now, which the screen may not show yet. */
const accountsOf = async (integration: string) =>
  (await asked((of) => of.integrations())).find(({ id }) => id === integration)?.accounts ?? [];
const partnerOf = (integration: string) => integrationOf(integration)?.name ?? 'the portal';

function stop(integration: string, partner: string, others: boolean) {
  return (error: unknown) => {
    // Whoever closed the panel meanwhile wants no more of it.
    if (signIn.value?.integration !== integration) return;
    signIn.value = { integration, phase: 'problem', others, ...problemOf(error, partner) };
  };
}

export async function begin(integration: string, others: boolean): Promise<void> {
  const portal = portals.value[integration];
  if (!portal) return;
  signIn.value = { integration, phase: 'leaving' };
  const partner = partnerOf(integration);
  await begun({ integration, partner, others, portal }).then(
    async (address) => {
      if (signIn.value?.integration !== integration) return;
      // The page forgets its tokens when it is left.
      await endAll();
      location.assign(address);
    },
    stop(integration, partner, others),
  );
}

interface Pairing {
  id: string;
  status: 'processing' | 'completed' | 'declined';
  reason?: { title: string; next: string };
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A portal that has not decided by then may be asked another time. */
const patience = 120_000;

/** Asks until the portal has decided, or somebody has cancelled; then for the accounts. */
async function paired(
  session: Session,
  partner: string,
  wanted: () => boolean,
): Promise<PortalAccount[]> {
  const begunAt = performance.now();
  let pairing = await ask<Pairing>(session, 'POST', '/pairings');
  while (pairing.status === 'processing' && wanted()) {
    if (performance.now() - begunAt > patience)
      throw new Refused(
        `${partner} has not connected your accounts yet`,
        'It takes longer than usual there. Sign in again in a few minutes.',
        'again',
      );
    await wait(700);
    pairing = await ask<Pairing>(session, 'GET', `/pairings/${pairing.id}`);
  }
  const { status, reason } = pairing;
  if (status === 'declined')
    throw new Refused(
      reason?.title ?? `${partner} declined the connection`,
      reason?.next ?? `Ask the dealer support of ${partner} why, or sign in as somebody else.`,
      'others',
    );
  if (status === 'processing') return [];
  const { accounts } = await ask<{ accounts: PortalAccount[] }>(session, 'GET', '/accounts');
  if (accounts.length === 0)
    throw new Refused(
      'This sign-in has no account',
      `Sign in with the name that your accounts at ${partner} have.`,
      'others',
    );
  return accounts;
}

/** Whoever signs in again, and not with other credentials, must find an account that is connected. */
function match(
  accounts: readonly PortalAccount[],
  connected: readonly { id: string; name: string }[],
) {
  const ids = new Set(accounts.map(({ id }) => id));
  if (connected.length === 0 || connected.some(({ id }) => ids.has(id))) return;
  const names = (of: readonly { name: string }[]) => of.map(({ name }) => name).join(', ');
  throw new Refused(
    'You are signed in to another account',
    `It has ${names(accounts)}. Connected here: ${names(connected)}.`,
    'others',
  );
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
  const { integration, partner, others } = from;
  swap({ screen: 'set-up', integration, step: 'accounts' });
  signIn.value = { integration, phase: 'pairing' };
  const wanted = () => signIn.value?.integration === integration;
  let session: Session | undefined;
  try {
    session = await signedIn(from, query);
    const accounts = await paired(session, partner, wanted);
    if (!others) match(accounts, await accountsOf(integration));
    session.accounts = accounts.map(({ id }) => id);
    sessions.value = new Map([...sessions.value, [integration, session]]);
    if (wanted()) signIn.value = { integration, phase: 'choosing', accounts };
    else await end(integration);
  } catch (error) {
    stop(integration, partner, others)(error);
    // Nobody has anything of a connection that did not come about.
    if (session) await revoke(session).catch(() => {});
  }
}

const notEnded = fail(
  'The portal did not answer that the connection has ended',
  'Here it has. To be sure, disconnect it at the portal too.',
);

/** Ends sessions at the portal, all but those that stay. */
async function keepOnly(stays: (session: Session) => boolean): Promise<void> {
  const over = [...sessions.value.values()].filter((session) => !stays(session));
  if (over.length === 0) return;
  sessions.value = new Map([...sessions.value].filter(([, session]) => stays(session)));
  await Promise.all(over.map(revoke)).catch(notEnded);
}

/** Ends the session of an integration, unless an account that came with it is still connected. */
export async function end(integration: string): Promise<void> {
  const session = sessions.value.get(integration);
  if (!session) return;
  const connected = await accountsOf(integration);
  if (connected.some(({ id }) => session.accounts.includes(id))) return;
  await keepOnly((one) => one !== session);
}

export const endAll = () => keepOnly(() => false);

/** Goes, and leaves the focus where the sign-in was begun. */
function close() {
  const integration = signIn.value?.integration;
  signIn.value = undefined;
  document.getElementById(`add-account-${integration}`)?.focus();
  if (integration) void end(integration);
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
          onClick={() => leave(integration, now.next === 'others' || now.others)}
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
