import { effect, signal } from '@preact/signals';
import type { AcceptedAgreement, AgreementView } from 'leadloom';
import type { ComponentChildren } from 'preact';
import { answer, command, core, integrations } from '../core';
import { me, roleName } from '../me';
import { Copy } from '../parts/copy';
import { Icon } from '../parts/icon';
import { Mark } from '../parts/mark';
import { Tag } from '../parts/tag';
import { toast } from '../parts/toast';
import { href, route } from '../route';
import { absolute, relative } from '../time';

const read = signal(false);
/** Set when Agree was pressed without the tick. */
const missed = signal(false);

const agreement = answer(async () => {
  const where = route.value;
  if (where.screen !== 'agreement') return undefined;
  const { integration } = where;
  return { integration, view: await core.agreement(integration, me.value.role) };
});

// Another agreement, or another reader, has not been read yet.
effect(() => {
  route.value;
  me.value;
  read.value = false;
  missed.value = false;
});

function Record({ accepted }: { accepted: AcceptedAgreement }) {
  const { acceptedBy, acceptedAt, version, sha256 } = accepted;
  return (
    <section class="panel" aria-labelledby="accepted-title">
      <h2 id="accepted-title">Accepted</h2>
      <dl class="facts">
        <div class="fact">
          <dt>By</dt>
          <dd>
            {acceptedBy.name}, {roleName(acceptedBy.role)}
          </dd>
        </div>
        <div class="fact">
          <dt>On</dt>
          <dd>
            <time dateTime={acceptedAt}>
              {absolute(acceptedAt)} <span class="quiet">{relative(acceptedAt)}</span>
            </time>
          </dd>
        </div>
        <div class="fact">
          <dt>Version</dt>
          <dd>{version}</dd>
        </div>
        <div class="fact">
          <dt>Text, SHA-256</dt>
          <dd class="with-copy">
            <code class="hash">{sha256}</code>
            <Copy text={sha256} what="SHA-256" />
          </dd>
        </div>
      </dl>
    </section>
  );
}

async function agree({ integration, name, version, sha256 }: AgreementView) {
  if (!read.value) {
    missed.value = true;
    document.getElementById('have-read')?.focus();
    return;
  }
  if (await command({ type: 'accept_agreement', integration, version, sha256 })) {
    toast(`Agreement with ${name} accepted.`);
    document.querySelector<HTMLElement>('h1')?.focus();
  }
}

function Accept({ view }: { view: AgreementView }) {
  if (!view.mayAccept) {
    return (
      <section class="callout" aria-label="Who may accept">
        <Icon name="lock" />
        <div>
          <p>{view.whyNot}</p>
          <p>
            Send them this page:{' '}
            <Copy text={location.href} what="link to this page" label="Copy link" />
          </p>
        </div>
      </section>
    );
  }
  return (
    <form
      class="panel accept"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        agree(view);
      }}
    >
      <label class="check">
        <input
          id="have-read"
          type="checkbox"
          checked={read.value}
          aria-invalid={missed.value}
          aria-describedby={missed.value ? 'have-read-missed' : undefined}
          onChange={({ currentTarget }) => {
            read.value = currentTarget.checked;
            if (read.value) missed.value = false;
          }}
        />
        <span>I have read the terms</span>
      </label>
      {missed.value && (
        <p class="field-error" id="have-read-missed">
          <Icon name="error" /> Read the terms and tick the box, then agree.
        </p>
      )}
      <p class="quiet">
        Signed as {me.value.name || '(your name)'}, {roleName(me.value.role)}. Version{' '}
        {view.version}.
      </p>
      <div class="actions">
        <button type="submit" class="button button-main">
          Agree
        </button>
        <a class="button" href={href({ screen: 'integrations' })}>
          Not now
        </a>
      </div>
    </form>
  );
}

/** The same before and after the core has answered: the heading has the focus, and keeps it. */
function Head({ children }: { children?: ComponentChildren }) {
  return (
    <>
      <a class="back back-always" href={href({ screen: 'integrations' })}>
        <Icon name="back" />
        Marketing Integrations
      </a>
      <header class="page-head">
        <h1 tabIndex={-1}>Data Agreement</h1>
        {children}
      </header>
    </>
  );
}

export function Agreement() {
  const where = route.value;
  const { value } = agreement;
  if (where.screen !== 'agreement' || value?.integration !== where.integration) {
    return (
      <div class="page page-text">
        <Head />
      </div>
    );
  }
  const { view } = value;
  if (!view) {
    return (
      <div class="page page-text">
        <Head />
        <p>There is no integration of this name in the open files.</p>
        <p>
          <a class="button" href={href({ screen: 'integrations' })}>
            Marketing Integrations
          </a>
        </p>
      </div>
    );
  }
  const mark = integrations.value?.find(({ id }) => id === view.integration)?.mark;
  return (
    <div class="page page-text">
      <Head>
        <p class="card-sub">
          <span class="card-from">
            <Mark mark={mark} />
            <strong>{view.name}</strong>
          </span>
          <span>version {view.version}</span>
          {view.state === 'accepted' && (
            <Tag tone="ok" icon="done">
              Accepted
            </Tag>
          )}
          {view.state === 'outdated' && (
            <Tag tone="warn" icon="warning">
              New version
            </Tag>
          )}
          {view.sample && (
            <Tag tone="accent" icon="note">
              Sample text, not a contract
            </Tag>
          )}
        </p>
      </Head>
      {view.accepted && <Record accepted={view.accepted} />}
      <section class="agreement" aria-labelledby="agreement-title">
        <h2 id="agreement-title">{view.title}</h2>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it */}
        <div class="agreement-text" tabIndex={0} role="region" aria-label="Text of the agreement">
          {view.text.split(/\n{2,}/).map((paragraph, index) => {
            // A line of its own above a paragraph is its heading.
            const end = paragraph.indexOf('\n');
            return (
              <p key={index}>
                {end > 0 && <strong>{paragraph.slice(0, end)}</strong>}
                {end > 0 ? paragraph.slice(end) : paragraph}
              </p>
            );
          })}
        </div>
      </section>
      {view.state !== 'accepted' && <Accept view={view} />}
    </div>
  );
}
