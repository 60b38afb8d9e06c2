/**
 * A partner's portal for development and tests, on loopback: sign-in, accounts, pairings, alerts,
 * and faults on demand. A server of its own, so that the page meets what it meets at a partner's.
 */
import { createServer } from 'node:http';
import { answer } from './api.mjs';
import { admit, answerPreflight } from './door.mjs';
import { Faults, faultTable } from './faults.mjs';
import { readFeed } from './feed.mjs';
import { newMemory } from './memory.mjs';
import { readJson, readText, send, sendProblem } from './message.mjs';
import { errorPage, html, page, sendPage, style } from './page.mjs';
import { newPairings } from './pairings.mjs';
import { Problem } from './problem.mjs';
import { newProvider } from './provider.mjs';
import { sampleUsers, signIn } from './sign-in.mjs';
import { newStatuses } from './statuses.mjs';

/** Sets, shows and clears faults. Not for pages: a browser always says which page asks. */
async function setFaults(request, faults) {
  if (request.headers.origin !== undefined) {
    throw new Problem(403, 'not-for-pages', 'Pages cannot set faults.', {
      next: 'Set them from a test or the command line.',
    });
  }
  if (request.method === 'POST') {
    const { fault, ...setting } = await readJson(request);
    faults.set(String(fault), setting);
  } else if (request.method === 'DELETE') faults.clear();
  const table = Object.entries(faultTable).map(([fault, { about, takes }]) => ({
    fault,
    about,
    takes,
  }));
  return { body: { active: faults.active, faults: table } };
}

/** Takes in alerts that a program sends, one a line. */
async function addAlerts(request, feed) {
  if (request.headers.origin !== undefined) {
    throw new Problem(403, 'not-for-pages', 'Pages cannot add alerts.', {
      next: 'Add them from a test or the command line.',
    });
  }
  const before = feed.end;
  feed.add(await readText(request));
  return { body: { added: feed.end - before, end: feed.end } };
}

const welcome = (pageOrigin) =>
  page(
    'Welcome',
    html`<h1>Partner portal</h1>
<p>To try a sign-in, open <a href="${pageOrigin}/">Leadloom</a> and connect the partner there.</p>
${sampleUsers}`,
  );

/** The address that is asked for; some of what can be sent is none. */
function urlOf(request, issuer) {
  try {
    return new URL(issuer + request.url);
  } catch {
    throw new Problem(400, 'no-path', 'The request asks for no path.', {
      next: 'Start the path with a slash.',
    });
  }
}

/** @param {unknown} error */
function problemOf(error) {
  if (error instanceof Problem) return error;
  console.error(error);
  return new Problem(500, 'portal-error', 'The portal has a fault of its own.', {
    next: 'Look at its output, and report what it says.',
  });
}

/**
 * Starts a portal on 127.0.0.1; port 0 takes any that is free.
 * @param {object} options
 * @param {number} [options.port]
 * @param {string} options.pageOrigin origin of the page that may sign in, like `http://127.0.0.1:4173`
 * @param {() => number} [options.now] the time, in milliseconds; tokens go by the machine's own
 * @param {number} [options.pairingDelay] how long a pairing is processed, in milliseconds
 */
export async function startPortal({ port = 0, pageOrigin, now = Date.now, pairingDelay = 1500 }) {
  const server = createServer();
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  const issuer = `http://127.0.0.1:${address.port}`;

  const memory = newMemory();
  const faults = new Faults(memory);
  const clock = () => now() + faults.skew;
  const offset = () => clock() - Date.now();
  const provider = newProvider({ issuer, pageOrigin, memory, offset });
  const authorize = provider.callback();
  const portal = {
    provider,
    pageOrigin,
    faults,
    feed: readFeed(),
    statuses: newStatuses(),
    pairings: newPairings({ faults, now, clock, delay: pairingDelay }),
  };

  async function respond(request, response) {
    response.setHeader('date', new Date(clock()).toUTCString());
    admit(request, response, { issuer, pageOrigin });
    const url = urlOf(request, issuer);
    if (url.pathname === '/development/faults') {
      return send(response, await setFaults(request, faults));
    }
    if (url.pathname === '/development/alerts' && request.method === 'POST') {
      return send(response, await addAlerts(request, portal.feed));
    }
    if (answerPreflight(request, response)) return;
    await faults.before(request);
    if (request.socket.destroyed) return;

    const answered = await answer(request, url, portal);
    if (answered) return send(response, answered);
    if (url.pathname.startsWith('/sign-in/')) return await signIn(request, response, portal);
    if (url.pathname === '/') return sendPage(response, pageOrigin, welcome(pageOrigin));
    if (url.pathname === '/page.css') {
      const headers = { 'content-type': 'text/css; charset=utf-8' };
      return send(response, { headers, body: style });
    }
    return await authorize(request, response);
  }

  server.on('request', async (request, response) => {
    try {
      await respond(request, response);
    } catch (error) {
      const problem = problemOf(error);
      if (response.headersSent) return response.destroy();
      if (!/\btext\/html\b/.test(request.headers.accept ?? '')) {
        return sendProblem(response, problem);
      }
      const { status, message: title, next } = problem;
      sendPage(response, pageOrigin, errorPage({ title, next, pageOrigin }), status);
    }
  });

  return {
    issuer,
    faults,
    feed: portal.feed,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve(undefined));
        server.closeAllConnections();
      }),
  };
}
