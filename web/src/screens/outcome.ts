import type { MappingRow } from 'leadloom';
import type { IconName } from '../parts/icon';
import type { Tone } from '../parts/tag';

/** What a lead that lands on a row gets, in a word. */
export const outcomes: Record<MappingRow['outcome'], { tone: Tone; icon: IconName; word: string }> =
  {
    fills_in: { tone: 'ok', icon: 'done', word: 'Fills in' },
    blank: { tone: 'warn', icon: 'warning', word: 'Left open' },
    not_mapped: { tone: 'plain', icon: 'open', word: 'Not mapped' },
  };
