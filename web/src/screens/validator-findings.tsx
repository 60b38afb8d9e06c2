import { useSignal } from '@preact/signals';
import type { Finding, FindingLevel, Report, RuleNumber } from 'leadloom';
import type { RefObject } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { Icon } from '../parts/icon';
import { contents } from '../parts/kind';
import { LevelTag, Tag } from '../parts/tag';
import { RulePage } from './validator-rule';
import { canFix, changedFiles, counted, fileOf, fixOne } from './validator-session';
import { Excerpt, SourcePanel } from './validator-source';

const weight: Record<FindingLevel, number> = { error: 0, warning: 1, note: 2 };

/** Findings of one file that are shown before the others are asked for. */
const first = 50;

interface Listed {
  finding: Finding;
  /** The same as long as the finding is the same, so that its element stays. */
  key: string;
}

interface Group {
  file: string;
  listed: Listed[];
}

/** By file, those with errors first; in a file errors first. */
function grouped(findings: readonly Finding[]): Group[] {
  const groups = new Map<string, Listed[]>();
  const seen = new Map<string, number>();
  for (const finding of findings) {
    const file = finding.place?.file ?? '';
    const what = `${finding.rule} ${file} ${finding.place?.pointer ?? finding.place?.line} ${finding.message}`;
    const count = seen.get(what) ?? 0;
    seen.set(what, count + 1);
    const listed = groups.get(file) ?? [];
    groups.set(file, listed);
    listed.push({ finding, key: `${what} ${count}` });
  }
  const worst = ({ listed }: Group) => weight[listed[0]?.finding.level ?? 'note'];
  return [...groups]
    .map(([file, listed]) => ({
      file,
      listed: listed.toSorted((a, b) => weight[a.finding.level] - weight[b.finding.level]),
    }))
    .sort((a, b) => worst(a) - worst(b));
}

const levelFilters = [
  { level: undefined, label: 'All', of: (c: Report['counts']) => c.errors + c.warnings + c.notes },
  { level: 'error', label: 'Errors', of: (c: Report['counts']) => c.errors },
  { level: 'warning', label: 'Warnings', of: (c: Report['counts']) => c.warnings },
  { level: 'note', label: 'Notes', of: (c: Report['counts']) => c.notes },
] as const;

interface Props {
  report: Report;
  /** Where the focus goes when the last finding is gone. */
  heading?: RefObject<HTMLElement | null>;
}

export function FindingList({ report, heading }: Props) {
  const level = useSignal<FindingLevel | undefined>(undefined);
  const rule = useSignal('');
  const text = useSignal('');
  const explained = useSignal<RuleNumber | undefined>(undefined);
  const box = useRef<HTMLDivElement>(null);

  const rules = useMemo(() => {
    const counts = new Map<RuleNumber, number>();
    for (const one of report.findings) counts.set(one.rule, (counts.get(one.rule) ?? 0) + 1);
    return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  }, [report]);

  const wanted = text.value.trim().toLowerCase();
  const matches = (one: Finding) =>
    (!level.value || one.level === level.value) &&
    (!rule.value || one.rule === rule.value) &&
    (!wanted ||
      `${one.rule} ${one.message} ${one.hint} ${one.place?.file ?? ''}`
        .toLowerCase()
        .includes(wanted));
  const shown = report.findings.filter(matches);
  const groups = grouped(shown);

  /** Makes a fix; the focus stays at its place in the list. */
  const fix = async (finding: Finding, element: Element | null) => {
    const all = () => [...(box.current?.querySelectorAll<HTMLElement>('.finding') ?? [])];
    const at = all().indexOf(element?.closest('.finding') as HTMLElement);
    await fixOne(finding);
    requestAnimationFrame(() => {
      const left = all();
      (left[Math.min(at, left.length - 1)] ?? heading?.current)?.focus();
    });
  };

  const clean = report.documents.filter(
    ({ name }) => !report.findings.some(({ place }) => place?.file === name),
  );
  const total = report.findings.length + report.counts.unlisted;

  return (
    <div class="results" ref={box}>
      {total === 0 ? (
        <div class="panel clean">
          <Tag tone="ok" icon="done">
            Nothing to mend
          </Tag>
          <p>No findings in {counted(report.documents.length, 'document')}.</p>
        </div>
      ) : (
        <div class="filters">
          <div class="chips" role="group" aria-label="Filter by level">
            {levelFilters.map((one) => (
              <button
                key={one.label}
                type="button"
                class="chip"
                aria-pressed={level.value === one.level}
                onClick={() => {
                  level.value = one.level;
                }}
              >
                {one.label}
                <span class="chip-count">{one.of(report.counts).toLocaleString('en-US')}</span>
              </button>
            ))}
          </div>
          <select
            class="select"
            aria-label="Filter by rule"
            value={rule.value}
            onChange={({ currentTarget }) => {
              rule.value = currentTarget.value;
            }}
          >
            <option value="">All rules</option>
            {rules.map(([number, count]) => (
              <option key={number} value={number}>
                {number} ({count})
              </option>
            ))}
          </select>
          <label class="search">
            <Icon name="search" />
            <input
              type="search"
              aria-label="Search findings"
              placeholder="Search findings"
              value={text.value}
              onInput={({ currentTarget }) => {
                text.value = currentTarget.value;
              }}
            />
          </label>
        </div>
      )}
      {total > 0 && shown.length === 0 && (
        <p class="empty">
          Nothing matches.{' '}
          <button
            type="button"
            class="link"
            onClick={() => {
              level.value = undefined;
              rule.value = '';
              text.value = '';
            }}
          >
            Clear filters
          </button>
        </p>
      )}
      {groups.map((group) => (
        <FileFindings
          key={group.file}
          group={group}
          report={report}
          onFix={fix}
          onRule={(number) => {
            explained.value = number;
          }}
        />
      ))}
      {report.counts.unlisted > 0 && (
        <p class="quiet">
          {counted(report.counts.unlisted, 'more finding')}{' '}
          {report.counts.unlisted === 1 ? 'is' : 'are'} not listed.
        </p>
      )}
      {clean.length > 0 && (
        <p class="quiet">
          No findings in{' '}
          {clean
            .map(({ name, kind, records }) => `${name} (${contents(kind, records)})`)
            .join(', ')}
          .
        </p>
      )}
      {explained.value && (
        <RulePage
          rule={explained.value}
          onClose={() => {
            explained.value = undefined;
          }}
        />
      )}
    </div>
  );
}

interface FileProps {
  group: Group;
  report: Report;
  onFix(finding: Finding, element: Element | null): void;
  onRule(rule: RuleNumber): void;
}

function FileFindings({ group: { file, listed }, report, onFix, onRule }: FileProps) {
  const most = useSignal(first);
  const document = report.documents.find(({ name }) => name === file);
  const counts = (Object.keys(weight) as FindingLevel[])
    .map(
      (level) => [listed.filter(({ finding }) => finding.level === level).length, level] as const,
    )
    .filter(([count]) => count > 0)
    .map(([count, level]) => counted(count, level));
  const left = listed.length - most.value;
  return (
    <section class="panel" aria-label={file || 'All files together'}>
      <div class="file-head">
        <h3>{file || 'All files together'}</h3>
        {changedFiles.value.some(({ name }) => name === file) && (
          <Tag tone="accent" icon="done">
            Changed
          </Tag>
        )}
        <span class="quiet">
          {document ? `${contents(document.kind, document.records)} · ` : ''}
          {counts.join(', ')}
        </span>
      </div>
      <ul class="findings">
        {listed.slice(0, most.value).map(({ finding, key }) => (
          <FindingItem key={key} finding={finding} onFix={onFix} onRule={onRule} />
        ))}
      </ul>
      {left > 0 && (
        <button
          type="button"
          class="button button-small"
          onClick={() => {
            most.value += 100;
          }}
        >
          Show {left > 100 ? `100 of ${left.toLocaleString('en-US')} more` : `${left} more`}
        </button>
      )}
    </section>
  );
}

type Place = NonNullable<Finding['place']>;

const position = ({ file, line, column }: Place) => `${file}:${line}:${column}`;

function FindingItem({
  finding,
  onFix,
  onRule,
}: {
  finding: Finding;
  onFix(finding: Finding, element: Element | null): void;
  onRule(rule: RuleNumber): void;
}) {
  const { level, rule, message, hint, place, related, fix } = finding;
  /** The place that the file is open at. */
  const opened = useSignal<Place | undefined>(undefined);
  const file = opened.value && fileOf(opened.value.file);
  const toggle = (at: Place) => {
    opened.value = opened.value === at ? undefined : at;
  };
  return (
    <li class="finding" tabIndex={-1}>
      <div class="finding-head">
        <LevelTag level={level} />
        <button
          type="button"
          class="link rule-link"
          aria-label={`About ${rule}`}
          onClick={() => onRule(rule)}
        >
          {rule}
        </button>
      </div>
      <div class="finding-body">
        <p class="finding-message">{message}</p>
        {hint && <p class="quiet">{hint}</p>}
        {place && (
          <>
            <p class="place">
              <code>{position(place)}</code>
              {place.heading && (
                <>
                  {' '}
                  row {place.row}, column “{place.heading}”
                </>
              )}
              {place.pointer && <code> {place.pointer}</code>}
            </p>
            <Excerpt place={place} />
          </>
        )}
        {related && related.length > 0 && (
          <ul class="related">
            {related.map((one) => (
              <li key={`${position(one.place)} ${one.message}`}>
                {one.message}{' '}
                {fileOf(one.place.file) ? (
                  <button type="button" class="link" onClick={() => toggle(one.place)}>
                    {position(one.place)}
                  </button>
                ) : (
                  <code>{position(one.place)}</code>
                )}
              </li>
            ))}
          </ul>
        )}
        {place && place.length > 0 && fileOf(place.file) && (
          <div class="actions">
            {fix && canFix(finding) && (
              <button
                type="button"
                class="button button-small"
                onClick={({ currentTarget }) => onFix(finding, currentTarget)}
              >
                <Icon name="check" />
                {fix.title.replace(/\.$/, '')}
              </button>
            )}
            <button
              type="button"
              class="button button-small"
              aria-expanded={opened.value === place}
              onClick={() => toggle(place)}
            >
              <Icon name="document" />
              Show in file
            </button>
          </div>
        )}
        {opened.value && file && <SourcePanel place={opened.value} bytes={file.bytes} />}
      </div>
    </li>
  );
}
