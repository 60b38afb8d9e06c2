/**
 * Three hundred records as a partner's feed really is: mostly fine, partly CloudEvents, and with each
 * kind of mess that feeds have, a few of each.
 */

import { DAY, MINUTE, NOW, utc } from './clock.mjs';
import { ALERT_TYPES, details, device } from './devices.mjs';
import { line } from './json.mjs';
import { circles, exact, stranger, varied } from './members.mjs';
import { sideOf } from './places.mjs';
import { randomFor } from './random.mjs';
import { ACCOUNTS } from './setup.mjs';

const SOURCE = 'smartac.com';
const FIRST_ID = 100001;

/** Alerts by severity; the flapping device and the special words come on top. */
const SEVERITIES = [
  ['Watching', 111],
  ['Urgent', 96],
  ['Critical', 61],
];

/** How likely each alert type is (in the order of `ALERT_TYPES`). November in Texas. */
const TYPE_WEIGHTS = {
  Watching: [12, 24, 20, 20, 12, 12, 0],
  Urgent: [16, 22, 12, 18, 14, 14, 4],
  Critical: [32, 24, 10, 12, 3, 3, 16],
};

/** Types that nobody mapped, severities that nobody knows or wrote with care, and tests. */
const ODD = [
  ...['Filter Change Due', 'Filter Change Due', 'Filter Change Due'].map((type) => ({ type })),
  ...['Low Battery', 'Low Battery', 'Sensor Offline'].map((type) => ({ type })),
  ...['Caution', 'Caution', 'Caution', 'Warning', 'Warning'].map((severity) => ({ severity })),
  ...['Warning', 'Service Soon', 'Service Soon'].map((severity) => ({ severity })),
  ...[' critical ', 'CRITICAL ', ' urgent'].map((severity) => ({ severity })),
  ...['Critical', 'Urgent'].map((severity) => ({ severity, test: true })),
];

/** How often the nervous sensor reports. */
const FLAPS = 6;

/** How the member's record relates to the tenant's. */
const MEMBERS = [
  ['exact', 122],
  ['varied', 103],
  ['stranger', 34],
  ['merged', 8],
  ['inactive', 5],
  ['notServed', 5],
  ['namesakes', 14],
];

/** The bare alerts with their times: type, severity, member, device. */
function alerts(random, list) {
  const circle = circles(list);
  const unicode = ['José', 'Nguyễn', 'Zoë', 'Søren', 'Trần', 'Müller'].flatMap((part) =>
    circle.clear.filter((one) => one.name.includes(part)).slice(0, 2),
  );
  const clear = random
    .shuffled(circle.clear.filter((one) => !unicode.includes(one)))
    .concat(unicode);
  const relations = random.deck(MEMBERS);
  const owners = new Map();
  let devices = 0;

  const deviceOf = (owner, type) => {
    if (!owners.has(owner)) owners.set(owner, new Map());
    const own = owners.get(owner);
    const kind = type === 'Water Detected' ? 'water' : 'air';
    devices += 1;
    if (!own.has(kind)) own.set(kind, device(random, type, devices));
    return own.get(kind);
  };

  function customerFor(relation) {
    if (relation === 'exact') return clear.pop();
    if (relation === 'varied') return random.pick(circle.clear);
    return relation === 'stranger' ? undefined : random.pick(circle[relation]);
  }

  function memberFor(relation, customer) {
    if (relation === 'stranger') return stranger(random);
    return relation === 'varied' ? varied(random, customer) : exact(customer);
  }

  const bare = [...random.deck(SEVERITIES).map((severity) => ({ severity })), ...ODD];
  return bare.map((one, i) => {
    const severity = one.severity ?? 'Urgent';
    const weights = TYPE_WEIGHTS[severity] ?? TYPE_WEIGHTS.Urgent;
    const type = one.type ?? random.weighted(ALERT_TYPES.map((t, n) => [t, weights[n]]));
    const relation = relations[i];
    const customer = customerFor(relation);
    const member = memberFor(relation, customer);
    const account = ACCOUNTS[sideOf(customer?.address.city ?? member.address.city)];
    const profile = account.profiles?.[customer?.kind === 'Commercial' ? 'business' : 'home'];
    const submitted =
      NOW - 6 * DAY + random.between(0, 6 * 24 * 60 - 60) * MINUTE + random.between(0, 59) * 1000;
    const visit = Math.ceil(submitted / DAY) + random.between(0, 3);
    const planned = random.chance(type.startsWith('Service') ? 70 : 12);
    return {
      ...one,
      type,
      severity,
      submitted,
      submittedOn: utc(submitted),
      scheduledOn: planned ? utc(visit * DAY + random.between(14, 22) * 60 * MINUTE) : undefined,
      account: account.id,
      profile: random.chance(90) ? profile : undefined,
      member,
      device: deviceOf(customer ?? member, type),
      details: details(random, type),
      relation,
    };
  });
}

/** One sensor that cannot make up its mind: six alerts within a quarter of an hour. */
function flapping(random, list) {
  const model = list.find(
    (one) =>
      one.type === 'Coil Freeze Warning' && one.severity === 'Urgent' && one.relation === 'exact',
  );
  model.flap = true;
  return Array.from({ length: FLAPS - 1 }, (_, i) => {
    const submitted = model.submitted + (i + 1) * 2 * MINUTE + random.between(0, 50) * 1000;
    return {
      ...model,
      submitted,
      submittedOn: utc(submitted),
      scheduledOn: undefined,
      details: details(random, model.type),
    };
  });
}

/** One kind of mess: how many alerts get it, and what it does to each. */
const MESSES = [
  [5, ({ member }) => Object.assign(member, { phone: undefined })],
  [4, ({ member }) => Object.assign(member, { phone: masked(member.phone) })],
  [3, ({ member }) => Object.assign(member, { phone: '000-555-0199' })],
  [1, ({ member }) => Object.assign(member, { phone: '111-555-0199' })],
  [6, ({ member }) => Object.assign(member, { email: '' })],
  [2, (one) => Object.assign(one, { submittedOn: one.submittedOn.replace('Z', '') })],
  [2, (one) => Object.assign(one, { scheduledOn: '2026-11-23T09:30:00' })],
  [1, (one) => Object.assign(one, { submittedOn: 'yesterday around 4 pm' })],
  [1, (one) => Object.assign(one, { scheduledOn: '2026-13-45T99:00:00Z' })],
  [1, (one) => Object.assign(one, { scheduledOn: 'TBD' })],
  [3, (one) => Object.assign(one, { account: 'acct-9917', profile: undefined })],
  [4, (one) => Object.assign(one, { state: 'cleared' })],
  [2, ({ details: d }) => Object.assign(d, { Note: 'Dog in the yard 🐕 – please ring 🔔' })],
  [1, ({ details: d }) => Object.assign(d, { Note: 'נא להתקשר לפני ההגעה' })],
  [1, ({ details: d }) => Object.assign(d, { Note: 'الرجاء الاتصال قبل الوصول' })],
  [1, ({ details: d }) => Object.assign(d, { Note: '<b>ring twice</b> & "knock" \\ =1+1' })],
  [1, (one) => Object.assign(one, { details: undefined })],
  [3, (one) => Object.assign(one, { firmware: '4.2.1' })],
  [2, (one) => Object.assign(one, { meta: { trace: '7f0c-19', hops: [1, 2, 3] } })],
];

const masked = (phone) => `(***) 555-${phone.replace(/\D/g, '').slice(-4)}`;

/** Spreads the messes over alerts of their own, most of them over alerts that become leads. */
function disturb(random, list) {
  const calm = random
    .shuffled(list)
    .filter((one) => !one.flap && !one.test && ALERT_TYPES.includes(one.type));
  const leads = calm.filter((one) => ['Urgent', 'Critical'].includes(one.severity));
  for (const [count, change] of MESSES) {
    for (const one of leads.splice(0, count)) change(one);
  }
  for (const one of leads.filter(({ member }) => /[áéíóúñễầ]/.test(member.name)).slice(0, 2)) {
    one.member.name = one.member.name.normalize('NFD');
  }
  for (const one of calm.filter(({ severity }) => severity === 'Watching').slice(0, 2)) {
    one.state = 'cleared';
  }
}

/** The fields that the partner sends, in its order. */
const SENT = [
  'type',
  'severity',
  'submittedOn',
  'scheduledOn',
  'state',
  'test',
  'account',
  'profile',
  'member',
  'device',
  'details',
  'firmware',
  'meta',
];

/** One line: plain, or wrapped as a CloudEvent whose `time` may be the only date. */
function asText(random, one) {
  const sent = Object.fromEntries(SENT.map((field) => [field, one[field]]));
  const { type, severity, submittedOn, ...rest } = sent;
  if (!one.envelope)
    return line({ source: SOURCE, id: one.id, type, severity, submittedOn, ...rest });
  const own = /Z$/.test(submittedOn) && random.chance(25) ? undefined : submittedOn;
  return line({
    specversion: '1.0',
    id: one.id,
    source: SOURCE,
    type: 'com.smartac.alert',
    time: utc(one.submitted),
    datacontenttype: 'application/json',
    data: { type, severity, submittedOn: own, ...rest },
  });
}

/** Late arrivals, second deliveries and lines that are no alert at all. */
function deliver(random, lines) {
  const move = (from, to) => lines.splice(to, 0, ...lines.splice(from, 1));
  for (const from of [21, 64, 97, 140, 166, 203, 231, 250])
    move(from, from + random.between(6, 34));
  for (const at of [12, 48, 90, 133, 190, 240]) {
    lines.splice(at + random.pick([1, 1, 3, 19, 40]), 0, lines[at]);
  }
  const at = lines.findIndex((text, i) => i > 74 && text.includes('"Watching"'));
  lines[at] = lines[at].slice(0, Math.floor(lines[at].length * 0.6));
  lines.splice(151, 0, '');
  lines.splice(222, 0, '["SA-109999","Water Detected","Critical"]');
  lines.splice(
    264,
    0,
    '{"source":"smartac.com","type":"Heartbeat","submittedOn":"2026-11-19T21:00:00Z"}',
  );
  return lines;
}

/** The feed as newline-delimited JSON. */
export function feed(list) {
  const random = randomFor('feed');
  const all = alerts(random, list);
  all.push(...flapping(random, all));
  disturb(random, all);
  all.sort((a, b) => a.submitted - b.submitted);
  all.forEach((one, i) => {
    one.id = `SA-${FIRST_ID + i}`;
    one.envelope = random.chance(39);
  });
  const lines = deliver(
    random,
    all.map((one) => asText(random, one)),
  );
  return `${lines.join('\n')}\n`;
}
