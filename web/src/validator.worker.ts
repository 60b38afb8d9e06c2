import wasm from 'leadloom/validator.wasm?url';
import { serveValidator } from 'leadloom/validator-worker';

serveValidator(self, { wasm });
