import { effect, signal } from '@preact/signals';
import type { AcceptedAgreement, AgreementView, IntegrationView, Run } from 'leadloom';
import { me, roleName } from '../me';
import { answered, asked, change } from '../office';
import { Copy } from '../parts/copy';
import { Icon } from '../parts/icon';
import { Tag } from '../parts/tag';
import { toast } from '../parts/toast';
import { href, route } from '../route';
import { absolute, relative } from '../time';
import { PdfButton } from './pdf-button';

const read = signal(false);
/** Whether the text was seen to its end. */
const ended = signal(false);
/** What is missing, set when Agree was pressed without it. */
const missed = signal<'end' | 'tick' | undefined>(undefined);

const agreement = answered(() => {
  const where = route.value;
  const { role } = me.value;
  if (where.screen !== 'set-up' || where.step !== 'agreement') return undefined;
  const { integration } = where;
  return asked(async (of) => ({ integration, view: await of.agreement(integration, role) }));
});

// Another agreement, or another reader, has not been read yet.
effect(() => {
  route.value;
  me.value;
  read.value = false;
  ended.value = false;
  missed.value = undefined;
});

function Record({ accepted }: { accepted: AcceptedAgreement }) {
  const { acceptedBy, acceptedAt, version, sha256 } = accepted;
  return (
    <section class="panel" aria-labelledby="accepted-title">
      <h3 id="accepted-title">Accepted</h3>
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

/** Notes that the text is seen to its end, where it is. */
function look(box: Element | null) {
  if (!box || box.scrollTop + box.clientHeight < box.scrollHeight - 8) return;
  ended.value = true;
  if (missed.value === 'end') missed.value = undefined;
}

async function agree({ integration, name, version, sha256 }: AgreementView) {
  // A text that fits is never scrolled, and whoever reads after somebody else may be at its end.
  look(document.getElementById('agreement-text'));
  missed.value = ended.value ? (read.value ? undefined : 'tick') : 'end';
  if (missed.value) {
    document.getElementById(missed.value === 'end' ? 'agreement-text' : 'have-read')?.focus();
    return;
  }
  if (await change({ type: 'accept_agreement', integration, version, sha256 })) {
    toast(`Agreement with ${name} accepted.`);
    document.querySelector<HTMLElement>('.set-up-step h2')?.focus();
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
          aria-invalid={missed.value === 'tick'}
          aria-describedby={missed.value ? 'have-read-missed' : undefined}
          onChange={({ currentTarget }) => {
            read.value = currentTarget.checked;
            if (read.value && missed.value === 'tick') missed.value = undefined;
          }}
        />
        <span>I have read the terms</span>
      </label>
      {missed.value && (
        <p class="field-error" id="have-read-missed">
          <Icon name="error" />{' '}
          {missed.value === 'end'
            ? 'Read the terms to their end first. The text above scrolls.'
            : 'Tick the box, then agree.'}
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

/** Paragraphs; a line of its own above one is its heading. */
function Text({ text }: { text: string }) {
  return (
    <>
      {text.split(/\n{2,}/).map((paragraph, index) => {
        const end = paragraph.indexOf('\n');
        return (
          <p key={index}>
            {end > 0 && <strong>{paragraph.slice(0, end)}</strong>}
            {end > 0 ? paragraph.slice(end) : paragraph}
          </p>
        );
      })}
    </>
  );
}

const Runs = ({ runs, as: Changed }: { runs: Run[]; as: 'del' | 'ins' }) => (
  <>
    {runs.map(({ text, changed }, index) =>
      changed ? <Changed key={index}>{text}</Changed> : <span key={index}>{text}</span>,
    )}
  </>
);

/** What was accepted beside what is in force. */
function Changes({ view }: { view: AgreementView }) {
  return (
    <table class="side-by-side">
      <thead>
        <tr>
          <th scope="col">Version {view.accepted?.version}, accepted</th>
          <th scope="col">Version {view.version}, in force</th>
        </tr>
      </thead>
      <tbody>
        {view.changes?.map(({ before, after }, index) => (
          <tr key={index}>
            <td>
              <Runs runs={before} as="del" />
            </td>
            <td>
              <Runs runs={after} as="ins" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The text in a box that scrolls; it says when its end was seen. */
function Terms({ view }: { view: AgreementView }) {
  return (
    <div
      id="agreement-text"
      class="agreement-text"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it
      tabIndex={0}
      role="region"
      aria-label="Text of the agreement"
      onScroll={({ currentTarget }) => look(currentTarget)}
    >
      {view.changes ? <Changes view={view} /> : <Text text={view.text} />}
    </div>
  );
}

/** Step 1: the data agreement, read by all, accepted by those who may, and its record (M2, M6). */
export function Agreement({ integration }: { integration: IntegrationView }) {
  const { value } = agreement;
  const view = value?.integration === integration.id ? value.view : undefined;
  return (
    <>
      <h2 tabIndex={-1}>Data Agreement</h2>
      {view && (
        <>
          <p class="card-sub">
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
          {view.state === 'outdated' && (
            <p class="callout">
              <Icon name="warning" />
              <span>
                The agreement has changed since it was accepted. Its leads are held back until the
                version in force is accepted.
              </span>
            </p>
          )}
          {view.accepted && <Record accepted={view.accepted} />}
          <section class="agreement" aria-labelledby="agreement-title">
            <div class="row agreement-head">
              <h3 id="agreement-title">{view.title}</h3>
              <PdfButton integration={view.integration} />
            </div>
            <Terms view={view} />
          </section>
          {view.state !== 'accepted' && <Accept view={view} />}
        </>
      )}
    </>
  );
}
