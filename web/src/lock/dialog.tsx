import { lock } from '../lock';
import { Dialog } from '../parts/dialog';
import { toast } from '../parts/toast';
import {
  changePassphrase,
  removePassphrase,
  setMinutes,
  setPassphrase,
  usualMinutes,
} from './change';
import { type Field, PassphraseForm, type Wrong } from './form';
import { shortest } from './passphrase';

const current: Field = {
  name: 'current',
  label: 'Passphrase',
  autocomplete: 'current-password',
};
const fresh: readonly Field[] = [
  {
    name: 'fresh',
    label: 'New passphrase',
    autocomplete: 'new-password',
    hint: `At least ${shortest} characters. Four or five words that belong together for nobody but you are good.`,
  },
  { name: 'again', label: 'New passphrase again', autocomplete: 'new-password' },
];

const text = (form: FormData, name: string) => String(form.get(name) ?? '');

/** What is wrong with a new passphrase before anything is tried with it. */
function wrongIn(form: FormData): Wrong | undefined {
  if ([...text(form, 'fresh')].length < shortest)
    return { field: 'fresh', text: `Enter at least ${shortest} characters.` };
  if (text(form, 'fresh') !== text(form, 'again'))
    return { field: 'again', text: 'These are not the same.' };
  return undefined;
}

/** Does it, and says so where nothing is wrong. */
async function saying(
  done: Promise<string | undefined>,
  field: string,
  said: string,
  onClose: () => void,
): Promise<Wrong | undefined> {
  const why = await done;
  if (why) return { field, text: why };
  onClose();
  toast(said);
  return undefined;
}

const waits = [5, 15, 30, 60, 0];

function Minutes({ chosen, onChosen }: { chosen: number; onChosen?(minutes: number): void }) {
  return (
    <label>
      Lock by itself
      <select
        class="select"
        name="minutes"
        onChange={({ currentTarget }) => onChosen?.(Number(currentTarget.value))}
      >
        {waits.map((minutes) => (
          <option key={minutes} value={minutes} selected={minutes === chosen}>
            {minutes ? `after ${minutes} minutes without a key or a click` : 'never'}
          </option>
        ))}
      </select>
    </label>
  );
}

function Fresh({ onClose }: { onClose(): void }) {
  return (
    <PassphraseForm
      fields={fresh}
      act="Encrypt everything"
      acting="Encrypting …"
      onDone={async (form) =>
        wrongIn(form) ??
        saying(
          setPassphrase(text(form, 'fresh'), Number(form.get('minutes'))),
          'fresh',
          'Encrypted. From now on this page opens with your passphrase.',
          onClose,
        )
      }
    >
      <Minutes chosen={usualMinutes} />
      <p>
        <strong>Nobody can bring a forgotten passphrase back.</strong> Without it all that is left
        is to erase everything and open your files again.
      </p>
    </PassphraseForm>
  );
}

function Change({ onClose }: { onClose(): void }) {
  return (
    <PassphraseForm
      fields={[current, ...fresh]}
      act="Change"
      acting="Changing …"
      onDone={async (form) =>
        wrongIn(form) ??
        saying(
          changePassphrase(text(form, 'current'), text(form, 'fresh')),
          'current',
          'The passphrase was changed.',
          onClose,
        )
      }
    />
  );
}

function Remove({ onClose }: { onClose(): void }) {
  return (
    <PassphraseForm
      fields={[current]}
      act="Remove"
      acting="Decrypting …"
      bad
      onDone={(form) =>
        saying(
          removePassphrase(text(form, 'current')),
          'current',
          'The passphrase is removed. What is kept here can be read by whoever uses this browser.',
          onClose,
        )
      }
    />
  );
}

/** Sets a passphrase, changes it and removes it. */
export function Passphrase({ onClose }: { onClose(): void }) {
  const { value } = lock;
  return (
    <Dialog title={value ? 'Passphrase' : 'Set a passphrase'} onClose={onClose}>
      <p>
        {value
          ? 'What this browser keeps of Leadloom is encrypted.'
          : 'Set-up, tenant, alerts, customers and what was done on leads are then kept encrypted in this browser, and the page opens with the passphrase. Your name, your role and the filters that you named are not encrypted.'}
      </p>
      {value ? (
        <>
          <div class="act-form">
            <Minutes chosen={value.minutes} onChosen={setMinutes} />
          </div>
          <details>
            <summary>Change the passphrase</summary>
            <Change onClose={onClose} />
          </details>
          <details>
            <summary>Remove the passphrase</summary>
            <Remove onClose={onClose} />
          </details>
        </>
      ) : (
        <Fresh onClose={onClose} />
      )}
    </Dialog>
  );
}
