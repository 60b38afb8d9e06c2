/** The portal's pages: plain HTML without scripts. */
import { readFileSync } from 'node:fs';
import { send } from './message.mjs';

const partner = JSON.parse(
  readFileSync(new URL('../../catalog/partners/smartac.json', import.meta.url), 'utf8'),
);

/** The one stylesheet, served beside the pages. */
export const style = readFileSync(new URL('page.css', import.meta.url), 'utf8');

const escaped = (value) =>
  String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Text that is HTML already. */
class Markup {
  constructor(text) {
    this.text = text;
  }
}

const written = (value) => {
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(written).join('');
  return value === undefined || value === false ? '' : escaped(value);
};

/** HTML whose values are escaped unless they are HTML themselves. */
export const html = (parts, ...values) =>
  new Markup(parts.map((part, i) => (i === 0 ? part : written(values[i - 1]) + part)).join(''));

/**
 * The headers of a page. Forms may lead to the page that sent the visitor here, for browsers count
 * what follows a form as its target.
 * @param {string} pageOrigin
 * @param {string[]} more further directives
 */
export const pageHeaders = (pageOrigin, ...more) => ({
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'self'",
    'img-src data:',
    `form-action 'self' ${pageOrigin}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...more,
  ].join('; '),
  'cache-control': 'no-store',
  // With none at all a browser would not say that a form is the portal's own.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
});

/** A whole page. @param {string} title @param {Markup} content */
export const page = (title, content) =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – ${partner.name} development portal</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css">
</head>
<body>
<header>
<svg viewBox="${partner.mark.viewBox}" aria-hidden="true">${partner.mark.paths.map(
    (path) => html`<path d="${path}"/>`,
  )}</svg>
<strong>${partner.name}</strong>
<span class="badge">Development portal</span>
</header>
<main>
${content}
</main>
<footer>Runs on this machine and stands in for the partner’s own portal. People and accounts are made up.</footer>
</body>
</html>
`.text;

/** A page that says what went wrong and leads back. */
export const errorPage = ({ title, next, pageOrigin }) =>
  page(
    title,
    html`<h1>This did not work</h1>
<p>${title}</p>
<p>${next}</p>
<p><a class="button" href="${pageOrigin}/">Back to Leadloom</a></p>`,
  );

/** @param {import('node:http').ServerResponse} response @param {string} body */
export const sendPage = (response, pageOrigin, body, status = 200) =>
  send(response, {
    status,
    headers: { ...pageHeaders(pageOrigin), 'content-type': 'text/html; charset=utf-8' },
    body,
  });
