/** Names as in Node, which the import map of the page leads to files. */
import { load } from 'leadloom';

const { version } = await load();
await fetch('/told', { method: 'POST', body: JSON.stringify({ version }) });
