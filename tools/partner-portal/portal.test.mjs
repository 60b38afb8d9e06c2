import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, afterEach, before, describe, it } from 'node:test';
import * as oauth from 'oauth4webapi';
import { servePortal } from '../tasks/start.mjs';
import { newBrowser } from './browser.mjs';
import { faultTable } from './faults.mjs';
import { readFeed } from './feed.mjs';
import { startPortal } from './portal.mjs';
import { password, users } from './users.mjs';

const pageOrigin = 'http://127.0.0.1:4173';
const redirectUri = `${pageOrigin}/`;
const allScopes = 'openid offline_access accounts alerts';
const client = { client_id: 'leadloom' };
const none = oauth.None();
const local = { [oauth.allowInsecureRequests]: true };
const [dana, luis, robin, casey] = users;

/** The time, which only tests move on. */
let time = Date.now();
/** @type {Awaited<ReturnType<typeof startPortal>>} */
let portal;
/** @type {oauth.AuthorizationServer} */
let server;

before(async () => {
  portal = await startPortal({ pageOrigin, now: () => time, pairingDelay: 1000 });
  const issuer = new URL(portal.issuer);
  const response = await oauth.discoveryRequest(issuer, local);
  server = await oauth.processDiscoveryResponse(issuer, response);
});
afterEach(() => portal.faults.clear());
after(() => portal.close());

/** A sign-in that was begun: its address and what only the page knows. */
async function begin(change = {}) {
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const nonce = oauth.generateRandomNonce();
  const asked = {
    client_id: client.client_id,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: allScopes,
    prompt: 'consent',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...change,
  };
  const url = new URL(/** @type {string} */ (server.authorization_endpoint));
  for (const [name, value] of Object.entries(asked)) if (value) url.searchParams.set(name, value);
  return { url: url.href, verifier, state, nonce };
}

const enter = (browser, shown, { email }) =>
  browser.submit(shown, { email, password, do: 'sign-in' });

/** Tokens for the code that the browser brought back. */
async function redeem({ verifier, state, nonce }, back) {
  const params = oauth.validateAuthResponse(server, client, new URL(back.url), state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    none,
    params,
    redirectUri,
    verifier,
    local,
  );
  return await oauth.processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: nonce,
    requireIdToken: true,
  });
}

/** The whole way, as this user. */
async function signedIn(user, browser = newBrowser(portal.issuer), change = {}) {
  const begun = await begin(change);
  const asked = await enter(browser, await browser.go(begun.url), user);
  return await redeem(begun, await browser.submit(asked, { do: 'allow' }));
}

async function refreshed(token) {
  const response = await oauth.refreshTokenGrantRequest(server, client, none, token, local);
  return await oauth.processRefreshTokenResponse(server, client, response);
}

/** A request to the portal with an access token. */
const ask = (token, path, { body, ...init } = /** @type {any} */ ({})) =>
  fetch(portal.issuer + path, {
    method: body ? 'POST' : 'GET',
    ...init,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'application/json' }),
      ...init.headers,
    },
    body: body && JSON.stringify(body),
  });

const read = async (token, path, init) => (await ask(token, path, init)).json();

/** A problem must say what happened and what to do. */
async function assertProblem(response, status, code) {
  assert.equal(response.status, status);
  assert.equal(response.headers.get('content-type'), 'application/problem+json');
  const problem = await response.json();
  assert.equal(problem.type, `urn:leadloom:partner-portal:${code}`);
  assert.equal(problem.status, status);
  assert.match(problem.title, /\.$/);
  assert.match(problem.next, /\.$/);
}

describe('a sign-in', () => {
  it('leads through the pages to tokens', async () => {
    const browser = newBrowser(portal.issuer);
    const begun = await begin();
    const logIn = await browser.go(begun.url);
    assert.match(logIn.text, /<h1>Sign in<\/h1>/);
    assert.match(logIn.text, /Development portal/);
    const consent = await enter(browser, logIn, dana);
    assert.match(consent.text, /<h1>Connect Leadloom\?<\/h1>/);
    assert.match(consent.text, /Dana Whitfield/);
    const back = await browser.submit(consent, { do: 'allow' });
    assert.ok(back.url.startsWith(redirectUri));
    const tokens = await redeem(begun, back);
    assert.equal(tokens.scope, allScopes);
    assert.ok(tokens.refresh_token);
    const claims = oauth.getValidatedIdTokenClaims(tokens);
    assert.equal(claims?.sub, dana.id);
    assert.equal(claims?.name, dana.name);
  });

  it('says when the password is wrong, and goes on', async () => {
    const browser = newBrowser(portal.issuer);
    const begun = await begin();
    const filled = { email: dana.email, password: '"><b>', do: 'sign-in' };
    const again = await browser.submit(await browser.go(begun.url), filled);
    assert.equal(again.status, 401);
    assert.match(again.text, /role="alert"/);
    assert.ok(again.text.includes(`value="${dana.email}"`));
    const consent = await enter(browser, again, dana);
    assert.match(consent.text, /Connect Leadloom\?/);
  });

  for (const step of ['log-in', 'consent']) {
    it(`that is cancelled at ${step} leads back with access_denied`, async () => {
      const browser = newBrowser(portal.issuer);
      const begun = await begin();
      const first = await browser.go(begun.url);
      const shown = step === 'consent' ? await enter(browser, first, dana) : first;
      const back = await browser.submit(shown, { do: 'cancel' });
      assert.ok(back.url.startsWith(redirectUri));
      assert.throws(
        () => oauth.validateAuthResponse(server, client, new URL(back.url), begun.state),
        { error: 'access_denied' },
      );
    });
  }

  it('as somebody else takes other credentials in the same browser', async () => {
    const browser = newBrowser(portal.issuer);
    const first = await signedIn(dana, browser);
    const begun = await begin({ prompt: 'login consent' });
    const forward = await enter(browser, await browser.go(begun.url), luis);
    assert.match(
      forward.headers.get('content-security-policy') ?? '',
      /script-src 'self' 'sha256-/,
    );
    const consent = await browser.submit(forward);
    assert.match(consent.text, /Luis Ortega/);
    const second = await redeem(begun, await browser.submit(consent, { do: 'allow' }));
    assert.deepEqual((await read(second.access_token, '/accounts')).accounts, luis.accounts);
    assert.deepEqual((await read(first.access_token, '/accounts')).accounts, dana.accounts);
  });

  for (const [name, change] of [
    ['another redirect URI', { redirect_uri: `${pageOrigin}/other` }],
    ['the redirect URI of another port', { redirect_uri: 'http://127.0.0.1:4999/' }],
    ['another client', { client_id: 'other' }],
  ]) {
    it(`with ${name} is refused on the spot`, async () => {
      const { url } = await begin(change);
      const shown = await newBrowser(portal.issuer).go(url);
      assert.equal(shown.status, 400);
      assert.match(shown.text, /This did not work/);
    });
  }

  for (const [name, change] of [
    ['without PKCE', { code_challenge: '', code_challenge_method: '' }],
    ['with plain PKCE', { code_challenge: 'a'.repeat(43), code_challenge_method: 'plain' }],
    ['for a token at once', { response_type: 'token' }],
  ]) {
    it(`${name} is refused`, async () => {
      const { url } = await begin(change);
      const shown = await newBrowser(portal.issuer).go(url);
      assert.ok(shown.url.startsWith(redirectUri));
      assert.match(shown.url, /[?#&]error=(invalid_request|unsupported_response_type)/);
    });
  }

  it('needs the verifier that belongs to it', async () => {
    const browser = newBrowser(portal.issuer);
    const begun = await begin();
    const asked = await enter(browser, await browser.go(begun.url), dana);
    const back = await browser.submit(asked, { do: 'allow' });
    const verifier = oauth.generateRandomCodeVerifier();
    await assert.rejects(redeem({ ...begun, verifier }, back), { error: 'invalid_grant' });
  });

  it('that nobody knows says how to go on', async () => {
    const shown = await newBrowser(portal.issuer).go(`${portal.issuer}/sign-in/unknown`);
    assert.equal(shown.status, 400);
    assert.match(shown.text, /has expired/);
    assert.ok(shown.text.includes(`href="${pageOrigin}/"`));
  });
});

describe('tokens', () => {
  it('are refreshed once; the old one ends them all', async () => {
    const first = await signedIn(dana);
    const second = await refreshed(first.refresh_token);
    assert.notEqual(second.refresh_token, first.refresh_token);
    assert.equal((await ask(second.access_token, '/accounts')).status, 200);
    await assert.rejects(refreshed(first.refresh_token), { error: 'invalid_grant' });
    await assert.rejects(refreshed(second.refresh_token), { error: 'invalid_grant' });
    await assertProblem(await ask(second.access_token, '/accounts'), 401, 'invalid-token');
  });

  it('are revoked', async () => {
    const { access_token, refresh_token } = await signedIn(dana);
    const token = /** @type {string} */ (refresh_token);
    const response = await oauth.revocationRequest(server, client, none, token, local);
    await oauth.processRevocationResponse(response);
    await assert.rejects(refreshed(refresh_token), { error: 'invalid_grant' });
    await assertProblem(await ask(access_token, '/accounts'), 401, 'invalid-token');
  });

  it('are wanted, and cover what was asked for', async () => {
    await assertProblem(await ask(undefined, '/accounts'), 401, 'not-signed-in');
    await assertProblem(await ask('made-up', '/accounts'), 401, 'invalid-token');
    const { access_token } = await signedIn(dana, undefined, { scope: 'openid accounts' });
    assert.equal((await ask(access_token, '/accounts')).status, 200);
    await assertProblem(await ask(access_token, '/alerts'), 403, 'insufficient-scope');
  });
});

describe('accounts and pairings', () => {
  for (const user of users) {
    it(`of ${user.name}. ${user.about}`, async () => {
      const { access_token } = await signedIn(user);
      const { accounts } = await read(access_token, '/accounts');
      assert.deepEqual(accounts, user.accounts);

      const started = await ask(access_token, '/pairings', { body: {} });
      assert.equal(started.status, 202);
      const { id, status } = await started.json();
      assert.equal(status, 'processing');
      const location = /** @type {string} */ (started.headers.get('location'));
      assert.equal(location, `/pairings/${id}`);
      assert.equal((await read(access_token, location)).status, 'processing');
      time += 1000;
      const done = await read(access_token, location);
      if (user.declined) {
        assert.equal(done.status, 'declined');
        assert.deepEqual(done.reason, user.declined);
      } else {
        assert.equal(done.status, 'completed');
        assert.deepEqual(done.accounts, user.accounts);
      }
    });
  }

  it('show every kind of user', () => {
    assert.deepEqual(
      users.map(({ accounts, declined }) => [
        accounts.map(({ profiles }) => profiles.length),
        declined?.code,
      ]),
      [
        [[2], undefined],
        [[0, 0], undefined],
        [[], 'no-account'],
        [[0], 'account-on-hold'],
      ],
    );
  });

  it('are nobody else’s', async () => {
    const mine = await signedIn(dana);
    const others = await signedIn(luis);
    const { id } = await read(mine.access_token, '/pairings', { body: {} });
    const response = await ask(others.access_token, `/pairings/${id}`);
    await assertProblem(response, 404, 'unknown-pairing');
  });
});

describe('alerts', () => {
  /** All batches, up to the empty one. */
  async function all(token) {
    const events = [];
    let path = '/alerts';
    for (;;) {
      const response = await ask(token, path);
      const batch = await response.json();
      if (batch.length === 0) return { events, path };
      events.push(...batch);
      path = /^<(.+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1] ?? '';
    }
  }

  it('are the account’s, as CloudEvents, the same every time', async () => {
    const { access_token } = await signedIn(dana);
    const response = await ask(access_token, '/alerts');
    const type = response.headers.get('content-type');
    assert.equal(type, 'application/cloudevents-batch+json');
    const { events, path } = await all(access_token);
    assert.equal(events.length, 176);
    for (const { specversion, id, source, type, data } of events) {
      assert.equal(specversion, '1.0');
      assert.equal(type, 'com.smartac.alert');
      assert.ok(id && source && data.type);
      assert.equal(data.account, 'acct-2210');
    }
    assert.deepEqual((await all(access_token)).events, events);
    assert.deepEqual(await read(access_token, path), []);
  });

  it('go to the other accounts too, and to nobody without one', async () => {
    const { access_token } = await signedIn(luis);
    assert.equal((await all(access_token)).events.length, 121);
    const stranger = await signedIn(robin);
    assert.deepEqual((await all(stranger.access_token)).events, []);
  });

  it('are not sent again to who has them', async () => {
    const { access_token } = await signedIn(dana);
    const tag = (await ask(access_token, '/alerts')).headers.get('etag');
    for (const known of [tag, `"other", W/${tag}`, '*']) {
      const headers = { 'if-none-match': known };
      const response = await ask(access_token, '/alerts', { headers });
      assert.equal(response.status, 304);
      assert.equal(response.headers.get('etag'), tag);
      assert.equal(await response.text(), '');
    }
    const headers = { 'if-none-match': tag };
    assert.equal((await ask(access_token, '/alerts?after=100', { headers })).status, 200);
    for (const cursor of ['x', '-1', '99999']) {
      const response = await ask(access_token, `/alerts?after=${cursor}`);
      await assertProblem(response, 400, 'unknown-cursor');
    }
  });

  it('come after the end when new ones are sent, by programs only', async () => {
    const feed = readFeed();
    const { end } = feed;
    const cursor = String(end);
    const before = feed.after(dana.accounts, cursor);
    feed.add('{"source":"smartac.com","id":"NEW-1","account":"acct-2210"}\nnot an alert\n');
    const { body, next, tag } = feed.after(dana.accounts, cursor);
    assert.deepEqual(
      JSON.parse(body).map(({ id }) => id),
      ['NEW-1'],
    );
    assert.equal(next, end + 1);
    assert.notEqual(tag, before.tag);
    const add = (headers) =>
      fetch(`${portal.issuer}/development/alerts`, { method: 'POST', headers, body: 'none' });
    assert.deepEqual(await (await add({})).json(), { added: 0, end });
    await assertProblem(await add({ origin: pageOrigin }), 403, 'not-for-pages');
  });

  it('take reports of what became of them, each once', async () => {
    const { access_token } = await signedIn(dana);
    const path = '/alerts/smartac.com/SA-100002/status';
    assert.equal((await read(access_token, path)).status, null);
    const booked = { status: 'booked', at: '2026-11-20T18:05:00Z' };
    const received = { status: 'received', at: '2026-11-20T18:00:00Z' };
    const dismissed = { status: 'dismissed', at: '2026-11-20T18:09:00Z', reason: 'Wrong number' };
    const sent = [booked, received, { ...booked, at: '2026-11-20T12:05:00-06:00' }];
    for (const body of sent) {
      const { status, history } = await read(access_token, path, { body });
      assert.equal(status, 'booked');
      assert.ok(history.length <= 2);
    }
    await ask(access_token, path, { body: dismissed });
    await ask(access_token, path, { body: booked });
    assert.deepEqual(await read(access_token, path), {
      source: 'smartac.com',
      id: 'SA-100002',
      status: 'dismissed',
      at: dismissed.at,
      history: [received, booked, dismissed],
    });
  });

  it('take no report that cannot be', async () => {
    const { access_token } = await signedIn(dana);
    const path = '/alerts/smartac.com/SA-100002/status';
    const at = '2026-11-20T18:00:00Z';
    for (const body of [
      { status: 'lost', at },
      { status: 'booked' },
      { status: 'booked', at: '5' },
    ]) {
      await assertProblem(await ask(access_token, path, { body }), 422, 'unknown-status');
    }
    const others = '/alerts/smartac.com/SA-100001/status';
    await assertProblem(await ask(access_token, others), 404, 'unknown-alert');
    const text = { method: 'POST', headers: { 'content-type': 'text/plain' } };
    const plain = await fetch(portal.issuer + path, {
      ...text,
      body: '{}',
      headers: { ...text.headers, authorization: `Bearer ${access_token}` },
    });
    await assertProblem(plain, 415, 'not-json');
    await assertProblem(await ask(access_token, path, { method: 'PUT' }), 405, 'wrong-method');
  });
});

describe('faults', () => {
  const control = (init) => fetch(`${portal.issuer}/development/faults`, init);
  const set = (fault, setting = {}) =>
    control({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ fault, ...setting }),
    });

  /** What each fault does, by name: no fault is without a test. */
  const effects = {
    async decline() {
      const { access_token } = await signedIn(dana);
      await set('decline');
      const { id } = await read(access_token, '/pairings', { body: {} });
      time += 1000;
      const done = await read(access_token, `/pairings/${id}`);
      assert.equal(done.status, 'declined');
      assert.equal(done.reason.code, 'declined');
    },

    async slow() {
      const { access_token } = await signedIn(dana);
      await set('slow', { ms: 80 });
      const start = performance.now();
      assert.equal((await ask(access_token, '/accounts')).status, 200);
      assert.ok(performance.now() - start >= 75);
    },

    async error() {
      const { access_token } = await signedIn(dana);
      await set('error', { times: 2 });
      const headers = { origin: pageOrigin };
      const response = await ask(access_token, '/accounts', { headers });
      assert.equal(response.headers.get('access-control-allow-origin'), pageOrigin);
      await assertProblem(response, 500, 'portal-error');
      const page = await newBrowser(portal.issuer).go((await begin()).url);
      assert.equal(page.status, 500);
      assert.match(page.text, /Back to Leadloom/);
      assert.equal((await ask(access_token, '/accounts')).status, 200);
    },

    async busy() {
      const { access_token } = await signedIn(dana);
      await set('busy', { ms: 2500, times: 1 });
      const response = await ask(access_token, '/alerts');
      assert.equal(response.headers.get('retry-after'), '3');
      await assertProblem(response, 503, 'busy');
      assert.equal((await ask(access_token, '/alerts')).status, 200);
    },

    async 'expired-token'() {
      const { access_token, refresh_token } = await signedIn(dana);
      await set('expired-token');
      const response = await ask(access_token, '/accounts');
      assert.match(response.headers.get('www-authenticate') ?? '', /invalid_token/);
      await assertProblem(response, 401, 'invalid-token');
      const fresh = await refreshed(refresh_token);
      assert.equal((await ask(fresh.access_token, '/accounts')).status, 200);
    },

    async 'signed-out'() {
      const { access_token, refresh_token } = await signedIn(dana);
      await set('signed-out');
      await assertProblem(await ask(access_token, '/accounts'), 401, 'invalid-token');
      await assert.rejects(refreshed(refresh_token), { error: 'invalid_grant' });
      assert.ok((await signedIn(dana)).access_token);
    },

    async down() {
      const { access_token } = await signedIn(dana);
      await set('down');
      await assert.rejects(ask(access_token, '/accounts'), TypeError);
      const issuer = new URL(portal.issuer);
      await assert.rejects(oauth.discoveryRequest(issuer, local), TypeError);
      await control({ method: 'DELETE' });
      assert.equal((await ask(access_token, '/accounts')).status, 200);
    },

    async 'wrong-account'() {
      await set('wrong-account');
      const { access_token } = await signedIn(dana);
      const { accounts } = await read(access_token, '/accounts');
      assert.deepEqual(
        accounts.map(({ id }) => id),
        ['acct-7741'],
      );
      assert.deepEqual(await read(access_token, '/alerts'), []);
    },

    async 'clock-skew'() {
      const hour = 3_600_000;
      await set('clock-skew', { ms: hour });
      const response = await fetch(portal.issuer);
      const told = Date.parse(response.headers.get('date') ?? '');
      assert.ok(Math.abs(told - time - hour) < 2000);
      const tokens = await signedIn(dana);
      const { iat = 0, exp = 0 } = oauth.getValidatedIdTokenClaims(tokens) ?? {};
      assert.ok(Math.abs(iat * 1000 - time - hour) < 30_000);
      assert.equal(exp - iat, 600);

      // A clock that is behind makes tokens that seem expired.
      await set('clock-skew', { ms: -hour });
      await assert.rejects(signedIn(dana), { code: oauth.JWT_TIMESTAMP_CHECK });
    },
  };

  it('are the table’s', () => assert.deepEqual(Object.keys(effects), Object.keys(faultTable)));

  for (const [fault, check] of Object.entries(effects)) {
    it(`${fault}. ${faultTable[fault].about}`, check);
  }

  it('are listed, and refused when there are none such', async () => {
    await set('slow', { ms: 0, times: 99 });
    const { active, faults } = await (await control()).json();
    assert.deepEqual(active, [{ fault: 'slow', ms: 0, times: 99 }]);
    assert.equal(faults.length, Object.keys(faultTable).length);
    await assertProblem(await set('constructor'), 422, 'unknown-fault');
    await assertProblem(await set('slow', { ms: 'long' }), 422, 'unknown-setting');
    await assertProblem(await set('error', { times: 0 }), 422, 'unknown-setting');
  });

  it('cannot be set by a page', async () => {
    const headers = { origin: pageOrigin, 'content-type': 'application/json' };
    const response = await control({ method: 'POST', headers, body: '{"fault":"down"}' });
    await assertProblem(response, 403, 'not-for-pages');
    assert.deepEqual(portal.faults.active, []);
  });
});

describe('the door', () => {
  const paths = [
    '/.well-known/openid-configuration',
    '/jwks',
    '/token',
    '/token/revocation',
    '/accounts',
    '/pairings',
    '/alerts',
    '/nowhere',
  ];

  for (const path of paths) {
    it(`lets the page at ${path}, and no other`, async () => {
      const preflight = (origin) =>
        fetch(portal.issuer + path, {
          method: 'OPTIONS',
          headers: { origin, 'access-control-request-method': 'POST' },
        });
      for (const ask of [
        preflight,
        (origin) => fetch(portal.issuer + path, { headers: { origin } }),
      ]) {
        const ours = await ask(pageOrigin);
        assert.equal(ours.headers.get('access-control-allow-origin'), pageOrigin);
        assert.match(ours.headers.get('vary') ?? '', /Origin/);
        for (const origin of ['http://127.0.0.1:9999', 'https://shop.example', 'null']) {
          const theirs = await ask(origin);
          assert.equal(theirs.headers.get('access-control-allow-origin'), null);
          await assertProblem(theirs, 403, 'another-origin');
        }
      }
    });
  }

  it('answers nonsense with a problem, and goes on', async () => {
    const { port } = new URL(portal.issuer);
    const send = (path, headers = {}) =>
      new Promise((done, fail) => {
        request({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
          response.resume().on('end', () => done(response.statusCode));
        })
          .on('error', fail)
          .end();
      });
    assert.equal(await send('http://[/'), 400);
    assert.equal(await send('//'), 404);
    assert.equal(await send('/pairings/%ff'), 404);
    assert.equal(await send('/', { host: 'portal.example' }), 421);
    assert.equal(await send('/'), 200);
    await assertProblem(await ask(undefined, '/nowhere'), 404, 'nothing-here');
  });

  it('gives pages a strict policy and no scripts', async () => {
    const browser = newBrowser(portal.issuer);
    const begun = await begin();
    const logIn = await browser.go(begun.url);
    const pages = [
      await browser.go(portal.issuer),
      await browser.go((await begin({ client_id: 'other' })).url),
      await browser.go(`${portal.issuer}/sign-in/unknown`),
      logIn,
      await enter(browser, logIn, casey),
    ];
    for (const { url, text, headers } of pages) {
      const policy = headers.get('content-security-policy') ?? '';
      for (const part of [
        "default-src 'none'",
        "style-src 'self'",
        `form-action 'self' ${pageOrigin}`,
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ]) {
        assert.ok(policy.split('; ').includes(part), `${part} of ${url}`);
      }
      assert.doesNotMatch(policy, /unsafe|\*/);
      assert.doesNotMatch(text, /<script|<style| style=| on[a-z]+=/i);
      assert.match(text, /<html lang="en">/);
      assert.match(headers.get('content-type') ?? '', /^text\/html/);
    }
    const style = await fetch(`${portal.issuer}/page.css`);
    assert.match(style.headers.get('content-type') ?? '', /^text\/css/);
  });
});

describe('beside the page', () => {
  it('the portal starts, at another port when its own is taken', async () => {
    const first = await servePortal(redirectUri);
    const second = await servePortal(redirectUri);
    assert.notEqual(first.issuer, second.issuer);
    for (const { issuer, says, close } of [first, second]) {
      assert.equal(says, `A partner portal to try a sign-in is at ${issuer}/`);
      assert.equal((await fetch(`${issuer}/`, { headers: { origin: pageOrigin } })).status, 200);
      await close();
    }
  });

  it('a portal that cannot start says so and throws nothing', async () => {
    const { says, issuer } = await servePortal('no address');
    assert.equal(issuer, undefined);
    assert.match(says, /did not start: \S/);
  });
});
