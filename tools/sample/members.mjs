/**
 * The partner's member file: the same people as in the tenant's records, spelled by somebody else.
 */

import { firstName, lastName, NICKNAMES, plain } from './names.mjs';
import { address, PHONE_FORMS, phone, SUFFIXES, town } from './places.mjs';

const fold = (text) => text.normalize('NFC').trim().toLowerCase();

/** Sorts the customers by how an honest matcher must treat them. */
export function circles(list) {
  const count = new Map();
  for (const one of list) count.set(fold(one.name), (count.get(fold(one.name)) ?? 0) + 1);
  const targets = new Set(list.map((one) => one.mergedTo).filter(Boolean));
  const once = (one) => count.get(fold(one.name)) === 1;
  return {
    /** One active record bears the name, and it may be served. */
    clear: list.filter((one) => one.active && !one.doNotService && once(one)),
    merged: list.filter((one) => one.mergedTo),
    inactive: list.filter((one) => !one.active && !one.mergedTo && once(one)),
    notServed: list.filter((one) => one.doNotService && once(one)),
    namesakes: list.filter((one) => one.active && !once(one) && !targets.has(one)),
  };
}

/** The member exactly as the tenant's record has the customer. */
export function exact(one) {
  const { unit, ...rest } = one.address;
  const phoneRow = one.contacts.find((c) => c.type !== 'Email');
  const mail = one.contacts.find((c) => c.type === 'Email');
  return {
    name: one.name,
    phone: phoneRow.value,
    email: mail?.value,
    address: unit === null ? rest : { street: rest.street, unit, ...rest },
  };
}

function respellStreet(street) {
  const words = street.split(' ');
  const last = words.at(-1);
  const pair = SUFFIXES.find((p) => p.includes(last));
  if (pair) words[words.length - 1] = pair[last === pair[0] ? 1 : 0];
  return words.join(' ');
}

function respellName(random, one) {
  const nickname = NICKNAMES.get(one.first);
  const ways = [
    one.name.toUpperCase(),
    one.name.toLowerCase(),
    `${one.name} `,
    one.name.replace(' ', '  '),
    one.name.normalize('NFD').replace(/[\u0300-\u036f]/g, ''),
  ];
  if (one.last) ways.push(`${one.last}, ${one.first}`, `${one.first.slice(0, 1)}. ${one.last}`);
  if (nickname) ways.push(`${nickname} ${one.last}`, `${nickname} ${one.last}`);
  return random.pick(ways);
}

/** The same member with other habits of writing: name, telephone, street. */
export function varied(random, one) {
  const member = exact(one);
  member.phone = random.pick(PHONE_FORMS)(one.phones[0]);
  if (random.chance(85)) member.name = respellName(random, one);
  if (random.chance(60)) member.address.street = respellStreet(member.address.street);
  if (random.chance(25)) member.address.city = member.address.city.toUpperCase();
  if (random.chance(15)) member.address.zip += `-${random.between(1001, 9899)}`;
  if (random.chance(20)) member.address.country = 'US';
  if (random.chance(30)) member.email = member.email?.toUpperCase();
  return member;
}

/** Somebody whom the tenant does not know. */
export function stranger(random) {
  const home = town(random);
  const first = firstName(random);
  const last = lastName(random);
  const { unit, ...rest } = address(random, home, false);
  return {
    name: `${first} ${last}`,
    phone: PHONE_FORMS[1](phone(random, home)),
    email: random.chance(70) ? `${plain(first)}${plain(last)}@example.com` : undefined,
    address: unit === null ? rest : { street: rest.street, unit, ...rest },
  };
}
