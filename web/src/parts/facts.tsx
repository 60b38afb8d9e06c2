import type { ComponentChildren } from 'preact';
import { absolute, relative } from '../time';

/** Names and values. `tight`: short names, long values. */
export function Facts({ tight, children }: { tight?: boolean; children: ComponentChildren }) {
  return <dl class={tight ? 'facts facts-tight' : 'facts'}>{children}</dl>;
}

export function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function Panel(props: { title: string; wide?: boolean; children: ComponentChildren }) {
  return (
    <section class={props.wide ? 'panel panel-wide' : 'panel'}>
      <h3>{props.title}</h3>
      {props.children}
    </section>
  );
}

/** A point in time in the tenant's zone, and how far off it is. */
export function Moment({ iso }: { iso: string }) {
  return (
    <time dateTime={iso}>
      {absolute(iso)} <span class="quiet">{relative(iso)}</span>
    </time>
  );
}
