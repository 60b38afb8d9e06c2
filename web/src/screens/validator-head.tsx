import { Icon } from '../parts/icon';

export function ValidatorHead() {
  return (
    <header class="page-head">
      <h1 tabIndex={-1}>Validator</h1>
      <p class="quiet">
        Checks set-up, tenant, mapping tables and alerts against each other.{' '}
        <span class="private">
          <Icon name="lock" /> Nothing leaves this machine.
        </span>
      </p>
    </header>
  );
}
