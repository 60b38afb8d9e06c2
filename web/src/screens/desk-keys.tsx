import { Dialog } from '../parts/dialog';
import { close } from './desk-form';
import { acts, moves } from './lead-acts';

/** The help sheet. */
export function Keys() {
  return (
    <Dialog title="Keys" onClose={close}>
      <p class="quiet">In the list of leads and on the card. In a field letters are letters.</p>
      <dl class="key-list">
        {acts.map(({ key, label }) => (
          <div key={key}>
            <dt>
              <kbd>{key.toUpperCase()}</kbd>
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
        {moves.map(({ keys, label }) => (
          <div key={label}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
