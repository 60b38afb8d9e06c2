/** The screens of the settings: they come together, with the office behind them. */
import { asked } from '../office';

export { History } from './history';
export { Integrations } from './integrations';
export { Mapping } from './mapping';
export { SetUp } from './set-up';

// Here when the network is not.
asked((of) => of.version()).catch(() => {});
