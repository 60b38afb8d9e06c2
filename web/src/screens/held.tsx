import { effect, signal } from '@preact/signals';
import { answer, core, counts } from '../core';
import { Download } from '../parts/download';
import { screen } from '../route';

const step = 100;
const reason = signal<string | undefined>(undefined);
/** The window of alerts that is shown. */
const offset = signal(0);

effect(() => {
  reason.value;
  offset.value = 0;
});

const held = answer(() =>
  screen.value === 'held'
    ? core.held({
        ...(reason.value && { reason: reason.value }),
        offset: offset.value,
        count: step,
      })
    : undefined,
);

function Turn({ to, total, children }: { to: number; total: number; children: string }) {
  const there = to >= 0 && to < total;
  return (
    <button
      type="button"
      class="button button-small"
      aria-disabled={!there}
      onClick={() => {
        if (there) offset.value = to;
      }}
    >
      {children}
    </button>
  );
}

/** Alerts that did not become leads: counted, explained, and never lost. */
export function Held() {
  const view = held.value;
  if (!view) {
    return (
      <div class="page">
        {/* Where it stays when the answer comes, for it has the focus. */}
        <header class="page-head">
          <h1 tabIndex={-1}>Held back</h1>
        </header>
      </div>
    );
  }
  const { alerts } = view;
  const setAside = counts.value?.setAside ?? 0;
  const reasons = view.reasons.toSorted((a, b) => b.count - a.count);
  const all = reasons.reduce((sum, each) => sum + each.count, 0);
  const chosen = reasons.find(({ code }) => code === reason.value);
  const total = chosen?.count ?? all;
  return (
    <div class="page">
      <header class="page-head">
        <h1 tabIndex={-1}>Held back</h1>
        <p class="quiet">
          {all === 0
            ? 'Every alert became a lead.'
            : `${all.toLocaleString('en-US')} ${all === 1 ? 'alert' : 'alerts'} did not become leads. Each is counted here with its reason.`}
        </p>
      </header>
      {all > 0 && (
        <>
          <ul class="reasons-list">
            {reasons.map((each) => (
              <li key={each.code}>
                <button
                  type="button"
                  class="reason"
                  aria-pressed={reason.value === each.code}
                  onClick={() => {
                    reason.value = reason.value === each.code ? undefined : each.code;
                  }}
                >
                  <span class="reason-count">{each.count.toLocaleString('en-US')}</span>
                  <span class="reason-text">{each.text}</span>
                  <meter
                    class="reason-share"
                    min={0}
                    max={all}
                    value={each.count}
                    aria-hidden="true"
                  />
                </button>
              </li>
            ))}
          </ul>
          <section class="panel" aria-labelledby="held-alerts">
            <div class="row">
              <h2 id="held-alerts" tabIndex={-1}>
                {chosen ? 'Alerts with this reason' : 'All of them'}
              </h2>
              {chosen && (
                <button
                  type="button"
                  class="button button-small"
                  onClick={() => {
                    reason.value = undefined;
                    document.getElementById('held-alerts')?.focus();
                  }}
                >
                  Show all reasons
                </button>
              )}
              {setAside > 0 && (
                <Download
                  type="application/x-ndjson"
                  label="Lines that could not be read"
                  file={async () => ({ name: 'set-aside.ndjson', text: await core.rejected() })}
                />
              )}
            </div>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it */}
            <div class="table-frame" tabIndex={0} role="region" aria-label="Alerts held back">
              <table class="table">
                <thead>
                  <tr>
                    <th scope="col" class="number">
                      Line
                    </th>
                    <th scope="col">Alert</th>
                    <th scope="col">Alert type</th>
                    <th scope="col">Severity</th>
                    <th scope="col">Why</th>
                  </tr>
                </thead>
                <tbody>
                  {alerts.map((alert) => (
                    <tr key={`${alert.file} ${alert.line} ${alert.source} ${alert.alertId}`}>
                      <td class="number" data-label="Line">
                        {alert.line.toLocaleString('en-US')}
                        <span class="quiet block held-file">{alert.file}</span>
                      </td>
                      <td data-label="Alert">
                        {alert.alertId || <span class="quiet">no number</span>}
                        <span class="quiet block">{alert.source}</span>
                      </td>
                      <td data-label="Alert type">{alert.alertType}</td>
                      <td data-label="Severity">
                        {alert.severity || <span class="quiet">none</span>}
                      </td>
                      <td class="table-why" data-label="Why">
                        {alert.text || reasons.find(({ code }) => code === alert.code)?.text}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            {total > step && (
              <p class="more">
                <Turn to={offset.value - step} total={total}>
                  Previous
                </Turn>
                <span role="status">
                  {(offset.value + 1).toLocaleString('en-US')} to{' '}
                  {(offset.value + alerts.length).toLocaleString('en-US')} of{' '}
                  {total.toLocaleString('en-US')}
                </span>
                <Turn to={offset.value + step} total={total}>
                  Next
                </Turn>
              </p>
            )}
          </section>
        </>
      )}
    </div>
  );
}
