/** As much of a browser as a sign-in takes: cookies, redirects, forms. For tests. */

/**
 * @typedef {{ url: string, status: number, headers: Headers, text: string }} Shown
 */

const attribute = (tag, name) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
const unescaped = (text = '') =>
  text.replace(/&#(\d+);|&quot;/g, (_, code) => String.fromCharCode(code ?? 34));

/** A browser of its own, which stops before it would leave the portal. @param {string} portal */
export function newBrowser(portal) {
  /** Cookies by name and path. @type {Map<string, { pair: string, path: string }>} */
  const cookies = new Map();

  function keep(headers) {
    for (const line of headers.getSetCookie()) {
      const pair = line.split(';')[0];
      const path = /; *path=([^;]*)/i.exec(line)?.[1] ?? '/';
      const key = `${pair.split('=')[0]} ${path}`;
      if (/expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(key);
      else cookies.set(key, { pair, path });
    }
  }

  /** Follows redirects. Answers where it ended. @returns {Promise<Shown>} */
  async function go(url, init = {}) {
    const { pathname, origin } = new URL(url);
    if (origin !== portal) return { url, status: 0, headers: new Headers(), text: '' };
    const sent = [...cookies.values()].filter(({ path }) => pathname.startsWith(path));
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: {
        accept: 'text/html',
        cookie: sent.map(({ pair }) => pair).join('; '),
        ...init.headers,
      },
    });
    keep(response.headers);
    const location = response.headers.get('location');
    if (location) return go(new URL(location, url).href);
    return { url, status: response.status, headers: response.headers, text: await response.text() };
  }

  /** Sends the form that a page shows. @param {Shown} shown @param {Record<string, string>} filled */
  function submit(shown, filled = {}) {
    const form = /<form[^>]*>/.exec(shown.text)?.[0] ?? '';
    const fields = [...shown.text.matchAll(/<input[^>]*>/g)].map(([tag]) => tag);
    const body = new URLSearchParams(
      fields.map((tag) => [attribute(tag, 'name') ?? '', unescaped(attribute(tag, 'value'))]),
    );
    for (const [name, value] of Object.entries(filled)) body.set(name, value);
    const target = unescaped(attribute(form, 'action') ?? shown.url);
    return go(new URL(target, shown.url).href, {
      method: 'POST',
      body,
      headers: { origin: portal },
    });
  }

  return { go, submit };
}
