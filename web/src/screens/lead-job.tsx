import type { Candidate, LeadCard, Reason } from 'leadloom';
import { act } from '../desk';
import { Fact, Facts, Panel } from '../parts/facts';
import { Icon } from '../parts/icon';
import { Tag } from '../parts/tag';
import { href } from '../route';
import { may, over } from './lead-acts';
import { openCard } from './lead-open';

const pickPair = (card: LeadCard, { jobType, businessUnit }: Candidate) =>
  act(
    [{ type: 'fill_in_lead', jobType: jobType.id, businessUnit: businessUnit.id }],
    [{ id: card.id, name: card.contact.name ?? 'lead without a name' }],
    `${jobType.name} at ${businessUnit.name}`,
  );

/** Picks a candidate of the open card by its number; false where there is none. */
export function pickCandidate(key: string): boolean {
  const card = openCard.peek()?.card;
  const candidate = /^[1-9]$/.test(key) ? card?.resolution.candidates[Number(key) - 1] : undefined;
  if (!card || !candidate?.bookable || !may('fill_in_lead', card.state) || !asks(card))
    return false;
  void pickPair(card, candidate);
  return true;
}

/** Whether somebody has to choose: nothing was filled in, or what is there was picked. */
const asks = ({ resolution }: LeadCard) =>
  !(resolution.jobType && resolution.businessUnit) ||
  resolution.reasons.some(({ code }) => code === 'picked');

function Open({ children }: { children: string }) {
  return (
    <span class="line-open">
      <Icon name="open" /> {children}
    </span>
  );
}

type Field = 'job' | 'campaign' | 'priority';

/** Which field a reason explains. Codes not named here are about the job. */
const explains: Record<string, Field> = {
  no_campaign: 'campaign',
  unknown_campaign: 'campaign',
  inactive_campaign: 'campaign',
  campaign: 'campaign',
  priority_of_job_type: 'priority',
  priority_by_severity: 'priority',
};

function Because({ reasons, field }: { reasons: readonly Reason[]; field: Field }) {
  return reasons
    .filter(({ code }) => (explains[code] ?? 'job') === field)
    .map(({ code, text }) => (
      <span class="because" key={code}>
        {text}
      </span>
    ));
}

export function Job({ card }: { card: LeadCard }) {
  const { resolution } = card;
  const { jobType, businessUnit, campaign, priority, reasons } = resolution;
  return (
    <Panel title="Job">
      <Facts>
        <Fact name="Standard job type">{card.standardJobType.label}</Fact>
        <Fact name="Job type">
          {jobType ? <strong>{jobType.name}</strong> : <Open>Left open</Open>}
        </Fact>
        <Fact name="Business unit">
          {businessUnit ? <strong>{businessUnit.name}</strong> : <Open>Left open</Open>}
          <Because reasons={reasons} field="job" />
        </Fact>
        <Fact name="Campaign">
          {campaign?.name ?? <Open>Not filled in</Open>}
          <Because reasons={reasons} field="campaign" />
        </Fact>
        <Fact name="Priority">
          {priority}
          <Because reasons={reasons} field="priority" />
        </Fact>
      </Facts>
      {asks(card) && may('fill_in_lead', card.state) && <Candidates card={card} />}
    </Panel>
  );
}

/** What the lead could be, ranked: picked for this one, or made the rule for all like it (N1). */
function Candidates({ card }: { card: LeadCard }) {
  const { candidates, jobType, businessUnit } = card.resolution;
  if (candidates.length === 0) {
    return (
      <p class="note">
        Nothing to choose from yet. <a href={href({ screen: 'mapping' })}>Map this job type</a>
      </p>
    );
  }
  return (
    <div class="candidates">
      <h4>
        What it could be, most likely first{' '}
        <a class="aside-link" href={href({ screen: 'mapping' })}>
          Change the mapping
        </a>
      </h4>
      <ol>
        {candidates.map((candidate, index) => {
          const { bookable, why } = candidate;
          const pair = `${candidate.jobType.name} at ${candidate.businessUnit.name}`;
          const taken =
            jobType?.id === candidate.jobType.id && businessUnit?.id === candidate.businessUnit.id;
          return (
            <li
              key={`${candidate.jobType.id} ${candidate.businessUnit.id}`}
              class={bookable ? '' : 'candidate-off'}
            >
              <span class="candidate-pair">
                <strong>{candidate.jobType.name}</strong>
                <span>{candidate.businessUnit.name}</span>
              </span>
              {bookable ? (
                <Tag tone="ok" icon="done">
                  Can be booked
                </Tag>
              ) : (
                <Tag tone="bad" icon="ban">
                  Cannot be booked
                </Tag>
              )}
              {why.length > 0 && <span class="candidate-why">{why.join(' ')}</span>}
              {bookable && (
                <span class="candidate-acts">
                  {taken ? (
                    <Tag tone="accent" icon="check">
                      Picked
                    </Tag>
                  ) : (
                    <button
                      type="button"
                      class="button button-small"
                      aria-keyshortcuts={index < 9 ? `${index + 1}` : undefined}
                      onClick={() => pickPair(card, candidate)}
                    >
                      Use<span class="unseen"> {pair}</span>{' '}
                      {index < 9 && (
                        <span class="key" aria-hidden="true">
                          {index + 1}
                        </span>
                      )}
                    </button>
                  )}
                  <button
                    type="button"
                    class="link"
                    onClick={() => {
                      over.value = {
                        ask: 'rule',
                        standard: card.standardJobType,
                        jobType: candidate.jobType,
                        businessUnit: candidate.businessUnit,
                      };
                    }}
                  >
                    Make it the rule<span class="unseen"> for {pair}</span>
                  </button>
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
