import { signal } from '@preact/signals';
import type { FindingLevel, Report } from 'leadloom';
import { useEffect, useRef } from 'preact/hooks';
import { answer, core, fail } from '../core';
import { DropZone } from '../parts/drop-zone';
import { Findings } from '../parts/findings';
import { contents } from '../parts/kind';
import { levels, Tag } from '../parts/tag';
import { screen } from '../route';

const own = answer(() => (screen.value === 'validator' ? core.findings() : undefined));
/** Report on files that were dropped: checked on their own, not opened. */
const dropped = signal<Report | undefined>(undefined);
const level = signal<FindingLevel | undefined>(undefined);

async function check(files: readonly File[]) {
  const documents = await Promise.all(
    files.map(async (file) => ({
      name: file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  );
  dropped.value = await core.validate(documents, {});
  level.value = undefined;
}

const filters = [
  { value: undefined, label: 'All', of: (c: Report['counts']) => c.errors + c.warnings + c.notes },
  { value: 'error', label: 'Errors', of: (c: Report['counts']) => c.errors },
  { value: 'warning', label: 'Warnings', of: (c: Report['counts']) => c.warnings },
  { value: 'note', label: 'Notes', of: (c: Report['counts']) => c.notes },
] as const;

function Summary({ counts, clean }: Report) {
  if (clean) {
    return (
      <Tag tone="ok" icon="done">
        Nothing to mend
      </Tag>
    );
  }
  const { tone, icon } = levels[counts.errors > 0 ? 'error' : 'warning'];
  return (
    <Tag tone={tone} icon={icon}>
      {counts.errors > 0 ? 'Has errors' : 'Has warnings'}
    </Tag>
  );
}

interface ReportProps {
  report: Report;
  title: string;
  /** A report that was asked for takes the focus when it comes. */
  asked?: boolean;
}

function ReportView({ report, title, asked }: ReportProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (asked) heading.current?.focus();
  }, [asked, report]);
  const shown = report.findings.filter((each) => !level.value || each.level === level.value);
  return (
    <section class="panel" aria-labelledby="report-title">
      <div class="row">
        <h2 id="report-title" ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <Summary {...report} />
      </div>
      {report.documents.length > 0 && (
        <p class="quiet">
          {report.documents
            .map(({ name, kind, records }) => `${name} (${contents(kind, records)})`)
            .join(', ')}
        </p>
      )}
      <div class="chips" role="group" aria-label="Filter by level">
        {filters.map(({ value, label, of }) => (
          <button
            key={label}
            type="button"
            class="chip"
            aria-pressed={level.value === value}
            onClick={() => {
              level.value = value;
            }}
          >
            {label}
            <span class="chip-count">{of(report.counts).toLocaleString('en-US')}</span>
          </button>
        ))}
      </div>
      {shown.length > 0 ? <Findings findings={shown} /> : <p class="quiet">No findings here.</p>}
      {report.counts.unlisted > 0 && (
        <p class="quiet">{report.counts.unlisted.toLocaleString('en-US')} more are not listed.</p>
      )}
    </section>
  );
}

export function Validator() {
  return (
    <div class="page">
      <header class="page-head">
        <h1 tabIndex={-1}>Validator</h1>
        <p class="quiet">
          Checks set-up, tenant and alerts against each other. Nothing leaves this machine.
        </p>
      </header>
      <DropZone
        label="Check files"
        onFiles={(files) => {
          check(files).catch(fail('The files could not be checked'));
        }}
      >
        Or drop them here. They are checked on their own; your workspace stays as it is.
      </DropZone>
      {dropped.value ? (
        <>
          <p>
            <button
              type="button"
              class="button"
              onClick={() => {
                dropped.value = undefined;
                level.value = undefined;
              }}
            >
              Back to your workspace
            </button>
          </p>
          <ReportView report={dropped.value} title="The files you dropped" asked />
        </>
      ) : (
        own.value && <ReportView report={own.value} title="Your workspace" />
      )}
    </div>
  );
}
