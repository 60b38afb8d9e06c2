import { signal } from '@preact/signals';
import type { MappingPreview, MappingRow, MappingView } from 'leadloom';
import { answered, asked, keyOf } from '../office';
import { Chosen } from '../parts/chosen';
import { Findings } from '../parts/findings';
import { Icon } from '../parts/icon';
import { Mark } from '../parts/mark';
import { SeverityTag, Tag } from '../parts/tag';
import { screen } from '../route';
import { addTo, choicesOf, edit, type List, map, nouns, removeFrom } from './mapping-edit';
import { Rules } from './mapping-rules';
import { outcomes } from './outcome';

/** The row that the pane shows. */
export const chosen = signal<{ trade: string; standardJobType: string } | undefined>(undefined);

const severity = signal<'critical' | 'urgent'>('urgent');

const preview = answered(() => {
  const of = chosen.value;
  const facts = { severity: severity.value };
  if (screen.value !== 'mapping' || !of) return undefined;
  return asked((office) => office.preview({ ...of, facts }));
});

function Suggestions({ row }: { row: MappingRow }) {
  return (
    <section class="suggestions" aria-labelledby="suggestions-title">
      <h4 id="suggestions-title">Suggestions</h4>
      <ul>
        {row.suggestions.map((suggestion) => {
          const { jobType, businessUnit, percent, why } = suggestion;
          return (
            <li key={jobType.id}>
              <span>
                <strong>{jobType.name}</strong>
                {businessUnit && <span> at {businessUnit.name}</span>}
                <span class="quiet block">
                  {percent} % · {why}
                </span>
              </span>
              <button
                type="button"
                class="button button-small"
                aria-label={`Use ${jobType.name} for ${row.label}`}
                onClick={() => edit([row], () => suggestion.row)}
              >
                Use
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** A sample alert as the card of its lead would show it. Nothing is written. */
function Sample({
  of: { alertType, integration, severity: shown, resolution },
}: {
  of: MappingPreview;
}) {
  const facts = [
    ['Job type', resolution.jobType?.name],
    ['Business unit', resolution.businessUnit?.name],
    ['Campaign', resolution.campaign?.name],
    ['Priority', resolution.priority],
  ] as const;
  return (
    <section class="sample" aria-labelledby="sample-title">
      <div class="row">
        <h4 id="sample-title">A lead would get</h4>
        <label>
          <span class="unseen">Severity of the sample alert</span>
          <select
            class="select select-small"
            value={severity.value}
            onChange={({ currentTarget }) => {
              severity.value = currentTarget.value === 'critical' ? 'critical' : 'urgent';
            }}
          >
            <option value="urgent">Urgent</option>
            <option value="critical">Critical</option>
          </select>
        </label>
      </div>
      <p class="card-sub">
        <strong>{alertType ?? 'An alert that names it'}</strong>
        {integration && (
          <span class="card-from">
            <Mark mark={integration.mark} />
            {integration.name}
          </span>
        )}
        <SeverityTag severity={shown} />
      </p>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div class="fact" key={name}>
            <dt>{name}</dt>
            <dd>{value ?? <span class="quiet">Left open</span>}</dd>
          </div>
        ))}
      </dl>
      <p class="quiet">{resolution.reasons[0]?.text}</p>
    </section>
  );
}

const titles: Record<List, string> = { jobTypes: 'Job types', businessUnits: 'Business units' };

/** Everything about one row: what it maps to, what comes of it, and what the validator says. */
export function MappingPane({ row, view }: { row: MappingRow; view: MappingView }) {
  const { tone, icon, word } = outcomes[row.outcome];
  const trade = view.trades.find(({ id }) => id === row.trade)?.label ?? row.trade;
  const shown = preview.value;
  return (
    <section class="panel map-pane" aria-label={row.label}>
      <header>
        <h3>{row.label}</h3>
        <p class="quiet">
          {trade}
          {row.alertTypes.length > 0 && <> · from {row.alertTypes.join(', ')}</>}
        </p>
        <p class="map-outcome">
          <Tag tone={tone} icon={icon}>
            {word}
          </Tag>
          <span>{row.consequence}</span>
        </p>
      </header>
      {shown && shown.label === row.label && <Sample of={shown} />}
      {row.suggestions.length > 0 && <Suggestions row={row} />}
      {(['jobTypes', 'businessUnits'] as const).map((list) => (
        <div class="cell" key={list}>
          <h4>{titles[list]}</h4>
          <Chosen
            of={row.label}
            title={titles[list]}
            noun={nouns[list]}
            chosen={row[list]}
            choices={() => choicesOf(view, list)}
            onAdd={(id) => addTo([row], list, id)}
            onRemove={(id) => removeFrom([row], list, id)}
          />
        </div>
      ))}
      <Rules key={keyOf(row)} row={row} view={view} />
      {row.findings.length > 0 && (
        <div class="map-findings">
          <h4>
            <Icon name="warning" /> The validator says
          </h4>
          <Findings
            findings={row.findings}
            placeless
            onMend={({ rule, place }) =>
              map(
                { type: 'mend', rule, pointer: place?.pointer ?? '' },
                `${rule} of ${row.label} is mended.`,
              )
            }
          />
        </div>
      )}
    </section>
  );
}
