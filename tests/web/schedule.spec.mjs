/** When a live feed is asked, and what its answers mean: pure functions, without a browser. */
import { expect, test } from '@playwright/test';
import { answerOf, nextOf, retryAfter } from '../../web/src/live/answer.ts';
import {
  after,
  delayOf,
  firstWait,
  interval,
  longestQuiet,
  longestWait,
  stopped,
} from '../../web/src/live/schedule.ts';
import { saying, span } from '../../web/src/live/words.ts';

/** One thing after the other, each at its moment: `[moment, happening, random]`. */
const run = (...steps) =>
  steps.reduce(
    (schedule, [now, happening, random = 0.5]) =>
      after(schedule, typeof happening === 'string' ? { type: happening } : happening, now, random),
    stopped,
  );

const answered = { type: 'answered', more: false };
const failed = { type: 'failed' };

test('it asks at once, then about every half a minute', () => {
  expect(run([0, 'start'])).toMatchObject({ phase: 'asking', asked: 0 });
  for (const [random, factor] of [
    [0, 0.9],
    [1, 1.1],
  ]) {
    const fresh = run([0, 'start'], [40, answered, random]);
    expect(fresh).toMatchObject({ phase: 'fresh', fresh: 40 });
    expect(delayOf(fresh, 40)).toBeCloseTo(interval * factor);
  }
  const fresh = run([0, 'start'], [40, answered]);
  expect(after(fresh, { type: 'due' }, fresh.due - 1, 0.5)).toBe(fresh);
  expect(after(fresh, { type: 'due' }, fresh.due, 0.5).phase).toBe('asking');
});

test('what has more pages is asked on without a pause', () => {
  const schedule = run([0, 'start'], [40, { type: 'answered', more: true }]);
  expect(schedule).toMatchObject({ phase: 'asking', asked: 40 });
});

test('waits after failures double up to the longest, and never vanish', () => {
  for (const random of [0, 0.37, 1]) {
    let schedule = run([0, 'start']);
    let now = 0;
    let wait = firstWait;
    const wrong = [];
    for (let failures = 1; failures <= 2_000; failures++) {
      schedule = after(schedule, failed, now, random);
      const delay = delayOf(schedule, now);
      const fits = delay >= wait / 2 && delay <= wait && schedule.failures === failures;
      now = schedule.due;
      schedule = after(schedule, { type: 'due' }, now, random);
      if (!fits || schedule.phase !== 'asking') wrong.push({ failures, delay, wait });
      wait = Math.min(longestWait, wait * 2);
    }
    expect(wrong).toEqual([]);
    expect(after(schedule, answered, now, random).failures).toBe(0);
  }
});

test('a server that says when is believed, by who only looks too; a press of the button is not', () => {
  const busy = run([0, 'start'], [100, { type: 'failed', after: 60_000 }]);
  expect(delayOf(busy, 100)).toBe(60_000);
  expect(after(busy, { type: 'visible' }, 30_000, 0.5)).toBe(busy);
  expect(after(busy, { type: 'visible' }, 60_100, 0.5).phase).toBe('asking');
  expect(after(busy, { type: 'now' }, 30_000, 0.5).phase).toBe('asking');
  const forever = run([0, 'start'], [0, { type: 'failed', after: Number.MAX_SAFE_INTEGER }]);
  expect(delayOf(forever, 0)).toBe(longestQuiet);
});

test('who looks sees what is new, but does not ask twice in a moment', () => {
  const fresh = run([0, 'start'], [40, answered]);
  expect(after(fresh, { type: 'visible' }, 4_000, 0.5)).toBe(fresh);
  expect(after(fresh, { type: 'visible' }, 6_000, 0.5).phase).toBe('asking');
  const failing = run([0, 'start'], [40, failed]);
  expect(after(failing, { type: 'visible' }, 6_000, 0.5).phase).toBe('asking');
});

test('nothing is asked while offline, stopped or signed out, and one thing at a time', () => {
  const offline = run([0, 'start'], [10, 'offline']);
  expect(delayOf(offline, 10)).toBeUndefined();
  // The question that was under way fails; that changes nothing.
  expect(after(offline, failed, 20, 0.5)).toBe(offline);
  expect(after(offline, { type: 'visible' }, 90_000, 0.5)).toBe(offline);
  expect(after(offline, { type: 'online' }, 30, 0.5).phase).toBe('asking');
  const off = run([0, 'start'], [10, answered], [20, 'stop']);
  for (const type of ['due', 'now', 'visible', 'online', 'offline'])
    expect(after(off, { type }, 90_000, 0.5)).toBe(off);
  expect(after(off, { type: 'start' }, 90_000, 0.5).phase).toBe('asking');
  const out = run([0, 'start'], [10, 'refused']);
  expect(out.phase).toBe('signed-out');
  expect(after(out, { type: 'visible' }, 90_000, 0.5)).toBe(out);
  expect(after(out, { type: 'now' }, 90_000, 0.5).phase).toBe('asking');
  const asking = run([0, 'start']);
  for (const type of ['start', 'due', 'now', 'visible', 'online'])
    expect(after(asking, { type }, 90_000, 0.5)).toBe(asking);
});

test('whatever happens, what waits has a time and what asks has none', () => {
  let seed = 7;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const happenings = [
    ...['start', 'stop', 'due', 'now', 'visible', 'online', 'offline', 'refused'].map((type) => ({
      type,
    })),
    answered,
    { type: 'answered', more: true },
    failed,
    { type: 'failed', after: 5_000 },
  ];
  let schedule = stopped;
  let now = 0;
  const wrong = [];
  for (let step = 0; step < 20_000; step++) {
    now += random() * 40_000;
    const happening = happenings[Math.floor(random() * happenings.length)];
    schedule = after(schedule, happening, now, random());
    const waits = schedule.phase === 'fresh' || schedule.phase === 'failing';
    const soon = (schedule.due ?? now) <= now + longestQuiet;
    if (waits !== (schedule.due !== undefined) || !soon) wrong.push({ happening, schedule });
  }
  expect(wrong).toEqual([]);
});

test('Retry-After is seconds, or a date by the clock of the server', () => {
  const wait = (after, date) =>
    retryAfter(new Headers({ 'retry-after': after, ...(date && { date }) }));
  expect(wait('120')).toBe(120_000);
  // The computer's own clock may be years off.
  expect(wait('Wed, 01 Jan 2020 00:01:00 GMT', 'Wed, 01 Jan 2020 00:00:30 GMT')).toBe(30_000);
  expect(wait('Wed, 01 Jan 2020 00:00:00 GMT', 'Wed, 01 Jan 2020 00:00:30 GMT')).toBe(0);
  expect(wait('Wed, 01 Jan 2020 00:01:00 GMT')).toBeUndefined();
  expect(wait('soon')).toBeUndefined();
  expect(retryAfter(new Headers())).toBeUndefined();
});

test('the next page is the server’s own, wherever it stands in Link', () => {
  const next = (link) => nextOf(new Headers({ link }), 'https://partner.example/alerts?after=1');
  expect(next('</alerts?after=2>; rel="next"')).toBe('https://partner.example/alerts?after=2');
  expect(next('<?after=0>; rel="prev", <?after=2>; title="a, b"; rel="last next"')).toBe(
    'https://partner.example/alerts?after=2',
  );
  expect(next('</alerts>; rel=prev')).toBeUndefined();
  // The token would go along.
  expect(next('<https://thief.example/alerts>; rel="next"')).toBeUndefined();
  expect(next('<http://>; rel="next"')).toBeUndefined();
});

test.describe('an answer', () => {
  const feed = {
    integration: 'a.example',
    address: 'https://a.example/alerts',
    next: 'https://a.example/alerts?after=5',
    etag: '"5"',
    on: true,
    turn: 3,
  };
  const answer = (status, headers = {}, body = null) =>
    answerOf(new Response(body, { status, headers }), feed);

  test('with alerts leads on to the next page, whose tag nobody knows yet', async () => {
    const read = await answer(
      200,
      { etag: '"6"', link: '</alerts?after=6>; rel="next"' },
      '[{"id":1}]',
    );
    expect(read).toMatchObject({ type: 'alerts', more: true });
    expect(read.feed).toEqual({
      ...feed,
      next: 'https://a.example/alerts?after=6',
      etag: undefined,
      turn: 4,
    });
  });

  test('without a next page keeps its tag', async () => {
    const read = await answer(200, { etag: '"6"' }, '{"id":1}\n');
    expect(read).toMatchObject({ type: 'alerts', more: false });
    expect(read.feed).toEqual({ ...feed, etag: '"6"', turn: 4 });
  });

  test('that is empty is no batch, in whatever way it is empty', async () => {
    for (const body of ['', '[]', ' [ ]\n', '\uFEFF[]', '\n'])
      expect((await answer(200, { etag: '"5"' }, body)).type, body).toBe('nothing');
    expect(await answer(304)).toEqual({ type: 'nothing' });
    expect(await answer(200, { etag: '"5"' }, '[]')).toEqual({ type: 'nothing' });
    expect((await answer(200, { etag: '"7"' }, '[]')).feed).toMatchObject({ etag: '"7"', turn: 4 });
  });

  test('that is an error says so, and when to ask again', async () => {
    expect(await answer(401)).toEqual({ type: 'refused' });
    expect(await answer(403)).toEqual({ type: 'refused' });
    expect(await answer(503, { 'retry-after': '9' })).toMatchObject({
      type: 'failed',
      after: 9_000,
    });
    expect(await answer(500)).toMatchObject({ type: 'failed', why: 'The server answered 500.' });
    const page = await answer(200, { 'content-type': 'text/html' }, '<h1>Log in</h1>');
    expect(page).toMatchObject({ type: 'failed', why: /page, not alerts/ });
  });

  test('that has forgotten the place leads to the beginning', async () => {
    for (const status of [400, 404, 410]) {
      const read = await answer(status);
      expect(read).toMatchObject({ type: 'nothing', more: true, feed: { turn: 4 } });
      expect(read.feed.next).toBeUndefined();
      expect(read.feed.etag).toBeUndefined();
    }
    const { next, ...start } = feed;
    expect((await answerOf(new Response(null, { status: 404 }), start)).type).toBe('failed');
  });
});

test('what is said has times that fit', () => {
  expect([0, 12_400, 89_000, 91_000, 5_400_000].map(span)).toEqual([
    '0 s',
    '12 s',
    '89 s',
    '2 min',
    '2 h',
  ]);
  expect(saying({ phase: 'fresh', fresh: 2_000 }, 10_000)).toBe('Up to date · 12 s ago');
  expect(saying({ phase: 'failing', due: 40_000 }, 10_000)).toBe('Trying again in 30 s');
  // A quick question is not worth a word.
  expect(saying({ phase: 'asking', asked: 100, fresh: 30_000 }, 200)).toBe('Up to date · 30 s ago');
  expect(saying({ phase: 'asking', asked: 100, fresh: 30_000 }, 2_000)).toMatch(/^Looking/);
  expect(saying({ phase: 'asking', asked: 100 }, 0)).toMatch(/^Looking/);
});
