/**
 * WebKitGTK through its own driver (W3C WebDriver, https://www.w3.org/TR/webdriver2/). It has no headless
 * mode: the caller provides a display.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

const browser = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';

/** The member of an answer that names an element (12.1). */
const reference = 'element-6066-11e4-a52e-4f735466cecf';

/** A few keys by the code points that the standard gives them (17.4.2). */
export const key = {
  Enter: '\uE007',
  Escape: '\uE00C',
  End: '\uE010',
  Down: '\uE015',
  Delete: '\uE017',
  Shift: '\uE008',
};

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export async function webkit() {
  const port = await freePort();
  const driver = spawn('WebKitWebDriver', ['--host=127.0.0.1', `--port=${port}`], {
    stdio: 'ignore',
  });
  const ask = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}),
    });
    const { value } = await response.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  for (let tries = 0; ; tries++) {
    try {
      await ask('GET', '/status');
      break;
    } catch (cause) {
      if (tries === 100) throw cause;
      await wait(50);
    }
  }
  const options = { binary: browser, args: ['--automation'] };
  const { sessionId } = await ask('POST', '/session', {
    capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } },
  });
  const at = `/session/${sessionId}`;
  const run = (script, ...args) => ask('POST', `${at}/execute/sync`, { script, args });

  const own = {
    go: (address) => ask('POST', `${at}/url`, { url: address }),
    run,
    keys: (...keys) =>
      ask('POST', `${at}/actions`, {
        actions: [
          {
            type: 'key',
            id: 'keyboard',
            actions: keys.flatMap((value) => [
              { type: 'keyDown', value },
              { type: 'keyUp', value },
            ]),
          },
        ],
      }),
    /** Waits until a script answers something true, and answers it. */
    async until(what, script, ...args) {
      for (let tries = 0; tries < 150; tries++) {
        const answer = await run(script, ...args).catch(() => undefined);
        if (answer) return answer;
        await wait(100);
      }
      throw new Error(`${what}: not within 15 s. ${await run('return document.body.innerText')}`);
    },
    sees: (text) =>
      own.until(`“${text}”`, 'return document.body.innerText.includes(arguments[0])', text),
    /** A control by its accessible name, as the browser computes it. */
    async control(css, name) {
      for (let tries = 0; tries < 100; tries++) {
        const found = await ask('POST', `${at}/elements`, { using: 'css selector', value: css });
        for (const { [reference]: element } of found) {
          const label = await ask('GET', `${at}/element/${element}/computedlabel`).catch(() => '');
          if (typeof name === 'string' ? label === name : name.test(label)) return element;
        }
        await wait(100);
      }
      throw new Error(`There is no ${css} called ${name}.`);
    },
    async click(css, name) {
      await ask('POST', `${at}/element/${await own.control(css, name)}/click`);
    },
    /** Makes the page as large as this, whatever the window has around it. */
    async resize({ width, height }) {
      const around = await run('return [outerWidth - innerWidth, outerHeight - innerHeight]');
      const [x, y] = around;
      await ask('POST', `${at}/window/rect`, { width: width + x, height: height + y });
      await own.until('the size', 'return innerWidth === arguments[0]', width);
    },
    /** What is in view, as a PNG. */
    picture: async () => Buffer.from(await ask('GET', `${at}/screenshot`), 'base64'),
    async close() {
      await ask('DELETE', at).catch(() => {});
      driver.kill();
    },
  };
  return own;
}
