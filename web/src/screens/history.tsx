import type { HistoryEntry } from 'leadloom';
import { roleName } from '../me';
import { changeAndSay, shown } from '../office';
import { Closed } from '../parts/closed';
import { Icon } from '../parts/icon';
import { absolute } from '../time';

const entries = shown((of) => of.history(), new Set(['history']));

function Entry({ entry: { at, by, about, before, after, undo } }: { entry: HistoryEntry }) {
  return (
    <li>
      <span>
        <strong>{about}</strong>
        <span class="block">
          {before !== undefined && (
            <>
              <del>{before}</del> <span aria-hidden="true">→</span>{' '}
            </>
          )}
          <ins>{after}</ins>
        </span>
      </span>
      <span class="quiet">
        {by.name}, {roleName(by.role)}
        <time class="block" dateTime={at}>
          {absolute(at)}
        </time>
      </span>
      <span class="history-undo">
        {undo && (
          <button
            type="button"
            class="button button-small"
            aria-label={`Undo: ${about}, ${after}`}
            onClick={() => changeAndSay(undo, `${about}: taken back.`)}
          >
            <Icon name="undo" />
            Undo
          </button>
        )}
      </span>
    </li>
  );
}

/** Who changed what in the set-up, and what was there before; what nothing later changed can be undone. */
export function History() {
  const all = entries.value;
  return (
    <div class="page">
      <header class="page-head">
        <h1 tabIndex={-1}>History</h1>
        <p class="quiet">
          Who changed what in the set-up, newest first. It is kept in the set-up file.
        </p>
      </header>
      <Closed />
      {all?.length === 0 && (
        <div class="empty">
          <p>Nothing has been changed yet. What is changed from now on stands here.</p>
        </div>
      )}
      {all && all.length > 0 && (
        <ol class="panel history" reversed>
          {all.map((entry, index) => (
            <Entry key={all.length - index} entry={entry} />
          ))}
        </ol>
      )}
    </div>
  );
}
