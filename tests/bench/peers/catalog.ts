/** What the peers must know of the catalogue. */
import type { CatalogFiles } from '../data/catalog.js';
import { type PartnerFile, type StandardJobTypesFile, standardKey } from './documents.js';
import { fold } from './fold.js';

export type Trade = StandardJobTypesFile['trades'][number];

export class Catalog {
  readonly trades: Map<string, Trade>;
  readonly jobTypes: Map<string, Trade['jobTypes'][number]>;
  readonly partners: Map<string, PartnerFile>;

  constructor({ standardJobTypes, partners }: CatalogFiles) {
    const { trades }: StandardJobTypesFile = JSON.parse(standardJobTypes);
    this.trades = new Map(trades.map((trade) => [trade.id, trade]));
    this.jobTypes = new Map(
      trades.flatMap(({ id, jobTypes }) =>
        jobTypes.map((type) => [standardKey(id, type.id), type] as const),
      ),
    );
    this.partners = new Map(
      partners.map((text) => {
        const partner: PartnerFile = JSON.parse(text);
        return [partner.id, partner];
      }),
    );
  }

  /** Whether a business unit's trade serves a standard job type. */
  serves(trade: string, standardJobType: string, unitTrade: string): boolean {
    const isCalled = (id: string): boolean => {
      const { label } = this.trades.get(id) ?? {};
      return (
        label !== undefined &&
        (label === unitTrade || fold(label) === fold(unitTrade) || fold(id) === fold(unitTrade))
      );
    };
    if (unitTrade === '' || isCalled(trade)) return true;
    const { alsoServedBy = [] } = this.jobTypes.get(standardKey(trade, standardJobType)) ?? {};
    return alsoServedBy.some(isCalled);
  }
}
