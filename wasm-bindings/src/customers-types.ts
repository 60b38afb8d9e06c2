/** What is asked of the customers, and what they answer. */
import type { Finding } from './types.js';

/** An address in ServiceTitan's shape. What is not known is left out. */
export interface CustomerAddress {
  street?: string;
  unit?: string;
  city?: string;
  state?: string;
  zip?: string;
  country?: string;
}

/** Who is looked for, as a partner spells it: the `contact` of a lead card fits. */
export interface CustomerContact {
  name?: string;
  phone?: string;
  phones?: readonly string[];
  email?: string;
  emails?: readonly string[];
  address?: CustomerAddress;
}

/** A piece of a text. */
export interface Piece {
  text: string;
  /** What was typed led to it. */
  found?: true;
  /** The other side lacks it. */
  differs?: true;
}

interface CustomerHead {
  /** An int64 as text. */
  id: string;
  active: boolean;
  /** Shown, and never matched by itself. */
  doNotService: boolean;
  mergedToId?: string;
  modifiedOn?: string;
}

/** A record with all that was loaded of it. */
export interface CustomerRecord extends CustomerHead {
  name: string;
  /** `Residential` or `Commercial`. */
  type: string;
  address: Required<CustomerAddress>;
  locations: { id: string; name: string; address: Required<CustomerAddress> }[];
  /** Which of them whoever was asked for is at; none where that cannot be said. */
  location?: string;
  phones: string[];
  emails: string[];
}

/** One trait of lead and record, and how far it agrees. */
export interface CustomerEvidence {
  trait:
    | 'given'
    | 'middle'
    | 'surname'
    | 'generation'
    | 'name'
    | 'phone'
    | 'email'
    | 'address'
    | 'unit'
    | 'city'
    | 'zip'
    | 'writing';
  /** “phone equal”, “surname one letter apart”, “other ZIP” … */
  words: string;
  /** Bits of evidence: above 0 for the match, below against it. */
  bits: number;
  /** The normal forms of both sides, in pieces. */
  lead: Piece[];
  record: Piece[];
}

/** A record that may be the one. */
export interface CustomerSuggestion extends CustomerRecord {
  /** From 0 to 1; of all suggestions together at most 1. */
  probability: number;
  /** Somebody else of the same surname at the same phone, e-mail or address. */
  household?: true;
  /** The same person at another address. */
  moved?: true;
  /** The record that the lead is like was merged into this one. */
  mergedFromId?: string;
  evidence: CustomerEvidence[];
}

/** Why nothing was matched by itself; `matched` when it was. */
export type MatchReason =
  | 'matched'
  | 'nobody'
  | 'no_name'
  | 'too_little'
  | 'contradicted'
  | 'several'
  | 'do_not_service'
  | 'inactive';

export interface CustomerMatch {
  /** One active customer agrees in two of name, phone, e-mail and address, and nothing contradicts. */
  automatic: boolean;
  /** The customer, when it is automatic. */
  id?: string;
  reason: MatchReason;
  /** The reason in words, for the card. */
  text: string;
  /** Likeliest first. Of an automatic match the first is the one. */
  suggestions: CustomerSuggestion[];
}

/** A record that what was typed leads to, its fields in pieces. */
export interface CustomerHit extends CustomerHead {
  name: Piece[];
  address: Piece[];
  phones: Piece[][];
  emails: Piece[][];
}

/** What a file did. */
export interface CustomersLoaded {
  /** No finding is an error. */
  ok: boolean;
  added: number;
  changed: number;
  /** Records that were there already, as new or newer. */
  unchanged: number;
  refused: number;
  /** Customers that are there now. */
  total: number;
  findings: Finding[];
}

/** `CreateCustomerRequest` of ServiceTitan (crm/v2), pre-filled. */
export interface CreateCustomerRequest {
  name: string;
  type: 'Residential' | 'Commercial';
  locations: { name: string; address: Required<CustomerAddress> }[];
  address: Required<CustomerAddress>;
  contacts: { type: 'Phone' | 'Email'; value: string }[];
}

/** A file of customers, contacts or locations: all of its bytes, or pieces as they come. */
export interface CustomersFile {
  name: string;
  bytes: string | Uint8Array | ReadableStream<Uint8Array> | Blob;
  /** Told after each piece how many bytes have been read. */
  onProgress?: (bytes: number) => void;
}

/** What a file of customers has in it, and how its records follow one another. */
export interface RecognisedCustomers {
  kind: 'customers' | 'customer-contacts' | 'customer-locations';
  /** Under headings, a line each, or in an array or pages. */
  form: 'table' | 'lines' | 'whole';
}

/** The tenant's customers: a million of them fit. */
export interface Customers {
  readonly version: string;
  /**
   * Reads customers (CustomerResponse, with `contacts` and `locations` in them if they are joined),
   * contacts and locations (rows with `customerId`): pages, arrays, NDJSON or CSV, in any order. A
   * record that is there already is changed if the new one is newer.
   */
  load(file: CustomersFile): Promise<CustomersLoaded>;
  /**
   * What a file of customers is by its first bytes, which must hold its first record: the headings of
   * a table (id, name and how to reach them), or JSON. Nothing for all else.
   *
   * @example customers.recognise('Id,Name,Phone\n')?.form === 'table'
   */
  recognise(head: string): RecognisedCustomers | undefined;
  /** Builds the index now rather than at the first question. */
  settle(): { total: number; recordBytes: number; indexBytes: number };
  remove(id: string): boolean;
  match(contact: CustomerContact, options?: { count?: number }): CustomerMatch;
  /** Ids of those that are matched by themselves, in the order of the contacts. */
  matchAll(contacts: readonly CustomerContact[]): (string | undefined)[];
  /** As you type: words in any order, beginnings, slips, digits of telephone numbers. */
  search(query: string, options?: { count?: number }): CustomerHit[];
  /** `contact`: who is at which of its locations. */
  record(id: string, options?: { contact?: CustomerContact }): CustomerRecord | undefined;
  newCustomer(contact: CustomerContact): CreateCustomerRequest;
  /** Frees the memory. Also done when the object is forgotten. */
  close(): void;
  [Symbol.dispose](): void;
}
