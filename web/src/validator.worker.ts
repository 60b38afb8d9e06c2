import wasm from 'leadloom/leadloom.wasm?url';
import { serveValidator } from 'leadloom/validator-worker';

serveValidator(self, { wasm });
