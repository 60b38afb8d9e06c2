import { startWorker } from '../policy';
import sealAddress from '../seal.worker?worker&url';

/** What is asked of the worker that seals large files. */
export interface Asked {
  way: 'close' | 'open';
  key: CryptoKey;
  id: string;
  blob: Blob;
}

/** Seals or opens a large file beside the page, which waits for none of its bytes. */
export function inWorker(asked: Asked): Promise<Blob> {
  const worker = startWorker(sealAddress, 'leadloom seal');
  return new Promise<Blob>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Blob | Error>) => {
      if (data instanceof Blob) resolve(data);
      else reject(data);
    };
    worker.onerror = () => reject(new Error('What encrypts large files could not be loaded.'));
    worker.postMessage(asked);
  }).finally(() => worker.terminate());
}
