import wasm from 'leadloom/leadloom.wasm?url';
import { serve } from 'leadloom/worker';

serve(self, { wasm });
