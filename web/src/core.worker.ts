import catalog from 'leadloom/catalog.json?url';
import wasm from 'leadloom/desk.wasm?url';
import { serveDesk } from 'leadloom/desk-worker';

serveDesk(self, { wasm, catalog });
