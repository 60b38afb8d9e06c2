import { expect } from './fixture.mjs';

/** Drops files on a drop zone, as from the desktop. */
export async function drop(zone, files) {
  const transfer = await zone.page().evaluateHandle((given) => {
    const data = new DataTransfer();
    for (const { name, text } of given) data.items.add(new File([text], name));
    return data;
  }, files);
  await zone.dispatchEvent('drop', { dataTransfer: transfer });
}

/** Opens the dialog for own files and drops them there; `fresh` starts a new workspace. */
export async function openFiles(page, files, fresh) {
  await page.getByRole('button', { name: 'Open files' }).click();
  const dialog = page.getByRole('dialog', { name: 'Open files' });
  await dialog.getByRole('checkbox', { name: /Start a new workspace/ }).setChecked(fresh);
  await drop(dialog.getByRole('group', { name: 'Choose files' }), files);
  return dialog;
}

/** Closes the dialog; the focus is back at the button that opened it. */
export async function closeDialog(page) {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Open files' })).toBeFocused();
}
