import type { IntegrationView } from 'leadloom';
import { mapping } from '../office';
import { Icon } from '../parts/icon';
import { Tag } from '../parts/tag';
import { href } from '../route';
import { outcomes } from './outcome';

/** Step 3: the mapping is made once, for all integrations (M10, M11). */
export function JobTypesStep({ integration }: { integration: IntegrationView }) {
  const { id, name, left, alertTypes } = integration;
  const rows = mapping.value?.rows ?? [];
  const kinds = [
    ...new Set(alertTypes.map(({ trade, standardJobType }) => `${trade}/${standardJobType}`)),
  ];
  const mapped = kinds.map((key) => ({
    type: alertTypes.find((each) => `${each.trade}/${each.standardJobType}` === key),
    row: rows.find((each) => `${each.trade}/${each.standardJobType}` === key),
  }));
  const done = !left.includes('mapping');
  return (
    <section class="panel" aria-labelledby="job-types-title">
      <h2 id="job-types-title" tabIndex={-1}>
        Job types that alerts of {name} lead to
      </h2>
      {done ? (
        <p class="callout callout-ok">
          <Icon name="done" />
          <span>
            Mapped already. One mapping serves all integrations, so there is nothing to do here.
          </span>
        </p>
      ) : (
        <p class="quiet">
          Choose which of your own job types and business units each one means. It is done once and
          serves all integrations.
        </p>
      )}
      <ul class="mapped">
        {mapped.map(
          ({ type, row }) =>
            type && (
              <li key={`${type.trade}/${type.standardJobType}`}>
                <strong>{type.label}</strong>
                <span class="quiet">
                  {type.enabled
                    ? (row?.consequence ?? 'Its trade is not selected.')
                    : 'Switched off.'}
                </span>
                {row && type.enabled && (
                  <Tag tone={outcomes[row.outcome].tone} icon={outcomes[row.outcome].icon}>
                    {outcomes[row.outcome].word}
                  </Tag>
                )}
              </li>
            ),
        )}
      </ul>
      <p>
        <a
          class={done ? 'button' : 'button button-main'}
          href={href({ screen: 'mapping', from: id })}
        >
          Job Type Mapping
        </a>
      </p>
    </section>
  );
}
