import type { Finding } from 'leadloom';
import { LevelTag } from './tag';

const position = ({ file, line, column }: NonNullable<Finding['place']>) =>
  `${file}:${line}:${column}`;

interface Props {
  findings: readonly Finding[];
  /** Findings of a command stand in a text that nobody wrote by hand: no place is shown. */
  placeless?: boolean;
  /** Makes the fix that a finding brings. */
  onMend?(finding: Finding): void;
}

/** Numbered findings: what, what to do about it, and where. */
export function Findings({ findings, placeless, onMend }: Props) {
  return (
    <ul class="findings">
      {findings.map((finding, index) => (
        <li class="finding" key={index}>
          <div class="finding-head">
            <LevelTag level={finding.level} />
            <code class="rule">{finding.rule}</code>
          </div>
          <div class="finding-body">
            <p class="finding-message">{finding.message}</p>
            {finding.hint && <p class="quiet">{finding.hint}</p>}
            {onMend && finding.fix && (
              <button type="button" class="button button-small" onClick={() => onMend(finding)}>
                {finding.fix.title}
              </button>
            )}
            {finding.place && !placeless && (
              <p class="place">
                <code>{position(finding.place)}</code>
                {finding.place.pointer && <code> {finding.place.pointer}</code>}
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
