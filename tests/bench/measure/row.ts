/** What a case answers: one line of the table. */
export interface Row {
  name: string;
  /** Alerts, mapping references …: how much there was to do. */
  n: number;
  unit: 'ms' | 'MB' | 'MB/s' | 'µs/row' | 'µs/alert' | 'B/row' | 'leads/s' | 'share' | 'slope';
  ours: number;
  peer: number;
  /** What ours is compared with. */
  peerName: string;
  /** Above 1: ours is better. */
  ratio: number;
}

/** Units of which more is better. */
const rates: readonly Row['unit'][] = ['MB/s', 'leads/s', 'share'];

/** A row with its ratio. More is better for rates and shares, less for times and memory. */
export function row(fields: Omit<Row, 'ratio'>): Row {
  const { unit, ours, peer } = fields;
  return { ...fields, ratio: rates.includes(unit) ? ours / peer : peer / ours };
}
