/** Pages in Chromium, Firefox and WebKitGTK, which tell the server what they found. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What starts each, with a profile of its own. WebKitGTK's own browser needs a display. */
const browsers = {
  Chromium: (profile) => [
    process.env.CHROME_PATH ?? '/usr/bin/chromium',
    '--headless',
    '--no-sandbox',
    '--no-first-run',
    '--disable-background-networking',
    // What the console says is shown when a page tells nothing.
    '--enable-logging=stderr',
    `--user-data-dir=${profile}`,
  ],
  Firefox: (profile) => ['/usr/bin/firefox-esr', '--headless', '--profile', profile, '--no-remote'],
  WebKitGTK: () => [
    'xvfb-run',
    '--auto-servernum',
    '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
    '--private',
  ],
};

export const names = /** @type {(keyof typeof browsers)[]} */ (Object.keys(browsers));

/**
 * Opens a page and waits until it has told something.
 * @param {keyof typeof browsers} name @param {string} address
 * @param {Promise<any>} told @param {number} [seconds]
 */
export async function visit(name, address, told, seconds = 180) {
  const profile = mkdtempSync(join(tmpdir(), 'leadloom-profile-'));
  const [program, ...args] = browsers[name](profile);
  // A group of its own, for a browser is many processes.
  const child = spawn(program, [...args, address], { detached: true, stdio: 'pipe' });
  let said = '';
  child.stderr.on('data', (text) => {
    said = `${said}${text}`.slice(-4000);
  });
  child.stdout.resume();
  const late = new Promise((_, reject) => {
    const fail = (/** @type {string} */ why) => reject(new Error(`${name} ${why}. ${said}`));
    child.on('error', ({ message }) => fail(message));
    setTimeout(fail, seconds * 1000, `told nothing within ${seconds} s at ${address}`).unref();
  });
  try {
    return await Promise.race([told, late]);
  } finally {
    try {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
