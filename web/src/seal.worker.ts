import { closeBlob, openBlob } from './lock/blob';
import type { Asked } from './lock/blob-worker';

self.onmessage = async ({ data: { way, key, id, blob } }: MessageEvent<Asked>) => {
  const made = await (way === 'close' ? closeBlob : openBlob)(key, id, blob).catch(
    (cause: unknown) => cause,
  );
  self.postMessage(made);
};
