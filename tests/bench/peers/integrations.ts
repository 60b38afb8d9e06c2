/** The list of integrations of a contractor who has set up nothing yet. */
import type { IntegrationView } from '../../../wasm-bindings/src/types.js';
import type { CatalogFiles } from '../data/catalog.js';
import { type PartnerFile, type StandardJobTypesFile, standardKey } from './documents.js';

/** Parses the catalogue and answers what `Workspace.integrations()` answers. */
export function integrations({ standardJobTypes, partners }: CatalogFiles): IntegrationView[] {
  const { trades }: StandardJobTypesFile = JSON.parse(standardJobTypes);
  const labels = new Map(
    trades.flatMap(({ id, jobTypes }) =>
      jobTypes.map((type) => [standardKey(id, type.id), type.label] as const),
    ),
  );
  return partners.map((text): IntegrationView => {
    const partner: PartnerFile = JSON.parse(text);
    const { id, name, about, dealer = '', learnMore, mark, agreement } = partner;
    return {
      id,
      name,
      about,
      dealer,
      learnMore,
      mark,
      state: 'not_begun',
      enabled: false,
      step: 1,
      editBeginsAt: 1,
      left: ['agreement', 'accounts', 'mapping', 'enabled'],
      agreement: { version: agreement.version, title: agreement.title },
      accounts: [],
      alertTypes: partner.alertTypes.map(({ name: type, trade, standardJobType }) => ({
        name: type,
        trade,
        standardJobType,
        label: labels.get(standardKey(trade, standardJobType)) ?? standardJobType,
        enabled: true,
        leads: 0,
        leadsLastWeek: 0,
      })),
    };
  });
}
