import { effect, signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { fail, feeds } from './core';

/** Live feeds, as far as the page needs them at once; the rest comes with the first of them. */

/** Says how each live feed is doing; here once there is one. */
export const liveStatus = signal<ComponentType | undefined>(undefined);

const failed = fail('The live feed did not start', 'Check the connection, then reload the page.');

const bring = effect(() => {
  if (feeds.value.length === 0) return;
  import('./live/status').then(({ LiveStatus }) => {
    liveStatus.value = LiveStatus;
  }, failed);
  queueMicrotask(() => bring());
});
