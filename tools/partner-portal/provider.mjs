/** The OpenID provider: one public client, code and PKCE, refresh tokens that work once. */
import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
// Not by the package's own door: that one warns, at each start, of the Node that we test with.
import { Provider } from 'oidc-provider/lib/provider.js';
import { errorPage, pageHeaders } from './page.mjs';
import { Problem } from './problem.mjs';
import { userById } from './users.mjs';

/** What Leadloom can ask for, in the words of the consent page. */
export const scopes = {
  openid: 'Know who you are: your name and e-mail address',
  accounts: 'See your accounts and their profiles',
  alerts: 'Receive the alerts of these accounts and report what became of them',
  offline_access: 'Stay connected until you disconnect',
};

const minutes = 60;
const days = 24 * 60 * minutes;

/** Errors of a sign-in that are shown here and not sent back, by the provider's names. */
export const refusals = {
  InvalidRedirectUri: 'The address to return to is not that of the page.',
  InvalidClient: 'The portal does not know this program.',
  SessionNotFound: 'This sign-in has expired, or was begun in another browser.',
};

/** An ID token with its times moved, as from a clock that is off. */
function moved(token, seconds, key) {
  const [head, body] = token.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
  for (const time of ['iat', 'exp', 'auth_time']) if (claims[time]) claims[time] += seconds;
  const content = `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
  const signature = sign('sha256', Buffer.from(content), { key, dsaEncoding: 'ieee-p1363' });
  return `${content}.${signature.toString('base64url')}`;
}

/**
 * @param {{ issuer: string, pageOrigin: string, memory: ReturnType<import('./memory.mjs').newMemory>,
 *   offset: () => number }} portal `offset` is the clock's, in milliseconds
 */
export function newProvider({ issuer, pageOrigin, memory, offset }) {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' };
  const key = createPrivateKey({ key: jwk, format: 'jwk' });

  const provider = new Provider(issuer, {
    adapter: memory.adapter,
    clients: [
      {
        client_id: 'leadloom',
        client_name: 'Leadloom',
        redirect_uris: [`${pageOrigin}/`],
        response_types: ['code'],
        grant_types: ['authorization_code', 'refresh_token'],
        token_endpoint_auth_method: 'none',
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [jwk] },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    responseTypes: ['code'],
    clientAuthMethods: ['none'],
    scopes: Object.keys(scopes),
    claims: { openid: ['sub', 'name', 'email'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    rotateRefreshToken: true,
    findAccount: (_, id) => {
      const user = userById(id);
      return (
        user && { accountId: id, claims: () => ({ sub: id, name: user.name, email: user.email }) }
      );
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      revocation: {
        enabled: true,
        allowedPolicy: (_, { clientId }, token) => token.clientId === clientId,
      },
      rpInitiatedLogout: { enabled: false },
    },
    interactions: { url: (_, { uid }) => `/sign-in/${uid}` },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    clientBasedCORS: (_, origin) => origin === pageOrigin,
    ttl: {
      AccessToken: 10 * minutes,
      AuthorizationCode: minutes,
      IdToken: 10 * minutes,
      Interaction: 30 * minutes,
      RefreshToken: 30 * days,
      Session: days,
      Grant: 30 * days,
    },
    renderError: (context, { error, error_description: details }, { name }) => {
      context.type = 'html';
      context.body = errorPage({
        title: refusals[name] ?? `The sign-in was refused: ${details ?? error}.`,
        next: 'Go back to Leadloom and start again.',
        pageOrigin,
      });
    },
  });

  provider.use(async (context, next) => {
    // The provider has one page of its own, which forwards a form; it adds its script's hash.
    context.set({ ...pageHeaders(pageOrigin, "script-src 'self'") });
    await next();
    if (context.status === 404 && !context.body) {
      const next = 'Look at the portal’s first page, or at /.well-known/openid-configuration.';
      context.status = 404;
      context.type = 'application/problem+json';
      context.body = new Problem(404, 'nothing-here', 'There is nothing here.', { next });
    }
    const seconds = Math.round(offset() / 1000);
    if (context.body?.id_token && seconds !== 0) {
      context.body = { ...context.body, id_token: moved(context.body.id_token, seconds, key) };
    }
  });
  return provider;
}
