import wasm from 'leadloom/customers.wasm?url';
import { serveCustomers } from 'leadloom/customers-worker';

serveCustomers(self, { wasm });
