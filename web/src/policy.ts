import workerAddress from './core.worker?worker&url';

/** `new Worker` is a Trusted Types sink: this policy lets exactly one script of ours through. */
const own = (address: string) => {
  if (address !== workerAddress) throw new TypeError(`not a script of this page: ${address}`);
  return address;
};

const policy = (typeof trustedTypes === 'undefined' ? undefined : trustedTypes)?.createPolicy(
  'app',
  { createScriptURL: own },
);

export function startWorker(): Worker {
  const address = policy?.createScriptURL(workerAddress) ?? own(workerAddress);
  // The DOM types know only string and URL here.
  return new Worker(address as string, { type: 'module', name: 'leadloom core' });
}
