import { eraseEverything } from '../core';
import { Dialog } from '../parts/dialog';
import { Icon } from '../parts/icon';
import { toast } from '../parts/toast';
import { signIn, view } from '../sign-in';

/** The one thing that is asked twice, for nobody can take it back. */
export function Erase({ onClose }: { onClose(): void }) {
  return (
    <Dialog title="Erase everything" onClose={onClose}>
      <p>
        Set-up, tenant, alerts, customers, what was done on leads, and your name and role are
        deleted from this browser. Save the set-up first if you may want it again.
      </p>
      <p class="row">
        <button
          type="button"
          class="button button-bad"
          onClick={async () => {
            // Only who has signed in has anything to end at a portal.
            if (view.value) void import('../portal/panel').then(({ endAll }) => endAll());
            signIn.value = undefined;
            await eraseEverything();
            onClose();
            toast('Everything is erased. The sample is open.');
          }}
        >
          <Icon name="ban" />
          Erase everything
        </button>
        <button type="button" class="button" onClick={onClose}>
          Cancel
        </button>
      </p>
    </Dialog>
  );
}
