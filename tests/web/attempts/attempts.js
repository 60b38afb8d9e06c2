/** What somebody might try who got a script into the page: each throws, is refused, or goes through. */

/** A host that lets everybody in. */
const foreign = new URL(self.location).searchParams.get('foreign');
const code = "self.ran = 'ran'";
const patience = 1_500;

const blobOf = (text) => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));

/** Resolves when it has loaded, or run; rejects when it failed. */
const loaded = (target) =>
  new Promise((resolve, reject) => {
    target.onload = resolve;
    target.onmessage = resolve;
    target.onopen = resolve;
    target.onerror = reject;
  });

/** In pages and in workers. */
export const everywhere = {
  eval: () => self['ev' + 'al']('1'),
  Function: () => Function('return 1')(),
  'setTimeout of text': () =>
    new Promise((resolve, reject) => {
      self.ran = undefined;
      setTimeout(code, 0);
      setTimeout(() => (self.ran ? resolve() : reject()), 100);
    }),
  'a module in an address': () => import(`data:text/javascript,${encodeURIComponent(code)}`),
  'a module made of text': () => import(blobOf(code)),
  'a foreign module': () => import(`${foreign}x.js`),
  'a foreign fetch': () => fetch(`${foreign}x.js`),
  'a foreign socket': () => loaded(new WebSocket(foreign.replace('http', 'ws'))),
  'a foreign worker': () => loaded(new Worker(`${foreign}x.js`)),
  'a worker made of text': () => loaded(new Worker(blobOf('postMessage(1)'))),
  'a worker in an address': () => loaded(new Worker('data:text/javascript,postMessage(1)')),
};

const element = (name, members) => Object.assign(document.createElement(name), members);

const added = (name, members) => {
  const made = element(name, members);
  const done = loaded(made);
  document.body.append(made);
  return done;
};

/** Runs unless something refuses it. */
const runs = (put) =>
  new Promise((resolve, reject) => {
    self.ran = undefined;
    put();
    setTimeout(() => (self.ran ? resolve() : reject()), 200);
  });

/** In pages. */
export const inPages = {
  'an inline script': () => runs(() => document.body.append(element('script', { text: code }))),
  'an inline handler': () =>
    runs(() => {
      const button = element('button');
      button.setAttribute('onclick', code);
      document.body.append(button);
      button.click();
    }),
  'a handler in markup': () =>
    runs(() => {
      document.body.append(element('div', { innerHTML: `<img src="data:,x" onerror="${code}">` }));
    }),
  'a javascript: link': () =>
    runs(() => {
      const link = element('a', { href: `javascript:${code};void 0` });
      document.body.append(link);
      link.click();
    }),
  'a foreign script': () => added('script', { type: 'module', src: `${foreign}x.js` }),
  'a foreign picture': () => added('img', { src: `${foreign}x.svg` }),
  'a foreign style': () => added('link', { rel: 'stylesheet', href: `${foreign}x.css` }),
  'an inline style': () => {
    document.head.append(element('style', { textContent: 'body { --tried: 1 }' }));
    if (!getComputedStyle(document.body).getPropertyValue('--tried')) throw new Error('refused');
  },
  'a frame': () =>
    runs(() => {
      const frame = element('iframe', { src: './frame.html' });
      // Where it is refused there is nothing of ours in it.
      frame.onload = () => {
        if (frame.contentDocument?.querySelector('pre')) self.ran = 'ran';
      };
      document.body.append(frame);
    }),
  'a foreign event stream': () => loaded(new EventSource(`${foreign}x.events`)),
};

/** Sinks of Trusted Types: text that becomes markup or a script. */
export const sinks = {
  innerHTML: () => {
    element('div').innerHTML = '<b>x</b>';
  },
  outerHTML: () => {
    const outer = element('div');
    outer.append(element('i'));
    outer.firstChild.outerHTML = '<b>x</b>';
  },
  insertAdjacentHTML: () => element('div').insertAdjacentHTML('beforeend', '<b>x</b>'),
  'document.write': () => document.implementation.createHTMLDocument('').write('<b>x</b>'),
  DOMParser: () => new DOMParser().parseFromString('<b>x</b>', 'text/html'),
  'a fragment': () => document.createRange().createContextualFragment('<b>x</b>'),
  srcdoc: () => {
    element('iframe').srcdoc = '<b>x</b>';
  },
  'the address of a script': () => {
    element('script').src = './attempts.js';
  },
  'a policy of its own': () => self.trustedTypes.createPolicy('other', {}),
};

/** What came of each: what neither goes through nor fails has been refused without a word. */
export async function outcomes(attempts) {
  const came = {};
  for (const [name, attempt] of Object.entries(attempts)) {
    // In a task of its own, as a script of the page has it.
    await new Promise((resolve) => setTimeout(resolve));
    const late = new Promise((resolve) => setTimeout(() => resolve('refused'), patience));
    const done = (async () => {
      try {
        await attempt();
        return 'went through';
      } catch {
        return 'refused';
      }
    })();
    came[name] = await Promise.race([done, late]);
  }
  return came;
}
