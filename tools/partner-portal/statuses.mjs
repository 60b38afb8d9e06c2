/** What became of alerts, as Leadloom reports it. */
import { Problem } from './problem.mjs';

/** The words a report may use. */
export const statuses = ['received', 'accepted', 'follow-up', 'booked', 'completed', 'dismissed'];

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

/** The report in a request's body. */
function reportIn({ status, at, reason }) {
  const refuse = (title, next) => {
    throw new Problem(422, 'unknown-status', title, { next });
  };
  if (!statuses.includes(status)) {
    refuse('The status is not one that the portal knows.', `Use ${statuses.join(', ')}.`);
  }
  if (!rfc3339.test(at) || Number.isNaN(Date.parse(at))) {
    refuse('The report does not say when.', 'Send "at" like 2026-11-20T18:00:00Z.');
  }
  if (reason !== undefined && typeof reason !== 'string') {
    refuse('The reason is not a text.', 'Send "reason" as a text, or leave it out.');
  }
  return { status, at, ...(reason && { reason }) };
}

/** The reports by alert. */
export function newStatuses() {
  /** @type {Map<string, ReturnType<typeof reportIn>[]>} */
  const reports = new Map();
  const key = (source, id) => JSON.stringify([source, id]);

  const read = (source, id) => {
    const history = reports.get(key(source, id)) ?? [];
    const latest = history.at(-1);
    return { source, id, status: latest?.status ?? null, at: latest?.at ?? null, history };
  };

  return {
    read,
    /** The same status at the same time is the same report, in whatever order they come. */
    report(source, id, body) {
      const report = reportIn(body);
      const history = reports.get(key(source, id)) ?? [];
      const known = ({ status, at }) =>
        status === report.status && Date.parse(at) === Date.parse(report.at);
      if (!history.some(known)) {
        const all = [...history, report].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
        reports.set(key(source, id), all);
      }
      return read(source, id);
    },
  };
}
