import { core, saveAgain, setupFile } from '../core';
import { textOf } from '../documents';
import { stored, unsaved } from '../store';
import { Download } from './download';
import { Icon } from './icon';

const deskLog = async () => ({ name: 'desk-log.ndjson', text: await core.deskLog() });

/** What live feeds brought, as it came: nobody can open it elsewhere before it is a file. */
async function alerts() {
  const { documents } = await stored();
  const came = await Promise.all(documents.filter(({ kind }) => kind === 'feed').map(textOf));
  return { name: 'alerts.ndjson', text: came.map(lines).join('') };
}

/** A batch as lines; what is no array is lines already. */
function lines(text: string): string {
  try {
    const read: unknown = JSON.parse(text);
    const records = Array.isArray(read) ? read : [read];
    return records.map((record) => `${JSON.stringify(record)}\n`).join('');
  } catch {
    return text.endsWith('\n') ? text : `${text}\n`;
  }
}

/** This browser has refused to keep something: all goes on in this window, and can be taken along. */
export function Unsaved() {
  const { value } = unsaved;
  if (!value) return null;
  return (
    <section class="banner" aria-label="Not saved">
      <Icon name="warning" />
      <div>
        <p role="alert">
          <strong>Not saved in this browser.</strong> You can go on, but what is new is in this
          window alone and ends with it. Free some space, or save it as files.
        </p>
        <p class="quiet">
          {value.count === 1 ? '1 change' : `${value.count} changes`} so far. {value.why}
        </p>
        <div class="actions">
          <button type="button" class="button button-small" onClick={() => saveAgain()}>
            Try again
          </button>
          <Download type="application/json" label="Save set-up file" file={setupFile} />
          <Download type="application/x-ndjson" label="Save desk log" file={deskLog} />
          <Download type="application/x-ndjson" label="Save alerts" file={alerts} />
        </div>
      </div>
    </section>
  );
}
