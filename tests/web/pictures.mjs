/** The main screens as each engine shows them: which, in which forms, and against what. */
import { expect } from '@playwright/test';
import { small } from './png.mjs';
import { screens } from './screens.mjs';

const names = [
  'integrations',
  'agreement',
  'accounts',
  'mapping',
  'turn-on',
  'history',
  'bookings',
];

export const pictured = names.map((name) => ({ name, ...screens[name] }));

export const forms = ['light', 'dark'].flatMap((colorScheme) =>
  [1280, 390].map((width) => ({ colorScheme, viewport: { width, height: 800 } })),
);

/** Relative times read the same whenever the pictures are taken. */
export const moment = '2026-11-20T20:00:00Z';

/** Holds a picture against the one that is kept. */
export function same(picture, name, { colorScheme, viewport }) {
  const taken = process.env.UPDATE_SCREENSHOTS === '1' ? small(picture) : picture;
  expect.soft(taken).toMatchSnapshot(`${name}-${colorScheme}-${viewport.width}.png`);
}
