/** Browsers for the tests of the page. */
import { isProgram, which } from './machine.mjs';
import { StepFailed } from './step.mjs';

const DEBIAN_CHROMIUM = '/usr/bin/chromium';

/** @type {[string, string][]} */
export const BROWSER_PACKAGES = [
  ['chromium', DEBIAN_CHROMIUM],
  // Without these fonts a screenshot differs from one machine to the next.
  ['fonts-liberation', '/usr/share/fonts/truetype/liberation'],
  ['fonts-dejavu-core', '/usr/share/fonts/truetype/dejavu'],
];

/** @type {[string, string][]} What reads the PDFs that the page writes. */
export const PDF_PACKAGES = [['poppler-utils', '/usr/bin/pdftotext']];

/** @type {[string, string][]} */
export const WEBDRIVER_PACKAGES = [
  ['firefox-esr', '/usr/bin/firefox-esr'],
  ['webkit2gtk-driver', '/usr/bin/WebKitWebDriver'],
  ['xvfb', '/usr/bin/xvfb-run'],
  // xvfb-run stops without it, though the package only recommends it.
  ['xauth', '/usr/bin/xauth'],
];

/** A Chromium or Chrome that is there and not Debian's package. @returns {string | undefined} */
export function ownChromium() {
  const { CHROME_PATH } = process.env;
  if (CHROME_PATH && isProgram(CHROME_PATH)) return CHROME_PATH;
  const found = which('chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser');
  return found === DEBIAN_CHROMIUM ? undefined : found;
}

export const debianChromium = () => (isProgram(DEBIAN_CHROMIUM) ? DEBIAN_CHROMIUM : undefined);

/** @returns {StepFailed} */
export function noBrowser() {
  return new StepFailed('Chromium or Chrome was not found on this machine.', {
    hint: 'install one of them, or set CHROME_PATH to its program',
  });
}

/** @returns {StepFailed} */
export function noWebdrivers() {
  return new StepFailed('Firefox and WebKitGTK are tested on Debian only.', {
    hint: 'run these tests in a Debian 12 container',
  });
}
