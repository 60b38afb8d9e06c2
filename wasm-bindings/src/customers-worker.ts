/**
 * The customers in a worker: `serveCustomers(self)` there, `connectCustomers(worker)` from
 * `leadloom/customers-client` in the page. @packageDocumentation
 */
import type { LoadOptions } from './api.js';
import { answerInTurn, type Scope } from './calls.js';
import { loadCustomers } from './customers.js';
import type { LoadProgress } from './customers-client.js';
import type { Customers, CustomersFile } from './customers-types.js';
import { LeadloomError } from './errors.js';

const methods = [
  'recognise',
  'settle',
  'remove',
  'match',
  'matchAll',
  'search',
  'record',
  'newCustomer',
];

/** Answers the calls of `connectCustomers`. The module is loaded at the first one. */
export function serveCustomers(scope: Scope<LoadProgress>, options: LoadOptions = {}): void {
  let customers: Customers | undefined;
  answerInTurn(
    scope,
    async ({ id, method, args }) => {
      customers ??= await loadCustomers(options);
      if (method === 'version') return customers.version;
      if (method === 'load') {
        const file = args[0] as CustomersFile;
        const onProgress = (progress: number) => scope.postMessage({ id, progress });
        return customers.load({ ...file, onProgress });
      }
      if (method === 'reset') {
        customers.close();
        customers = undefined;
        return undefined;
      }
      if (!methods.includes(method)) {
        throw new LeadloomError('LL0907', `There is no method ${JSON.stringify(method)}.`);
      }
      const known = customers as unknown as Record<string, (...args: unknown[]) => unknown>;
      return known[method]?.(...args);
    },
    () => {
      customers = undefined;
    },
  );
}
