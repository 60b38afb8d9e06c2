import type { LiveFeed } from '../database';

/** What a feed's server answered, as far as it says how to go on. */
export type Answer =
  /** Alerts, and the feed as far as it has been read with them. `more`: to be asked for at once. */
  | { type: 'alerts'; bytes: Uint8Array<ArrayBuffer>; feed: LiveFeed; more: boolean }
  /** Nothing new. `feed`: where to ask has changed all the same; with `more` there at once. */
  | { type: 'nothing'; feed?: LiveFeed; more?: boolean }
  | { type: 'refused' }
  | { type: 'failed'; why: string; after?: number | undefined };

export const addressOf = ({ next, address }: LiveFeed) => next ?? address;

/** `Retry-After` in milliseconds (RFC 9110, 10.2.3): seconds, or a date, which goes by the server's own. */
export function retryAfter(headers: Headers): number | undefined {
  const text = headers.get('retry-after')?.trim();
  if (!text) return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const wait = Date.parse(text) - Date.parse(headers.get('date') ?? '');
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** The next page by `Link` (RFC 8288); never one of another server, which would get the token. */
export function nextOf(headers: Headers, base: string): string | undefined {
  for (const link of (headers.get('link') ?? '').split(/,(?=\s*<)/)) {
    const [, target, rest = ''] = /^\s*<([^>]*)>(.*)$/s.exec(link) ?? [];
    if (target === undefined || !/;\s*rel\s*=\s*"?(?:[^"]*\s)?next\b/i.test(rest)) continue;
    if (!URL.canParse(target, base)) continue;
    const next = new URL(target, base);
    if (next.origin === new URL(base).origin) return next.href;
  }
  return undefined;
}

const isBlank = (bytes: Uint8Array) =>
  bytes.length < 64 && /^\uFEFF?\s*(?:\[\s*\])?\s*$/.test(new TextDecoder().decode(bytes));

/** A page of the host, such as a log-in, in place of alerts. */
const isPage = (headers: Headers) => /\bhtml\b/i.test(headers.get('content-type') ?? '');

/** The feed after an answer: its tag belongs to the address that was asked. */
const readOn = (feed: LiveFeed, next: string | undefined, etag: string | null): LiveFeed => ({
  ...feed,
  next: next ?? feed.next,
  // The tag of this page says nothing of the next one.
  etag: next === undefined || next === addressOf(feed) ? (etag ?? undefined) : undefined,
  turn: feed.turn + 1,
});

const changes = (a: LiveFeed, b: LiveFeed) => a.next !== b.next || a.etag !== b.etag;

/** Reads an answer to the question that `feed` says. */
export async function answerOf(response: Response, feed: LiveFeed): Promise<Answer> {
  const { status, headers } = response;
  if (status === 304) return { type: 'nothing' };
  if (status === 401 || status === 403) return { type: 'refused' };
  // A place in the feed that its server has forgotten: from the beginning, for nothing counts twice.
  if ([400, 404, 410].includes(status) && feed.next !== undefined) {
    const { next, etag, ...start } = feed;
    return { type: 'nothing', feed: { ...start, turn: feed.turn + 1 }, more: true };
  }
  if (!response.ok)
    return { type: 'failed', why: `The server answered ${status}.`, after: retryAfter(headers) };
  if (isPage(headers))
    return { type: 'failed', why: 'The server answered with a page, not alerts.' };
  const bytes = new Uint8Array(await response.arrayBuffer());
  const asked = addressOf(feed);
  const next = nextOf(headers, asked);
  const read = readOn(feed, next, headers.get('etag'));
  if (isBlank(bytes))
    return changes(feed, read) ? { type: 'nothing', feed: read } : { type: 'nothing' };
  return { type: 'alerts', bytes, feed: read, more: next !== undefined && next !== asked };
}
