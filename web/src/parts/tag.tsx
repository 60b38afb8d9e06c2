import type { FindingLevel, Severity } from 'leadloom';
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon';

export type Tone = 'plain' | 'ok' | 'warn' | 'bad' | 'accent';

/** State as icon, word and colour: colour is never alone. */
export function Tag(props: { tone: Tone; icon?: IconName; children: ComponentChildren }) {
  return (
    <span class={`tag tag-${props.tone}`}>
      {props.icon && <Icon name={props.icon} />}
      {props.children}
    </span>
  );
}

const severities: Record<Severity, { tone: Tone; icon: IconName; word: string }> = {
  critical: { tone: 'bad', icon: 'critical', word: 'Critical' },
  urgent: { tone: 'warn', icon: 'warning', word: 'Urgent' },
  watching: { tone: 'plain', icon: 'note', word: 'Watching' },
};

export function SeverityTag({ severity }: { severity: Severity }) {
  const { tone, icon, word } = severities[severity];
  return (
    <Tag tone={tone} icon={icon}>
      {word}
    </Tag>
  );
}

export const levels: Record<FindingLevel, { tone: Tone; icon: IconName; word: string }> = {
  error: { tone: 'bad', icon: 'error', word: 'Error' },
  warning: { tone: 'warn', icon: 'warning', word: 'Warning' },
  note: { tone: 'plain', icon: 'note', word: 'Note' },
};

export function LevelTag({ level }: { level: FindingLevel }) {
  const { tone, icon, word } = levels[level];
  return (
    <Tag tone={tone} icon={icon}>
      {word}
    </Tag>
  );
}
