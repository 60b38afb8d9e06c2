import type { CustomerEvidence, Piece } from 'leadloom/customers-client';
import { Icon } from '../parts/icon';

/** A text in pieces, those marked that were found or that differ. */
export function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return (
    <>
      {pieces.map(({ text, found, differs }, at) =>
        found || differs ? (
          <mark key={at} class={differs ? 'differs' : undefined}>
            {text}
          </mark>
        ) : (
          text
        ),
      )}
    </>
  );
}

/** What speaks for a record and what against it, lead and record side by side (N5). */
export function EvidenceTable({ evidence }: { evidence: readonly CustomerEvidence[] }) {
  return (
    <table class="evidence">
      <thead>
        <tr>
          <th scope="col">Lead</th>
          <th scope="col">Record</th>
        </tr>
      </thead>
      {evidence.map(({ trait, words, bits, lead, record }) => (
        <tbody key={`${trait} ${words}`}>
          <tr>
            <th scope="rowgroup" colSpan={2} class={bits > 0 ? 'evidence-for' : 'evidence-against'}>
              <Icon name={bits > 0 ? 'done' : 'warning'} /> {words}
              <span class="unseen">{bits > 0 ? ', speaks for it' : ', speaks against it'}</span>
            </th>
          </tr>
          <tr>
            <td>
              <Pieces pieces={lead} />
            </td>
            <td>
              <Pieces pieces={record} />
            </td>
          </tr>
        </tbody>
      ))}
    </table>
  );
}
