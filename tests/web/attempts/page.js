import { everywhere, inPages, outcomes, sinks } from './attempts.js';

const own = { createScriptURL: (address) => address };
const policy = self.trustedTypes?.createPolicy('app', own) ?? own;

/** The same attempts in a worker of this page, whose script has the policy of its own answer. */
const inWorker = new Promise((resolve, reject) => {
  const worker = new Worker(policy.createScriptURL(`./worker.js${location.search}`), {
    type: 'module',
  });
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = reject;
});

self.came = Promise.all([inWorker, outcomes({ ...everywhere, ...inPages }), outcomes(sinks)]).then(
  ([worker, page, ofSinks]) => ({
    trustedTypes: 'trustedTypes' in self,
    page,
    sinks: ofSinks,
    worker,
  }),
);
self.came.then((came) => {
  self.all = came;
});
