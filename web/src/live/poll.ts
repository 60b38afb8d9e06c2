import { feeds, noAnswer, takeIn } from '../core';
import { feedsOffered, sessions } from '../sign-in';
import { type Answer, addressOf, answerOf } from './answer';
import { after, delayOf, type Happening, type Phase, type Schedule, stopped } from './schedule';

/** What there is to say of a live feed, with times as they were when it was said. */
export interface Told {
  phase: Phase;
  /** Milliseconds since all was known, since it was asked, and until it is asked again. */
  fresh?: number | undefined;
  asked?: number | undefined;
  due?: number | undefined;
  /** What went wrong, while it goes wrong. */
  why?: string | undefined;
}

export interface Poller {
  happen(happening: Happening): void;
  told(): Told;
  end(): void;
}

/** No answer for so long is none. */
const patience = 60_000;

/**
 * The token goes to who gave it, or where the host says that the partner's alerts are, and nowhere
 * else, whatever somebody has entered.
 */
function sessionFor(integration: string, address: string) {
  const session = sessions.peek().get(integration);
  const trusted = [session?.portal.issuer, feedsOffered.peek()[integration]];
  const { origin } = new URL(address);
  return trusted.some((one) => one && new URL(one).origin === origin) ? session : undefined;
}

type Asker = ReturnType<typeof sessionFor>;

async function ask(
  feed: (typeof feeds.value)[number],
  session: Asker,
  over: AbortSignal,
): Promise<Answer> {
  const address = addressOf(feed);
  const init: RequestInit = {
    headers: feed.etag ? { 'if-none-match': feed.etag } : {},
    cache: 'no-store',
    credentials: 'omit',
    signal: AbortSignal.any([over, AbortSignal.timeout(patience)]),
  };
  const response = session
    ? await (await import('../portal/session')).send(session, address, init)
    : await fetch(address, init);
  return answerOf(response, feed);
}

function reasonOf(error: unknown): Answer {
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return { type: 'failed', why: 'The server did not answer in time.' };
  // What `fetch` throws when there is no answer at all.
  if (error instanceof TypeError) return { type: 'failed', why: 'The server cannot be reached.' };
  // A refresh token that is used up, or withdrawn.
  if (error instanceof Error && 'error' in error) return { type: 'refused' };
  return { type: 'failed', why: error instanceof Error ? error.message : String(error) };
}

/** Asks a live feed again and again, as its schedule says, and takes in what it answers. */
export function poll(integration: string, tell: () => void): Poller {
  const over = new AbortController();
  let schedule: Schedule = stopped;
  let timer = 0;
  let why: string | undefined;
  /** What was asked in one go, page by page: pages that lead in a circle are not followed round. */
  const gone = new Set<string>();

  const happen = (happening: Happening) => {
    if (over.signal.aborted) return;
    const before = schedule;
    schedule = after(before, happening, performance.now(), Math.random());
    clearTimeout(timer);
    const delay = delayOf(schedule, performance.now());
    if (delay !== undefined) timer = window.setTimeout(() => happen({ type: 'due' }), delay);
    tell();
    if (schedule.phase === 'asking' && schedule !== before) void question();
  };

  async function question() {
    const feed = feeds.peek().find((one) => one.integration === integration);
    if (!feed?.on) return happen({ type: 'stop' });
    const session = sessionFor(integration, addressOf(feed));
    let answer: Answer;
    let more = false;
    try {
      answer = await ask(feed, session, over.signal).catch(reasonOf);
      if (over.signal.aborted) return;
      if (answer.type === 'alerts') {
        const name = `${integration}, ${new Date().toISOString()}`;
        const taken = await takeIn(answer.feed, { name, bytes: answer.bytes });
        gone.add(addressOf(feed));
        more = taken === 'overtaken' || (answer.more && !gone.has(addressOf(answer.feed)));
      } else if (answer.type === 'nothing' && answer.feed) {
        const taken = await takeIn(answer.feed);
        more = taken === 'overtaken' || answer.more === true;
      }
      if (!more) gone.clear();
    } catch (error) {
      noAnswer(error);
      answer = reasonOf(error);
    }
    why = answer.type === 'failed' ? answer.why : undefined;
    if (answer.type === 'failed') happen({ type: 'failed', after: answer.after });
    else if (answer.type === 'refused') {
      happen({ type: 'refused' });
      // Somebody has signed in while the question was under way.
      if (sessionFor(integration, addressOf(feed)) !== session) happen({ type: 'now' });
    } else happen({ type: 'answered', more });
  }

  // A policy that names no such server forbids the question before anybody is asked.
  const forbidden = ({ blockedURI }: SecurityPolicyViolationEvent) => {
    const feed = feeds.peek().find((one) => one.integration === integration);
    if (!feed || !URL.canParse(blockedURI)) return;
    const { origin } = new URL(addressOf(feed));
    if (new URL(blockedURI).origin !== origin) return;
    why = `The host of this page does not let it ask ${origin}.`;
    tell();
  };
  document.addEventListener('securitypolicyviolation', forbidden);

  const ago = (time: number | undefined) =>
    time === undefined ? undefined : performance.now() - time;

  return {
    happen,
    told: () => ({
      phase: schedule.phase,
      fresh: ago(schedule.fresh),
      asked: ago(schedule.asked),
      due: delayOf(schedule, performance.now()),
      why: schedule.phase === 'failing' ? why : undefined,
    }),
    end() {
      over.abort();
      clearTimeout(timer);
      document.removeEventListener('securitypolicyviolation', forbidden);
    },
  };
}
