/** A core in a worker. */
import { serve } from 'leadloom/worker';

serve(self);
