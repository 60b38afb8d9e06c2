/** The two steps of a sign-in: who are you, and may Leadloom connect. */
import { SessionNotFound } from 'oidc-provider/lib/helpers/errors.js';
import { readForm } from './message.mjs';
import { html, page, sendPage } from './page.mjs';
import { Problem } from './problem.mjs';
import { refusals, scopes } from './provider.mjs';
import { password, userById, users, userWith } from './users.mjs';

/** Everyone who can sign in, with the password. */
export const sampleUsers = html`<section class="samples" aria-labelledby="samples">
<h2 id="samples">Sample users</h2>
<p>The password of all is <code>${password}</code></p>
<ul>${users.map(
  ({ email, about }) => html`<li><code>${email}</code><small>${about}</small></li>`,
)}</ul>
</section>`;

const logIn = ({ email = '', failed = false } = {}) =>
  page(
    failed ? 'Error: sign in' : 'Sign in',
    html`<h1>Sign in</h1>
<p>Leadloom would like to connect to your partner account.</p>
${failed && html`<p class="error" id="error" role="alert">No user has this e-mail address and password. Check both, or use one of the sample users below.</p>`}
<form method="post">
<label>E-mail address <input name="email" type="email" value="${email}" list="emails" autocomplete="username" required autofocus${
      failed && html` aria-invalid="true" aria-describedby="error"`
    }></label>
<datalist id="emails">${users.map((user) => html`<option value="${user.email}">`)}</datalist>
<label>Password <input name="password" type="password" autocomplete="current-password" required></label>
<div class="actions">
<button class="main" name="do" value="sign-in">Sign in</button>
<button name="do" value="cancel" formnovalidate>Cancel</button>
</div>
</form>
${sampleUsers}`,
  );

const consent = (user, asked) =>
  page(
    'Connect Leadloom',
    html`<h1>Connect Leadloom?</h1>
<p>You are signed in as <strong>${user.name}</strong> (${user.email}).</p>
<h2>Leadloom will be able to</h2>
<ul>${asked.map((scope) => html`<li>${scopes[scope]}</li>`)}</ul>
<h2>Your accounts</h2>
${
  user.accounts.length === 0
    ? html`<p>None: you are not a dealer.</p>`
    : html`<ul>${user.accounts.map(
        ({ id, name, profiles }) =>
          html`<li>${name} (${id})${profiles.map((profile) => html`, ${profile.name}`)}</li>`,
      )}</ul>`
}
<form method="post">
<div class="actions">
<button class="main" name="do" value="allow">Connect</button>
<button name="do" value="cancel">Cancel</button>
</div>
</form>`,
  );

/** The sign-in that a browser is at. */
async function details(provider, request, response) {
  try {
    return await provider.interactionDetails(request, response);
  } catch (cause) {
    if (!(cause instanceof SessionNotFound)) throw cause;
    const next = 'Go back to Leadloom and start again.';
    throw new Problem(400, 'expired', refusals.SessionNotFound, { next });
  }
}

/** A grant of all that was asked for. */
async function granted(provider, accountId, asked) {
  const grant = new provider.Grant({ accountId, clientId: 'leadloom' });
  grant.addOIDCScope(asked.join(' '));
  grant.addOIDCClaims(['name', 'email']);
  return await grant.save();
}

/**
 * Shows the step that a sign-in is at, and takes it.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
export async function signIn(request, response, { provider, pageOrigin }) {
  const { prompt, params, session } = await details(provider, request, response);
  const asked = String(params.scope)
    .split(' ')
    .filter((scope) => scope in scopes);
  const show = (body, status = 200) => sendPage(response, pageOrigin, body, status);
  const user = userById(session?.accountId);

  if (request.method !== 'POST') {
    return show(prompt.name === 'login' || !user ? logIn() : consent(user, asked));
  }
  const form = await readForm(request);
  const finish = (result) => provider.interactionFinished(request, response, result);
  const step = `${prompt.name} ${form.get('do')}`;

  if (form.get('do') === 'cancel') {
    return finish({ error: 'access_denied', error_description: 'The sign-in was cancelled.' });
  }
  if (step === 'login sign-in') {
    const email = form.get('email') ?? '';
    const found = userWith(email, form.get('password') ?? '');
    if (!found) return show(logIn({ email, failed: true }), 401);
    return finish({ login: { accountId: found.id } });
  }
  if (step === 'consent allow' && user) {
    return finish({ consent: { grantId: await granted(provider, user.id, asked) } });
  }
  // A form of another step, by the Back button: show where the sign-in is.
  return show(prompt.name === 'login' ? logIn() : consent(user, asked));
}
