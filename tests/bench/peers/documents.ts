/** The documents as JSON gives them, as far as the peers read them. */

export interface StandardJobTypesFile {
  trades: {
    id: string;
    label: string;
    jobTypes: { id: string; label: string; alsoServedBy?: string[] }[];
  }[];
}

export interface PartnerFile {
  id: string;
  name: string;
  about: string;
  dealer?: string;
  learnMore: string;
  mark: { viewBox: string; paths: string[]; hue: number };
  agreement: { version: string; title: string; text: string };
  severities: { code: string; severity: 'critical' | 'urgent' | 'watching' }[];
  passOn: string[];
  alertTypes: { name: string; trade: string; standardJobType: string }[];
  delivers: string;
}

/** An id, a name, or both. */
export type RefJson = string | number | { id: string | number; name?: string };

/** For which alerts a row is. */
export interface ConditionJson {
  severity?: string | string[];
  account?: string | string[];
  profile?: string | string[];
  zip?: string | string[];
}

export interface SetupFile {
  trades: string[];
  mapping: {
    trade: string;
    standardJobType: string;
    jobTypes: RefJson[];
    businessUnits: RefJson[];
    when?: ConditionJson;
  }[];
  integrations: {
    id: string;
    enabled?: boolean;
    campaign?: RefJson;
    agreement?: {
      version: string;
      sha256: string;
      acceptedBy: { name: string; role: string };
      acceptedAt: string;
    };
    accounts?: {
      id: string;
      name?: string;
      businessUnits?: RefJson[];
      profiles?: { id: string; name?: string; businessUnits?: RefJson[] }[];
    }[];
    off?: { trade: string; standardJobType: string }[];
  }[];
}

export interface BusinessUnitJson {
  id: string | number;
  name: string;
  active?: boolean;
  trade?: { name: string } | null;
}

export interface JobTypeJson {
  id: string | number;
  name: string;
  active?: boolean;
  businessUnitIds?: (string | number)[];
  priority?: string;
}

/** One page of ServiceTitan's API, or the rows alone. */
export type Page<T> = { data: T[] } | T[];

export const rowsOf = <T>(page: Page<T>): T[] => (Array.isArray(page) ? page : page.data);

export interface Ref {
  id: string;
  name: string;
}

/** A reference of the set-up in one form; an empty id means: by name. */
export function readRef(ref: RefJson): Ref {
  if (typeof ref === 'object') return { id: String(ref.id), name: ref.name ?? '' };
  const text = String(ref);
  return /^\d+$/.test(text) ? { id: text, name: '' } : { id: '', name: text };
}

/** The key of a standard job type: its id is unique only within its trade. */
export const standardKey = (trade: string, id: string): string => `${trade}/${id}`;
