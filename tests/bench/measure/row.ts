/** What a case answers: one line of the table. */
export interface Row {
  name: string;
  /** Alerts, mapping references …: how much there was to do. */
  n: number;
  unit: 'ms' | 'MB' | 'MB/s' | 'µs/row' | 'µs/alert';
  ours: number;
  peer: number;
  /** What ours is compared with. */
  peerName: string;
  /** Above 1: ours is better. */
  ratio: number;
}

/** A row with its ratio. More is better for rates, less for times and memory. */
export function row(fields: Omit<Row, 'ratio'>): Row {
  const { unit, ours, peer } = fields;
  return { ...fields, ratio: unit === 'MB/s' ? ours / peer : peer / ours };
}
