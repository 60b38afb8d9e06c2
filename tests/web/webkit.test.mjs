/**
 * Journeys in WebKitGTK, in one session: what an office does on its first day; a passphrase; and what the
 * policy forbids.
 */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serve } from '../../tools/serve.mjs';
import { serveAttempts, tried, wentThrough } from './attempts.mjs';
import { key, webkit } from './webkit.mjs';

const site = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** @type {Awaited<ReturnType<typeof serve>>} */
let page;
/** @type {Awaited<ReturnType<typeof webkit>>} */
let own;

before(async () => {
  page = await serve(site, 0);
  own = await webkit();
  await own.go(page.address);
});

after(async () => {
  await own?.close();
  page?.server.closeAllConnections();
  page?.server.close();
});

const go = (hash) => own.go(`${page.address}#/${hash}`);

it('1: the desk shows its leads, and one is accepted by key', async () => {
  await own.sees('156 leads');
  await own.run("document.querySelector('.windowed').focus()");
  await own.keys(key.Down, key.Enter);
  await own.until('the card', "return document.querySelector('.card h2')?.innerText");
  await own.keys('a');
  await own.sees('Accepted: ');
  await own.sees('155 leads');
});

it('2: what was done is there after a reload', async () => {
  await own.go('about:blank');
  await go('bookings');
  await own.sees('155 leads');
});

it('3: the agreement is read to its end and accepted', async () => {
  await go('set-up/google-local-services');
  await own.sees('Sample text, not a contract');
  await own.run("document.getElementById('agreement-text').focus()");
  await own.keys(key.End);
  await own.until(
    'the end of the text',
    "const box = document.getElementById('agreement-text'); return box.scrollTop + box.clientHeight > box.scrollHeight - 8",
  );
  await own.control('input[type=checkbox]', 'I have read the terms');
  await own.run("document.getElementById('have-read').focus()");
  await own.keys(' ');
  await own.click('button', 'Agree');
  await own.sees('Sample Owner, Owner');
});

it('4: an account is added, and the set-up finished', async () => {
  await go('set-up/google-local-services/accounts');
  await own.control('input', 'Account number at Google Local Services');
  await own.run("document.querySelector('[name=account]').focus()");
  await own.keys('G', '4', '2', key.Enter);
  await own.sees('Account G42 connected');
  await go('set-up/google-local-services/turn-on');
  await own.click('button', 'Finish');
  await own.sees('Google Local Services is live');
});

it('5: the mapping is changed by keys, and taken back', async () => {
  await go('mapping');
  await own.click('button', /^Used by alerts/);
  await own.run("document.querySelector('.map-grid').focus()");
  const first = () => own.run("return document.getElementById('map-0-1').innerText");
  const name = await first();
  await own.keys(key.Delete);
  await own.until(
    'an empty cell',
    "return document.getElementById('map-0-1').innerText !== arguments[0]",
    name,
  );
  await own.click('button', 'Undo');
  await own.until(
    'the name again',
    "return document.getElementById('map-0-1').innerText === arguments[0]",
    name,
  );
});

it('6: the history tells it all, and the validator checks what is open', async () => {
  await go('history');
  await own.sees('set-up finished, on');
  await own.sees('Data agreement of Google Local Services');
  await go('validator');
  await own.sees('LL0102');
  assert.deepEqual(await own.run('return document.querySelectorAll(".banner").length'), 0);
});

it('7: a passphrase is set, and asked for after a reload', async () => {
  const words = 'orange kettle under the bridge';
  await go('bookings');
  await own.sees('155 leads');
  await own.click('button', 'Set a passphrase');
  await own.control('input', 'New passphrase');
  await own.run("document.querySelector('[name=fresh]').focus()");
  await own.keys(...words);
  await own.run("document.querySelector('[name=again]').focus()");
  await own.keys(...words, key.Enter);
  await own.sees('Encrypted. From now on');
  await own.go('about:blank');
  await go('bookings');
  await own.sees('What this browser keeps of Leadloom is encrypted.');
  await own.until('the focus', "return document.activeElement?.name === 'passphrase'");
  await own.keys(...'wrong', key.Enter);
  await own.sees('This is not the passphrase.');
  await own.keys(...words, key.Enter);
  await own.sees('155 leads');
});

it('8: under the policy nothing goes through of what does without it', async (t) => {
  const { strict, lax, close } = await serveAttempts();
  const cameAt = async (address) => {
    await own.go(address);
    return own.until('the attempts', 'return window.all');
  };
  const free = await cameAt(lax);
  assert.deepEqual(wentThrough(free), tried(free));
  const came = await cameAt(strict);
  t.diagnostic(`Trusted Types: ${came.trustedTypes}, in workers ${came.worker.trustedTypes}`);
  assert.deepEqual(wentThrough(came), { page: [], worker: [], sinks: [] });
  close();
});
