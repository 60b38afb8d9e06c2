import { late } from '../parts/late';
import { ValidatorHead } from './validator-head';

export const Validator = late(
  async () => (await import('./validator-view')).ValidatorView,
  <ValidatorHead />,
);
