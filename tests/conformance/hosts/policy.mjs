/** Under a policy without 'wasm-unsafe-eval': what load() says of it. */
import { load } from 'leadloom';

const { rule, message } = await load().catch((error) => error);
await fetch('/told', { method: 'POST', body: JSON.stringify({ rule, message }) });
