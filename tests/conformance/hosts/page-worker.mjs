/** The suite in a module worker. */
import * as entries from './entries.mjs';
import { conformance } from './suite.mjs';

self.onmessage = async ({ data }) => self.postMessage(await conformance(entries, data));
