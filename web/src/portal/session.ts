import * as oauth from 'oauth4webapi';
import type { Next, Portals } from '../sign-in';

/**
 * A partner's portal by OAuth 2.0 and OpenID Connect: authorization code with PKCE (RFC 7636, S256),
 * `state` (RFC 6749, 10.12) and `nonce`. Tokens stay in memory and end with the page.
 */

type Portal = Portals[string];

/** What a sign-in needs to know again when the browser comes back. */
interface Begun {
  integration: string;
  /** The partner's name, for what is said before the core has answered. */
  partner: string;
  /** With other credentials than those that have connected accounts. */
  others: boolean;
  portal: Portal;
  verifier: string;
  state: string;
  nonce: string;
}

/** Somebody who is signed in. */
export interface Session {
  portal: Portal;
  /** The ids of the accounts that came with it. */
  accounts: string[];
  server: oauth.AuthorizationServer;
  access: string;
  refresh?: string | undefined;
  /** A renewal that is under way. */
  renewing?: Promise<boolean> | undefined;
}

/** What the portal refused, in its own words (RFC 7807), its advice, and the next step here. */
export class Refused extends Error {
  constructor(
    title: string,
    readonly advice: string,
    readonly next: Next,
  ) {
    super(title);
  }
}

const scopes = 'openid offline_access accounts alerts';
const kept = 'leadloom sign-in';
const none = oauth.None();

/** Plain http is for this machine alone (RFC 8252, 8.3). */
const loopback = /^http:\/\/(127\.0\.0\.1|\[::1\]|localhost)(?=[:/]|$)/;
const requests = ({ issuer }: Portal) =>
  loopback.test(issuer) ? { [oauth.allowInsecureRequests]: true } : {};

/** Where the portal sends people back to: this page, exactly. */
const redirect = () => new URL('./', location.href.replace(/[?#].*/s, '')).href;

async function discover(portal: Portal): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(portal.issuer);
  const response = await oauth.discoveryRequest(issuer, requests(portal));
  return oauth.processDiscoveryResponse(issuer, response);
}

/** The portal's page to sign in at. What only this page may know is kept in this tab. */
export async function begun(
  of: Pick<Begun, 'integration' | 'partner' | 'others' | 'portal'>,
): Promise<string> {
  const { portal, others } = of;
  const server = await discover(portal);
  if (!server.authorization_endpoint) throw new Error('The portal has no page to sign in at.');
  const secrets: Begun = {
    ...of,
    verifier: oauth.generateRandomCodeVerifier(),
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
  };
  const asked = {
    client_id: portal.client,
    redirect_uri: redirect(),
    response_type: 'code',
    scope: scopes,
    // OpenID Connect Core 11: a refresh token only with consent.
    prompt: others ? 'login consent' : 'consent',
    code_challenge: await oauth.calculatePKCECodeChallenge(secrets.verifier),
    code_challenge_method: 'S256',
    state: secrets.state,
    nonce: secrets.nonce,
  };
  const address = new URL(server.authorization_endpoint);
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
  sessionStorage.setItem(kept, JSON.stringify(secrets));
  return address.href;
}

/** What this tab began, once; nothing when it was another tab, or nothing. */
export function taken(): Begun | undefined {
  const text = sessionStorage.getItem(kept);
  sessionStorage.removeItem(kept);
  return text === null ? undefined : (JSON.parse(text) as Begun);
}

/** Tokens for what the browser brought back. */
export async function signedIn(from: Begun, query: URLSearchParams): Promise<Session> {
  const { portal, verifier, state, nonce } = from;
  const server = await discover(portal);
  const client: oauth.Client = { client_id: portal.client };
  const answer = oauth.validateAuthResponse(server, client, query, state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    none,
    answer,
    redirect(),
    verifier,
    requests(portal),
  );
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: nonce,
    requireIdToken: true,
  });
  const { access_token: access, refresh_token: refresh } = tokens;
  return { portal, accounts: [], server, access, refresh };
}

/** A new access token. The refresh token works once, so the new one takes its place. */
async function renewed(session: Session): Promise<boolean> {
  if (!session.refresh) return false;
  const client: oauth.Client = { client_id: session.portal.client };
  const response = await oauth.refreshTokenGrantRequest(
    session.server,
    client,
    none,
    session.refresh,
    requests(session.portal),
  );
  const tokens = await oauth.processRefreshTokenResponse(session.server, client, response);
  session.access = tokens.access_token;
  session.refresh = tokens.refresh_token ?? session.refresh;
  return true;
}

/** Once for all who ask meanwhile: a refresh token that is used twice ends the connection. */
function renew(session: Session): Promise<boolean> {
  session.renewing ??= renewed(session).finally(() => {
    session.renewing = undefined;
  });
  return session.renewing;
}

interface Problem {
  title?: string;
  next?: string;
}

/** A request with the token of this session, which is renewed once where the portal wants that. */
export async function send(
  session: Session,
  address: string | URL,
  init: RequestInit = {},
): Promise<Response> {
  const once = () =>
    fetch(address, {
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${session.access}` },
    });
  const { access } = session;
  const response = await once();
  if (response.status !== 401) return response;
  // Somebody else may have renewed it since.
  return session.access !== access || (await renew(session)) ? once() : response;
}

/** What the portal answers to a request of this session. */
export async function ask<T>(session: Session, method: string, path: string): Promise<T> {
  const response = await send(session, new URL(path, session.portal.issuer), { method });
  if (response.ok) return (await response.json()) as T;
  const problem = (await response.json().catch(() => ({}))) as Problem;
  throw new Refused(
    problem.title ?? `The portal answered ${response.status}.`,
    problem.next ?? 'Try again in a minute.',
    'again',
  );
}

/** Who leaves does not wait longer for a portal that does not answer. */
const patience = 5_000;

/** Ends the connection at the portal (RFC 7009). */
export async function revoke({ portal, server, access, refresh }: Session): Promise<void> {
  const client: oauth.Client = { client_id: portal.client };
  const options = { ...requests(portal), signal: AbortSignal.timeout(patience) };
  const response = await oauth.revocationRequest(server, client, none, refresh ?? access, options);
  await oauth.processRevocationResponse(response);
}
