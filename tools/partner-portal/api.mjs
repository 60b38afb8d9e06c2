/** What a signed-in program may ask: accounts, pairings, alerts and their statuses. */
import { readJson } from './message.mjs';
import { Problem } from './problem.mjs';
import { userById } from './users.mjs';

const signInAgain = 'Refresh the access token, or sign in again.';

/** The user whose access token this is. @returns {Promise<import('./users.mjs').User>} */
async function bearer(provider, request, scope) {
  const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (!token) {
    throw new Problem(401, 'not-signed-in', 'The request has no access token.', {
      next: 'Sign in, and send the token as "Authorization: Bearer …".',
      headers: { 'www-authenticate': 'Bearer' },
    });
  }
  const found = await provider.AccessToken.find(token);
  const user = userById(found?.accountId);
  if (!user) {
    throw new Problem(401, 'invalid-token', 'The access token is expired or was withdrawn.', {
      next: signInAgain,
      headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
    });
  }
  if (!found.scopes.has(scope)) {
    throw new Problem(403, 'insufficient-scope', `The access token does not cover "${scope}".`, {
      next: `Sign in again and ask for the scope "${scope}".`,
      headers: { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scope}"` },
    });
  }
  return user;
}

/** Whether a tag is among those that the asker has. @param {string} tag */
const isKnown = (tag, asked = '') =>
  asked.split(',').some((one) => ['*', tag].includes(one.trim().replace(/^W\//, '')));

/** One row a path and method. */
const routes = [
  {
    path: /^\/accounts$/,
    scope: 'accounts',
    GET: ({ user, faults }) => ({ body: { accounts: faults.accountsOf(user) } }),
  },
  {
    path: /^\/pairings$/,
    scope: 'accounts',
    async POST({ user, request, pairings }) {
      await readJson(request);
      const pairing = pairings.start(user);
      const headers = { location: `/pairings/${pairing.id}`, 'retry-after': '1' };
      return { status: 202, headers, body: pairing };
    },
  },
  {
    path: /^\/pairings\/(?<id>[^/]+)$/,
    scope: 'accounts',
    GET: ({ user, pairings, id }) => ({ body: pairings.read(user, id) }),
  },
  {
    path: /^\/alerts$/,
    scope: 'alerts',
    GET({ user, request, query, faults, feed }) {
      const { body, next, tag } = feed.after(faults.accountsOf(user), query.get('after') ?? '0');
      const headers = {
        etag: tag,
        link: `</alerts?after=${next}>; rel="next"`,
        'cache-control': 'private, no-cache',
      };
      if (isKnown(tag, request.headers['if-none-match'])) return { status: 304, headers };
      return {
        headers: { ...headers, 'content-type': 'application/cloudevents-batch+json' },
        body,
      };
    },
  },
  {
    path: /^\/alerts\/(?<source>[^/]+)\/(?<id>[^/]+)\/status$/,
    scope: 'alerts',
    GET: (asked) => ({ body: asked.statuses.read(...alertOf(asked)) }),
    POST: async (asked) => ({
      body: asked.statuses.report(...alertOf(asked), await readJson(asked.request)),
    }),
  },
];

/** Source and id of the alert that is spoken of, which must be one of the user's. */
function alertOf({ user, source, id, faults, feed }) {
  if (!feed.has(faults.accountsOf(user), source, id)) {
    throw new Problem(404, 'unknown-alert', 'Your accounts have no such alert.', {
      next: 'Use the source and id of an alert from GET /alerts.',
    });
  }
  return /** @type {const} */ ([source, id]);
}

/** The parts of a path in plain letters; a broken escape is part of no path. */
function decoded(groups = {}) {
  try {
    return Object.fromEntries(
      Object.entries(groups).map(([name, part]) => [name, decodeURIComponent(part)]),
    );
  } catch {
    return undefined;
  }
}

/**
 * The answer to a request, or nothing when the path is none of these.
 * @param {import('node:http').IncomingMessage} request
 * @param {URL} url
 */
export async function answer(request, url, portal) {
  for (const route of routes) {
    const match = route.path.exec(url.pathname);
    const parts = match && decoded(match.groups);
    if (!parts) continue;
    const act = Object.hasOwn(route, request.method ?? '') && route[request.method];
    if (!act) {
      const allow = ['GET', 'POST'].filter((method) => method in route).join(', ');
      throw new Problem(405, 'wrong-method', `${request.method} is not possible here.`, {
        next: `Use ${allow}.`,
        headers: { allow },
      });
    }
    const user = await bearer(portal.provider, request, route.scope);
    return act({ ...portal, ...parts, user, request, query: url.searchParams });
  }
  return undefined;
}
