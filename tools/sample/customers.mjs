/**
 * Two thousand customer records with what time does to them: duplicates that were merged, records
 * set inactive, households on one telephone, namesakes, customers nobody goes to any more.
 */

import { NOW, START, utc } from './clock.mjs';
import { companyName, firstName, lastName, plain } from './names.mjs';
import { address, PHONE_FORMS, phone, town } from './places.mjs';
import { randomFor } from './random.mjs';

const COUNT = 2000;
const HOUSEHOLD = 130;
const NAMESAKE = 60;
const MERGED = 44;
const MERGED_TWICE = 12;

/** The newest records have ids that a double cannot tell apart. */
const LONG_IDS = [
  9007199254740992n,
  9007199254740993n,
  9007199254740995n,
  9007199254741001n,
  9007199254741003n,
];

function person(random) {
  const home = town(random);
  const first = firstName(random);
  const last = lastName(random);
  let name = `${first} ${last}`;
  if (random.chance(4)) name = `${last}, ${first}`;
  else if (random.chance(5)) name = `${first} & ${firstName(random)} ${last}`;
  return {
    kind: 'Residential',
    first,
    last,
    name,
    home,
    address: address(random, home, false),
    phones: [phone(random, home)],
  };
}

function company(random) {
  const home = town(random);
  return {
    kind: 'Commercial',
    name: companyName(random),
    home,
    address: address(random, home, true),
    phones: [phone(random, home)],
  };
}

/** A second record of a customer, spelled as a hurried clerk would. */
function duplicateOf(random, target) {
  const name = random.pick([target.name, target.name.toUpperCase(), `${target.name} `]);
  return { ...target, name, phones: [...target.phones], mergedTo: target, active: false };
}

/** All records, oldest first, without ids. */
function drafts(random) {
  const special = HOUSEHOLD + NAMESAKE + MERGED + MERGED_TWICE;
  const deck = random.deck([
    ['company', COUNT / 5],
    ['person', COUNT - COUNT / 5 - special],
    ['household', HOUSEHOLD],
    ['namesake', NAMESAKE],
    ['merged', MERGED],
    ['merged twice', MERGED_TWICE],
  ]);
  const list = [];
  const merged = [];
  const people = [];
  for (const kind of deck) {
    const other = people.length > 0 ? random.pick(people) : undefined;
    let one;
    if (kind === 'company') {
      one = company(random);
    } else if (kind === 'household' && other) {
      const first = firstName(random);
      const { last, home } = other;
      one = { ...other, first, name: `${first} ${last}`, phones: [other.phones[0]] };
      if (random.chance(60)) one.phones.push(phone(random, home));
    } else if (kind === 'namesake' && other) {
      one = { ...person(random), first: other.first, last: other.last, name: other.name };
    } else if (kind === 'merged' && other) {
      one = duplicateOf(random, other);
      merged.push(one);
    } else if (kind === 'merged twice' && merged.length > 0) {
      one = duplicateOf(random, random.pick(merged.filter((m) => !m.mergedTo.mergedTo)));
    } else {
      one = person(random);
      if (random.chance(20)) one.phones.push(phone(random, one.home));
      people.push(one);
    }
    list.push(one);
  }
  return list;
}

/** Gives each draft its fate: active or not, served or not, with a balance or without. */
function settle(random, list) {
  const targets = new Set(list.map((one) => one.mergedTo).filter(Boolean));
  const free = random.shuffled(list.filter((one) => !one.mergedTo && !targets.has(one)));
  for (const one of list) one.active ??= true;
  for (const one of free.slice(0, 90)) one.active = false;
  for (const one of free.slice(90, 118)) one.doNotService = true;
  for (const one of free.slice(118, 150)) one.doNotMail = true;
  for (const one of free.slice(150, 230)) one.balance = random.between(4500, 480_000) / 100;
}

function contactsOf(random, one) {
  const contacts = one.phones.map((digits, i) => ({
    type: one.kind === 'Residential' && random.chance(70) ? 'MobilePhone' : 'Phone',
    value:
      PHONE_FORMS[
        random.weighted([
          [0, 76],
          [1, 14],
          [2, 6],
          [3, 4],
        ])
      ](digits),
    memo: i > 0 ? random.pick(['Home', 'Work', 'Spouse', 'Tenant', 'Evenings']) : null,
  }));
  if (random.chance(58)) {
    const local =
      one.kind === 'Commercial'
        ? `${random.pick(['office', 'frontdesk', 'facilities'])}.${plain(one.name)}`
        : `${plain(one.first)}.${plain(one.last)}${random.chance(40) ? random.between(1, 99) : ''}`;
    const host = random.pick(['example.com', 'example.org', 'example.net']);
    contacts.push({ type: 'Email', value: `${local}@${host}`, memo: null });
  }
  return contacts;
}

/** The record as `CustomerResponse`. */
function toRow(one) {
  return {
    id: one.id,
    active: one.active,
    name: one.name,
    type: one.kind,
    address: one.address,
    customFields: [],
    balance: one.balance ?? 0,
    taxExempt: one.kind === 'Commercial' && one.name.includes('Church'),
    tagTypeIds: [],
    doNotMail: one.doNotMail ?? false,
    doNotService: one.doNotService ?? false,
    nationalAccount: false,
    createdOn: utc(one.created),
    createdById: one.createdBy,
    modifiedOn: utc(one.modified),
    mergedToId: one.mergedTo?.id ?? null,
    externalData: [],
  };
}

/** Where a customer is served: at home, and some at a second house. As `LocationResponse`. */
function locationRows(list) {
  const random = randomFor('locations');
  let id = 71200114n;
  return list.flatMap((one) => {
    const places = [one.address];
    if (random.chance(8)) {
      places.push(address(random, town(random), one.kind === 'Commercial'));
    }
    return places.map((place) => {
      id += BigInt(random.between(1, 9000));
      return {
        id,
        customerId: one.id,
        active: one.active,
        name: one.name.trim(),
        address: place,
        createdOn: utc(one.created),
        modifiedOn: utc(one.modified),
      };
    });
  });
}

/** Customers, their contacts and locations: the records themselves and the rows of the files. */
export function customers() {
  const random = randomFor('customers');
  const list = drafts(random);
  settle(random, list);

  let id = 31200417n;
  let contactId = 61800250n;
  const span = NOW - START;
  const rows = [];
  const contactRows = [];
  for (const [i, one] of list.entries()) {
    id += BigInt(random.between(11, 24_000));
    const long = i - (COUNT - LONG_IDS.length);
    one.id = long < 0 ? id : LONG_IDS[long];
    one.created = START + Math.floor((span / COUNT) * i) + random.between(0, 3_000_000);
    one.modified = Math.min(one.created + random.between(0, 90_000) * 3_600_000, NOW - 7_200_000);
    one.createdBy = BigInt(random.between(5101, 5140));
  }
  for (const one of list) {
    one.contacts = contactsOf(random, one);
    rows.push(toRow(one));
    for (const { type, value, memo } of one.contacts) {
      contactId += BigInt(random.between(1, 900));
      contactRows.push({
        id: contactId,
        customerId: one.id,
        type,
        value,
        memo,
        modifiedOn: utc(one.modified),
        createdOn: utc(one.created),
      });
    }
  }
  return { list, rows, contactRows, locationRows: locationRows(list) };
}
