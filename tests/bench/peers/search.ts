/** Search libraries of npm that can hold the customers, each with what its manual advises. */
import uFuzzy from '@leeoniya/ufuzzy';
import FlexSearch from 'flexsearch';
import MiniSearch from 'minisearch';
import type { Customer } from '../data/customers.js';

/** Ids of the first five. */
export type Search = (query: string) => number[];

export interface SearchPeer {
  name: string;
  build(list: readonly Customer[]): Search;
}

const textOf = ({ name, street, city, zip, phone, email }: Customer) =>
  `${name} ${street} ${city} ${zip} ${phone} ${email}`;

export const searchPeers: readonly SearchPeer[] = [
  {
    name: 'uFuzzy',
    build(list) {
      const haystack = list.map(textOf);
      const fuzzy = new uFuzzy({ intraMode: 1, intraIns: 1 });
      return (query) => {
        const [found, info, order] = fuzzy.search(haystack, query, 1, 1000);
        if (!found) return [];
        const places = order && info ? order.map((i) => info.idx[i]) : found;
        return places.slice(0, 5).map((at) => list[at as number]?.id ?? 0);
      };
    },
  },
  {
    name: 'MiniSearch',
    build(list) {
      const index = new MiniSearch<Customer>({
        fields: ['name', 'street', 'city', 'zip', 'phone', 'email'],
        searchOptions: { prefix: true, fuzzy: 0.2, combineWith: 'AND' },
      });
      index.addAll(list);
      return (query) =>
        index
          .search(query)
          .slice(0, 5)
          .map(({ id }) => id);
    },
  },
  {
    name: 'FlexSearch',
    build(list) {
      const index = new FlexSearch.Index({ tokenize: 'forward', resolution: 3 });
      for (const customer of list) index.add(customer.id, textOf(customer));
      return (query) => index.search(query, { limit: 5, suggest: true }) as number[];
    },
  },
];
