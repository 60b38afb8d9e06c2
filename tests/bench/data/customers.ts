/** Made-up customers, and what somebody types or a partner sends who means one of them. */
import { Random } from './random.js';

export interface Customer {
  id: number;
  name: string;
  street: string;
  city: string;
  zip: string;
  phone: string;
  email: string;
}

const givens =
  'James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph Jessica Thomas Karen Charles Sarah Christopher Lisa Daniel Nancy Matthew Sandra Anthony Ashley Mark Emily Steven Kimberly Andrew Donna Paul Michelle Joshua Carol Kenneth Amanda Kevin Melissa Brian Deborah Timothy Stephanie Ronald Rebecca Jason Laura'.split(
    ' ',
  );
const surnames =
  'Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson'.split(
    ' ',
  );
const heads =
  'Al Ber Cor Dal Els Fen Gar Hol Ing Jar Kel Lor Mar Nor Ost Pel Quin Ros Sel Tor Ull Ver Wen Yar Zim Bra Cla Dru Fra Gri'.split(
    ' ',
  );
const tails = 'son man berg ton ley well ford ner ski ler ing ham mond wood ster lund ez ard'.split(
  ' ',
);
const streets =
  'Main Oak Pine Maple Cedar Elm Washington Lake Hill Walnut Spring Ridge Church Willow Mill Sunset Jackson Cherry Highland Forest River Meadow Chestnut Franklin Lincoln'.split(
    ' ',
  );
const kinds = ['Street', 'Avenue', 'Drive', 'Road', 'Lane', 'Court'];
const towns = [
  ['Austin', '787', '512'],
  ['Round Rock', '786', '737'],
  ['San Antonio', '782', '210'],
  ['Fort Worth', '761', '817'],
] as const;
const domains = ['gmail.com', 'yahoo.com', 'hotmail.com', 'aol.com', 'outlook.com'];

const made = (random: Random) =>
  random.pick(heads) + random.pick(['a', 'e', 'i', 'o', 'en', 'er', '']) + random.pick(tails);
const digits = (random: Random, count: number) =>
  String(random.between(0, 10 ** count - 1)).padStart(count, '0');

/** The `index`th of all customers that a seed makes. */
export function* customers(count: number, seed = 0xc057): Generator<Customer> {
  const random = new Random(seed);
  for (let id = 1; id <= count; id += 1) {
    const given = random.pick(givens);
    const surname = random.between(0, 9) < 4 ? random.pick(surnames) : made(random);
    const name = random.between(0, 5) === 0 ? random.pick(streets) : made(random);
    const [city, zip, area] = random.pick(towns);
    yield {
      id,
      name: `${given} ${surname}`,
      street: `${random.between(1, 9999)} ${name} ${random.pick(kinds)}`,
      city,
      zip: zip + digits(random, 2),
      phone: `${area}${random.between(200, 999)}${digits(random, 4)}`,
      email: `${given}.${surname}${digits(random, 3)}@${random.pick(domains)}`.toLowerCase(),
    };
  }
}

/** Customers as ServiceTitan exports them, with their contacts, a line each, in pieces. */
export function* exported(count: number): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  let lines: string[] = [];
  for (const { id, name, street, city, zip, phone, email } of customers(count)) {
    lines.push(
      `{"id":${id},"active":true,"name":"${name}","type":"Residential","address":{"street":"${street}","unit":null,"city":"${city}","state":"TX","zip":"${zip}","country":"USA"},"balance":0,"doNotService":false,"createdOn":"2024-01-01T00:00:00Z","modifiedOn":"2025-01-01T00:00:00Z","mergedToId":null,"contacts":[{"type":"MobilePhone","value":"${phone}"},{"type":"Email","value":"${email}"}]}`,
    );
    if (lines.length < 8192 && id < count) continue;
    yield encoder.encode(`${lines.join('\n')}\n`);
    lines = [];
  }
}

/** One slip of the hand inside a word. */
export function slipped(word: string, random: Random): string {
  if (word.length < 4) return word;
  const at = random.between(1, word.length - 2);
  const letter = String.fromCharCode(random.between(97, 122));
  switch (random.between(0, 3)) {
    case 0:
      return word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
    case 1:
      return word.slice(0, at) + letter + word.slice(at + 1);
    case 2:
      return word.slice(0, at) + word.slice(at + 1);
    default:
      return word.slice(0, at) + letter + word.slice(at);
  }
}

/** What is typed by somebody who means a customer: names, beginnings, house numbers, slips. */
export function typed(customer: Customer, kind: number, random: Random): string {
  const [given = '', surname = ''] = customer.name.toLowerCase().split(' ');
  const [number = '', street = ''] = customer.street.toLowerCase().split(' ');
  switch (kind % 6) {
    case 0:
      return `${given} ${surname} ${number}`;
    case 1:
      return `${number} ${street} ${surname.slice(0, 3)}`;
    case 2:
      return `${slipped(surname, random)} ${number} ${street.slice(0, 4)}`;
    case 3:
      return `${surname} ${given.slice(0, 2)} ${number} ${customer.zip}`;
    case 4:
      return `${given} ${slipped(surname, random)} ${number}`;
    default:
      return `${street} ${number} ${customer.city.toLowerCase()}`;
  }
}
