import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { closed, workspaceReport } from '../office';
import { Dialog } from '../parts/dialog';
import { DropTarget } from '../parts/drop-target';
import { Icon } from '../parts/icon';
import { chosenFiles, droppedFiles, type SourceFile, sourceFile } from './validator-files';
import { FindingList } from './validator-findings';
import { ValidatorHead } from './validator-head';
import {
  cancel,
  canUndo,
  changedFiles,
  closeFiles,
  copyMarkdown,
  download,
  downloadSarif,
  fixAll,
  inWords,
  open,
  progress,
  safeFixes,
  trouble,
  undo,
  validation,
  validator,
} from './validator-session';

// The module comes with the first visit: later the network may be gone. A failure is said by check.
validator.version().catch(() => {});

/** Text that was pasted, named after what it looks like. */
const pasted = (text: string) =>
  sourceFile(/^\s*[[{]/.test(text) ? 'pasted.json' : 'pasted.csv', new Blob([text]));

export function ValidatorView() {
  const heading = useRef<HTMLHeadingElement>(null);
  const { value } = validation;

  const check = async (found: Promise<readonly SourceFile[]> | readonly SourceFile[]) => {
    if (await open(await found)) heading.current?.focus();
  };

  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const target = event.target as Element | null;
      if (target?.closest('input, textarea, dialog') || !event.clipboardData) return;
      const { files: given } = event.clipboardData;
      const text = event.clipboardData.getData('text/plain');
      if (given.length > 0) check(chosenFiles(given));
      else if (text) check(pasted(text).then((file) => [file]));
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, []);

  return (
    <div class="page validator">
      <ValidatorHead />
      <Sources onFiles={check} />
      <Working />
      {trouble.value && (
        <div class="callout callout-bad" role="alert">
          <Icon name="error" />
          <p>
            <strong>The files could not be checked.</strong> {trouble.value.text}{' '}
            {trouble.value.hint}
          </p>
        </div>
      )}
      {closed.value && !value && (
        <p class="quiet">Your workspace is not checked: the validator did not arrive.</p>
      )}
      {value ? (
        <section class="checked" aria-labelledby="checked-title" aria-busy={!!progress.value}>
          <div class="row checked-head">
            <h2 id="checked-title" ref={heading} tabIndex={-1}>
              {inWords(value.report)}
            </h2>
            <button type="button" class="button button-small" onClick={closeFiles}>
              <Icon name="back" />
              Back to your workspace
            </button>
          </div>
          <Actions heading={heading} />
          <FindingList report={value.report} heading={heading} />
        </section>
      ) : (
        workspaceReport.value && (
          <section class="checked" aria-labelledby="workspace-title">
            <div class="row checked-head">
              <h2 id="workspace-title" tabIndex={-1}>
                Your workspace
              </h2>
              <p class="quiet">{inWords(workspaceReport.value)}</p>
            </div>
            <FindingList report={workspaceReport.value} />
          </section>
        )
      )}
      <p class="unseen" role="status">
        {progress.value ? '' : value ? `${inWords(value.report)}.` : ''}
      </p>
    </div>
  );
}

/** Where files come from: dropped, chosen, a folder of them, or pasted. */
function Sources({ onFiles }: { onFiles(files: Promise<readonly SourceFile[]>): void }) {
  const pasting = useSignal(false);
  const chosen = ({ currentTarget }: { currentTarget: HTMLInputElement }) => {
    const found = chosenFiles(currentTarget.files ?? []);
    // The same file may be chosen again after it was mended.
    currentTarget.value = '';
    onFiles(found);
  };
  return (
    <DropTarget label="Check files" onDrop={(dropped) => onFiles(droppedFiles(dropped))}>
      <div class="actions">
        <label class="button">
          <Icon name="document" />
          Choose files
          <input type="file" multiple class="unseen" onChange={chosen} />
        </label>
        <label class="button">
          <Icon name="files" />
          Choose a folder
          <input
            type="file"
            multiple
            class="unseen"
            ref={(input) => input?.setAttribute('webkitdirectory', '')}
            onChange={chosen}
          />
        </label>
        <button
          type="button"
          class="button"
          onClick={() => {
            pasting.value = true;
          }}
        >
          <Icon name="copy" />
          Paste text
        </button>
      </div>
      <p class="quiet">
        Or drop files or a folder here: JSON, NDJSON, CSV, Excel. They are checked on their own;
        your workspace stays as it is.
      </p>
      {pasting.value && (
        <Paste
          onText={(text) => onFiles(pasted(text).then((file) => [file]))}
          onClose={() => {
            pasting.value = false;
          }}
        />
      )}
    </DropTarget>
  );
}

function Paste({ onText, onClose }: { onText(text: string): void; onClose(): void }) {
  const text = useRef<HTMLTextAreaElement>(null);
  return (
    <Dialog title="Paste text" onClose={onClose}>
      <label class="paste">
        A set-up, a mapping, an export or alerts
        <textarea ref={text} class="input" rows={12} spellcheck={false} />
      </label>
      <div class="actions">
        <button
          type="button"
          class="button button-main"
          onClick={() => {
            const { value = '' } = text.current ?? {};
            onClose();
            onText(value);
          }}
        >
          Check
        </button>
      </div>
    </Dialog>
  );
}

const megabytes = (bytes: number) =>
  (bytes / 1e6).toLocaleString('en-US', { maximumFractionDigits: 1, minimumFractionDigits: 1 });

function Working() {
  const { value } = progress;
  const late = useSignal(false);
  const working = !!value;
  // What is done at once needs no bar.
  useEffect(() => {
    late.value = false;
    if (!working) return;
    const timer = setTimeout(() => {
      late.value = true;
    }, 200);
    return () => clearTimeout(timer);
  }, [working]);
  if (!value || !late.value) return null;
  const reading = value.read < value.total;
  return (
    <div class="working" role="group" aria-label="Progress">
      <progress
        class="bar"
        aria-label={reading ? 'Reading' : 'Checking'}
        max={value.total}
        {...(reading ? { value: value.read } : {})}
      />
      <span>
        {reading
          ? `Reading: ${megabytes(value.read)} of ${megabytes(value.total)} MB`
          : `Checking ${megabytes(value.total)} MB`}
      </span>
      <button type="button" class="button button-small" onClick={cancel}>
        Cancel
      </button>
    </div>
  );
}

/** A button that may be gone afterwards hands the focus to the heading. */
function Actions({ heading }: { heading: RefObject<HTMLElement | null> }) {
  const then = (work: () => Promise<void>) => () => work().then(() => heading.current?.focus());
  const changed = changedFiles.value.length;
  return (
    <div class="actions">
      {safeFixes.value > 0 && (
        <button type="button" class="button button-main button-small" onClick={then(fixAll)}>
          <Icon name="check" />
          Apply all safe fixes ({safeFixes.value.toLocaleString('en-US')})
        </button>
      )}
      {changed > 0 && (
        <button type="button" class="button button-small" onClick={download}>
          <Icon name="download" />
          {changed === 1 ? 'Download corrected file' : `Download corrected files (${changed})`}
        </button>
      )}
      {canUndo.value && (
        <button type="button" class="button button-small" onClick={then(undo)}>
          <Icon name="undo" />
          Undo
        </button>
      )}
      <button type="button" class="button button-small" onClick={downloadSarif}>
        <Icon name="download" />
        Download SARIF
      </button>
      <button type="button" class="button button-small" onClick={copyMarkdown}>
        <Icon name="copy" />
        Copy as Markdown
      </button>
    </div>
  );
}
