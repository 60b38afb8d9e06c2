import { signal } from '@preact/signals';
import type { MappingImport } from 'leadloom';
import { fail } from '../core';
import { asked } from '../office';
import { Dialog } from '../parts/dialog';
import { Findings } from '../parts/findings';
import { Icon } from '../parts/icon';
import { map } from './mapping-edit';

/** What a file would change, before anything is changed. */
const looked = signal<{ name: string; found: MappingImport } | undefined>(undefined);

const failed = fail('The file could not be read', 'Save the sheet as CSV, then try again.');

export async function look(file: File | undefined): Promise<void> {
  if (!file) return;
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const found = await asked((of) => of.importMappingFile({ name: file.name, bytes }));
    looked.value = { name: file.name, found };
  } catch (cause) {
    failed(cause);
  }
}

const statuses = ['new', 'changed', 'same', 'refused'] as const;

/** As many rows as somebody reads. */
const most = 200;

const names = (refs: { name: string; id: string }[] = []) =>
  refs.map(({ name, id }) => name || id).join(', ');

function Preview({ name, found }: { name: string; found: MappingImport }) {
  const { rows, findings, command } = found;
  const close = () => {
    looked.value = undefined;
  };
  const count = command.rows.length;
  const telling = rows.filter(({ status }) => status !== 'same');
  return (
    <Dialog title={`Import ${name}`} onClose={close}>
      <p role="status">
        {statuses
          .map((status) => `${rows.filter((row) => row.status === status).length} ${status}`)
          .join(', ')}
        . Nothing is changed yet.
      </p>
      {telling.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it
        <div class="import-rows" tabIndex={0} role="region" aria-label="Rows of the file">
          <table class="table">
            <thead>
              <tr>
                <th scope="col">Standard job type</th>
                <th scope="col">Would map to</th>
                <th scope="col">Is</th>
              </tr>
            </thead>
            <tbody>
              {telling.slice(0, most).map((row, index) => (
                <tr key={index}>
                  <td>
                    {row.label}
                    {row.condition && <span class="quiet block">{row.condition}</span>}
                  </td>
                  <td>
                    {row.status === 'changed' && (
                      <del>
                        {names(row.jobTypesBefore)} / {names(row.businessUnitsBefore)}
                      </del>
                    )}{' '}
                    <ins>
                      {names(row.jobTypes)} / {names(row.businessUnits)}
                    </ins>
                    {row.why && <span class="quiet block">{row.why}</span>}
                  </td>
                  <td>{row.status}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {telling.length > most && (
            <p class="import-more quiet">
              … and {(telling.length - most).toLocaleString('en-US')} more
            </p>
          )}
        </div>
      )}
      {findings.length > 0 && <Findings findings={findings} />}
      <p class="row">
        <button
          type="button"
          class="button button-main"
          disabled={count === 0}
          onClick={async () => {
            if (await map(command, `${count} rows imported from ${name}.`)) close();
          }}
        >
          <Icon name="upload" />
          Import {count === 1 ? '1 row' : `${count} rows`}
        </button>
        <button type="button" class="button" onClick={close}>
          Cancel
        </button>
      </p>
    </Dialog>
  );
}

/** The button that chooses a file, and the dialog that shows what it would change. */
export function Import() {
  const { value } = looked;
  return (
    <>
      <label class="button button-small">
        <Icon name="upload" />
        Import
        <input
          type="file"
          class="unseen"
          accept=".csv,.tsv,.txt,.xlsx,.json"
          onChange={({ currentTarget }) => {
            look(currentTarget.files?.[0]);
            currentTarget.value = '';
          }}
        />
      </label>
      {value && <Preview {...value} />}
    </>
  );
}
