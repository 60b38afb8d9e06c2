import { me } from '../me';
import { answered, asked, changeAndSay } from '../office';
import { Dialog } from '../parts/dialog';
import { Findings } from '../parts/findings';
import { Icon } from '../parts/icon';
import { close } from './desk-form';
import { over, type RuleQuestion } from './lead-acts';

const trial = answered(() => {
  const now = over.value;
  if (now?.ask !== 'rule') return undefined;
  const { standard, jobType, businessUnit } = now;
  return asked(async (office) => ({
    of: now,
    ...(await office.tryOut({
      type: 'map_job_type',
      trade: standard.trade,
      standardJobType: standard.id,
      jobTypes: [jobType.id],
      businessUnits: [businessUnit.id],
      at: new Date().toISOString(),
      by: me.peek(),
    })),
  }));
});

/** Before a candidate becomes the rule: what that changes, and what the validator says of it. */
export function MakeRule({ standard, jobType, businessUnit }: RuleQuestion) {
  // Not of the candidate that was asked about before.
  const said = trial.value?.of === over.value ? trial.value : undefined;
  return (
    <Dialog title={`Make this the rule for ${standard.label}`} onClose={close}>
      <p>
        From now on every lead of <strong>{standard.label}</strong> is filled in with{' '}
        <strong>{jobType.name}</strong> at <strong>{businessUnit.name}</strong>, of all
        integrations. What it is mapped to now is replaced; conditions stay.
      </p>
      {said && said.findings.length > 0 && (
        <>
          <h3>The validator says</h3>
          <Findings findings={said.findings} placeless />
        </>
      )}
      {said?.ok && said.findings.length === 0 && (
        <p class="callout callout-ok">
          <Icon name="done" />
          <span>The validator has nothing to say against it.</span>
        </p>
      )}
      <p class="row">
        <button
          type="button"
          class="button button-main"
          disabled={!said?.ok}
          onClick={() => {
            close();
            void changeAndSay(
              {
                type: 'map_job_type',
                trade: standard.trade,
                standardJobType: standard.id,
                jobTypes: [jobType.id],
                businessUnits: [businessUnit.id],
              },
              `${standard.label} is ${jobType.name} at ${businessUnit.name} from now on.`,
            );
          }}
        >
          Make it the rule
        </button>
        <button type="button" class="button" onClick={close}>
          Cancel
        </button>
      </p>
    </Dialog>
  );
}
