import { everywhere, outcomes } from './attempts.js';

self.postMessage({
  trustedTypes: 'trustedTypes' in self,
  attempts: await outcomes(everywhere),
});
