import { useSignal } from '@preact/signals';
import type { RuleNumber } from 'leadloom';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { Dialog } from '../parts/dialog';
import { validator } from './validator-session';

/** Words in backquotes as code. */
const inline = (text: string): ComponentChildren =>
  text.split(/`([^`]*)`/).map((piece, i) => (i % 2 ? <code key={piece}>{piece}</code> : piece));

/** The Markdown that rule pages are written in: headings, code, paragraphs. */
function blocks(page: string): ComponentChildren[] {
  return page
    .split(/^(```[^\n]*\n[\s\S]*?^```$)/m)
    .flatMap((part) => (part.startsWith('```') ? [part] : part.split(/\n\s*\n/)))
    .map((part) => part.trim())
    .filter((part) => part && !part.startsWith('# '))
    .map((part, i) => {
      const [line = '', ...rest] = part.split('\n');
      if (line.startsWith('```')) return <pre key={i}>{rest.slice(0, -1).join('\n')}</pre>;
      if (line.startsWith('#')) return <h3 key={i}>{line.replace(/^#+\s*/, '')}</h3>;
      return <p key={i}>{inline(part.replaceAll('\n', ' '))}</p>;
    });
}

/** What a rule says, why, and examples. */
export function RulePage({ rule, onClose }: { rule: RuleNumber; onClose(): void }) {
  const page = useSignal('');
  useEffect(() => {
    validator.explain(rule).then(
      (text) => {
        page.value = text;
      },
      () => {
        page.value = 'The page of this rule could not be loaded.';
      },
    );
  }, [rule]);
  const title = /^# (\S+) (\S+)/.exec(page.value)?.[2]?.replaceAll('_', ' ');
  return (
    <Dialog title={title ? `${rule}: ${title}` : rule} onClose={onClose}>
      <div class="rule-page">{blocks(page.value)}</div>
    </Dialog>
  );
}
