/** Tokens of a portal, without a browser: renewed once for all who ask, and ended for sure. */
import { expect, test } from '@playwright/test';
import { revoke, send } from '../../web/src/portal/session.ts';

const issuer = 'https://portal.example';

const json = (body, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

/** A portal whose refresh tokens work once, as they do where they rotate. */
function portal({ slow = 0 } = {}) {
  const state = { access: 'access 2', refresh: 'refresh 1', renewals: 0, revocations: 200 };
  globalThis.fetch = async (address, { headers, body } = {}) => {
    const { pathname, searchParams } = new URL(address);
    if (pathname === '/revocation') return new Response(null, { status: state.revocations });
    if (pathname === '/token') {
      state.renewals++;
      const given = new URLSearchParams(body).get('refresh_token');
      if (given !== state.refresh) return json({ error: 'invalid_grant' }, 400);
      state.refresh = 'refresh 2';
      return json({ access_token: state.access, token_type: 'bearer', refresh_token: 'refresh 2' });
    }
    const known = new Headers(headers).get('authorization') === `Bearer ${state.access}`;
    // Its answer comes when another has renewed the token already.
    if (!known && searchParams.has('late')) await new Promise((done) => setTimeout(done, slow));
    return new Response(null, { status: known ? 200 : 401 });
  };
  return state;
}

const session = () => ({
  portal: { issuer, client: 'leadloom' },
  accounts: [],
  server: {
    issuer,
    token_endpoint: `${issuer}/token`,
    revocation_endpoint: `${issuer}/revocation`,
  },
  access: 'access 1',
  refresh: 'refresh 1',
});

let fetching;
test.beforeEach(() => {
  fetching = globalThis.fetch;
});
test.afterEach(() => {
  globalThis.fetch = fetching;
});

test('two requests whose token has expired renew it once', async () => {
  const state = portal({ slow: 50 });
  const somebody = session();
  const asked = ['/alerts', '/accounts', '/alerts?late'].map((path) =>
    send(somebody, `${issuer}${path}`),
  );
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(state.renewals).toBe(1);
  expect(somebody).toMatchObject({ access: 'access 2', refresh: 'refresh 2' });
});

test('a connection that the portal does not end is none that has ended', async () => {
  const state = portal();
  await revoke(session());
  state.revocations = 503;
  await expect(revoke(session())).rejects.toThrow();
});
