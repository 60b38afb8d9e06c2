import type { Priority, Ref } from 'leadloom';
import { answer, core } from '../core';
import { act, type Change } from '../desk';
import { answered, asked } from '../office';
import { iso, local } from '../time';
import { Form, hour, onDay } from './desk-form';
import { over, type Question } from './lead-acts';

const tenant = answered(() =>
  over.value?.ask === 'book' ? asked((office) => office.mapping({ findings: false })) : undefined,
);

/** The lead's card, which the list alone does not have. */
const booked = answer(() => {
  const now = over.value;
  const id = now?.ask === 'book' ? now.leads[0]?.id : undefined;
  return id === undefined ? undefined : core.lead(id);
});

function Choose(props: {
  label: string;
  name: string;
  among: readonly (Ref & { active: boolean })[];
  chosen: Ref | undefined;
  none?: string;
}) {
  const { label, name, among, chosen, none } = props;
  return (
    <label>
      {label}
      <select class="select" name={name}>
        {(!chosen || none) && <option value="">{none ?? 'Choose'}</option>}
        {among
          .filter(({ active, id }) => active || id === chosen?.id)
          .map((one) => (
            <option key={one.id} value={one.id} selected={one.id === chosen?.id}>
              {one.name}
            </option>
          ))}
      </select>
    </label>
  );
}

const priorities: readonly Priority[] = ['Low', 'Normal', 'High', 'Urgent'];

/** The job details of M17. The core says what ServiceTitan would refuse. */
export function Book({ leads: [lead], next }: Question) {
  const all = tenant.value;
  const card = booked.value;
  if (!lead || !all || card?.id !== lead.id) return null;
  const known = card.resolution;
  const wanted = card.scheduledOn ? Date.parse(card.scheduledOn) : undefined;
  const start = wanted && wanted > Date.now() ? local(wanted) : onDay(1, '09:00');
  const text = (form: FormData, name: string) => String(form.get(name) ?? '').trim();
  return (
    <Form
      title={`Book: ${lead.name}`}
      act="Book"
      onDone={(form) => {
        const [jobType, businessUnit] = [text(form, 'jobType'), text(form, 'businessUnit')];
        const day = text(form, 'day');
        const [from, to] = [iso(`${day}T${text(form, 'from')}`), iso(`${day}T${text(form, 'to')}`)];
        if (!jobType || !businessUnit) return 'Choose a job type and a business unit.';
        if (!from || !to) return 'Say from when to when.';
        const [campaign, summary] = [text(form, 'campaign'), text(form, 'summary')];
        const tags = text(form, 'tags')
          .split(/[\s,;]+/)
          .filter(Boolean);
        const booking: Change = {
          type: 'book_lead',
          jobType,
          businessUnit,
          start: from,
          end: to,
          priority: text(form, 'priority') as Priority,
          ...(campaign && { campaign }),
          ...(summary && { summary }),
          ...(tags.length > 0 && { tags }),
        };
        return act([booking], [lead], 'Booked', next);
      }}
    >
      <div class="act-pair">
        <Choose label="Job type" name="jobType" among={all.jobTypes} chosen={known.jobType} />
        <Choose
          label="Business unit"
          name="businessUnit"
          among={all.businessUnits}
          chosen={known.businessUnit}
        />
        <Choose
          label="Campaign"
          name="campaign"
          among={all.campaigns}
          chosen={known.campaign}
          none="That of the integration"
        />
        <label>
          Priority
          <select class="select" name="priority">
            {priorities.map((priority) => (
              <option key={priority} selected={priority === known.priority}>
                {priority}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div class="act-three">
        <label>
          Day
          <input class="input" name="day" type="date" defaultValue={start.slice(0, 10)} />
        </label>
        <label>
          From
          <input class="input" name="from" type="time" defaultValue={start.slice(11, 16)} />
        </label>
        <label>
          To
          <input
            class="input"
            name="to"
            type="time"
            defaultValue={local(Date.parse(iso(start)) + 2 * hour).slice(11, 16)}
          />
        </label>
      </div>
      <label>
        Summary for the technician
        <textarea class="input" name="summary" rows={3} />
      </label>
      <label>
        Tags, by their ids
        <input class="input" name="tags" type="text" autocomplete="off" />
      </label>
    </Form>
  );
}
