/** The data agreement: a new version beside the old one, and the PDF with its record (M6). */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { violations } from './axe.mjs';
import { drop } from './drop.mjs';
import { expect, saved, test, visit } from './fixture.mjs';
import { accept, readToEnd } from './terms.mjs';

const text = (page) => page.getByRole('region', { name: 'Text of the agreement' });

/** A name in scripts that no built-in font of a PDF has, one of them written from the right. */
const name = 'Ελένη Нова 王小明 محمد';

test('the PDF has the text and the record, with a name in any script', async ({ page }) => {
  await page.addInitScript((me) => {
    // Pages that are not ours have no storage.
    if (location.protocol === 'http:')
      localStorage.setItem('leadloom.me', JSON.stringify({ name: me, role: 'Owner' }));
  }, name);
  await visit(page, '#/set-up/google-local-services/agreement');
  await accept(page);
  const file = await saved(page, () => page.getByRole('button', { name: 'Download PDF' }).click());
  expect(file.name).toMatch(/^google-local-services-agreement-.+\.pdf$/);
  const read = execFileSync('pdftotext', ['-layout', '-', '-'], { input: file.bytes })
    .toString('utf8')
    // Marks of direction are not of the text.
    .replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
  const words = read.replaceAll(/\s+/g, ' ');
  // A line of two directions is laid out by whoever reads it.
  for (const part of [name.slice(0, name.lastIndexOf(' ')), name.split(' ').at(-1)])
    expect(words).toContain(part);
  expect(words).toContain('SAMPLE TEXT – NOT A CONTRACT');
  expect(words).toContain('1. Words used here');
  const sha256 = await page.locator('.hash').textContent();
  expect(words).toContain(sha256);
  expect(words).toContain('Accepted by');
  expect(words).toMatch(/Page 3 of 3/);
  // What comes after the name is written too.
  expect(words.indexOf('Role Owner')).toBeGreaterThan(words.indexOf('Ελένη'));
});

let manifest;
test.beforeEach(() => {
  const file = new URL('../../catalog/partners/smartac.json', import.meta.url);
  manifest = JSON.parse(readFileSync(file, 'utf8'));
});

const wordsOf = (pdf) =>
  execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf })
    .toString('utf8')
    .replaceAll(/\s+/g, ' ');

test('whoever reads after somebody else may agree where the text is at its end', async ({
  page,
}) => {
  await visit(page, '#/set-up/google-local-services/agreement');
  const becomes = async (role) => {
    await page.getByRole('button', { name: /change name or role/ }).click();
    await page.getByLabel('Your role').selectOption(role);
    await page.keyboard.press('Escape');
  };
  await becomes('CSR');
  await expect(page.getByRole('region', { name: 'Who may accept' })).toBeVisible();
  await readToEnd(page);
  await becomes('Owner');
  await page.getByRole('checkbox', { name: 'I have read the terms' }).check();
  await page.getByRole('button', { name: 'Agree' }).click();
  await expect(page.getByRole('region', { name: 'Accepted' })).toBeVisible();
});

test('a new version is shown beside the one that was accepted, and holds the leads', async ({
  page,
}) => {
  await visit(page, '#/integrations');
  await page.getByRole('button', { name: 'Start empty' }).click();
  await page.goto('#/set-up/smartac.com/agreement');
  await accept(page);
  manifest.agreement.version = '2027-01';
  manifest.agreement.text = manifest.agreement.text.replace(
    '10. Changes',
    '10. Changes and notices',
  );
  await page.goto('#/integrations');
  await drop(page.getByRole('group', { name: 'Add a partner' }), [
    { name: 'smartac.json', text: JSON.stringify(manifest) },
  ]);
  await page.goto('#/set-up/smartac.com/agreement');
  await expect(page.getByText('The agreement has changed since it was accepted.')).toBeVisible();
  await expect(text(page).locator('ins')).toContainText('and notices');
  await expect(text(page).getByRole('columnheader').first()).toContainText('accepted');
  expect(await violations(page)).toEqual([]);
  // The record's own text, not the new one beside the old acceptance.
  const file = await saved(page, () => page.getByRole('button', { name: 'Download PDF' }).click());
  expect(file.name).toBe('smartac.com-agreement-2026-01.pdf');
  const words = wordsOf(file.bytes);
  expect(words).toContain('10. Changes');
  expect(words).not.toContain('and notices');
  expect(words).toContain('Version in this document 2026-01');
  await accept(page);
  await expect(text(page).locator('ins')).toHaveCount(0);
});

test('a new version holds back what has been leads, and counts it; the text before may be lost', async ({
  page,
}) => {
  await visit(page, '#/integrations');
  const count = async (name) =>
    Number(
      /\d+/.exec(await page.getByRole('navigation').getByRole('link', { name }).textContent())?.[0],
    );
  const [leads, held] = [await count(/^Bookings/), await count(/^Held back/)];
  manifest.agreement.version = '2027-01';
  manifest.agreement.text = `${manifest.agreement.text}\n\nOne more paragraph.`;
  await drop(page.getByRole('group', { name: 'Add a partner' }), [
    { name: 'smartac.json', text: JSON.stringify(manifest) },
  ]);
  await expect(page.getByRole('region', { name: 'SmartAC.com' })).toContainText(
    'New agreement to read',
  );
  await expect.poll(() => count(/^Bookings/)).toBeLessThan(leads);
  const gone = leads - (await count(/^Bookings/));
  expect(await count(/^Held back/)).toBe(held + gone);
  await page.goto('#/set-up/smartac.com/agreement');
  const file = await saved(page, () => page.getByRole('button', { name: 'Download PDF' }).click());
  expect(wordsOf(file.bytes)).toContain(
    'The text that was accepted, version 2026-01, was not kept.',
  );
});
