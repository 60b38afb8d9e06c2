import type { IntegrationView } from 'leadloom';
import { Icon } from './icon';

/** A manifest may come from anywhere; only what opens a page is made a link. */
const opensPage = (address: string) => /^https?:\/\//i.test(address);

/** The partner's page about its integration, if it names one. */
export function LearnMore({ of: { name, learnMore } }: { of: IntegrationView }) {
  if (!opensPage(learnMore)) return null;
  return (
    <a class="outside" href={learnMore} rel="noreferrer" target="_blank">
      Learn more
      <span class="unseen"> about {name}, opens a new tab</span>
      <Icon name="external" />
    </a>
  );
}
