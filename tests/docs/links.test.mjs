/** Links of all pages, in the repository and in the site that is made of them. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, it } from 'node:test';
import { isExternal, slug } from '../../tools/docs/page.mjs';
import { at } from '../package/support.mjs';
import { pages, read } from './blocks.mjs';

const withoutBlocks = (/** @type {string} */ text) => text.replace(/^ *```[\s\S]*?^ *```$/gm, '');

/** The anchors of a page in Markdown: its headings, numbered where they are the same. */
function anchorsOf(page) {
  const seen = new Map();
  return [...withoutBlocks(read(page)).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => {
    const anchor = slug(heading.replace(/\[([^\]]+)\]\([^)]*\)/g, '$1'));
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
}

/** What is wrong with a link of a page, or nothing. @param {string} page @param {string} href */
function fault(page, href) {
  if (isExternal(href)) {
    // Without a network only its form can be seen.
    return URL.canParse(href) && /^(?:https:\/\/[\w.-]+\.\w+(?:\/|$)|mailto:\S+@)/.test(href)
      ? undefined
      : 'is no address of another site';
  }
  const [path, anchor] = href.split('#');
  const target = path ? relative(at(), at(dirname(page), path)) : page;
  if (!existsSync(at(target))) return 'leads nowhere';
  if (anchor && !anchorsOf(target).includes(anchor)) return 'has no such heading';
  return undefined;
}

describe('pages in Markdown', () => {
  for (const page of pages) {
    it(page, () => {
      const links = [...withoutBlocks(read(page)).matchAll(/\]\(<?([^\s)>]+)>?(?: "[^"]*")?\)/g)];
      const faults = links.flatMap(([, href]) => {
        const what = fault(page, href);
        return what ? [`${href} ${what}`] : [];
      });
      assert.deepEqual(faults, []);
    });
  }

  it('faults are seen', () => {
    assert.equal(fault('README.md', 'docs/nowhere.md'), 'leads nowhere');
    assert.equal(fault('README.md', 'docs/limits.md#nothing'), 'has no such heading');
    assert.equal(fault('README.md', 'https:/example.com'), 'is no address of another site');
    assert.equal(fault('README.md', 'docs/limits.md#documents'), undefined);
  });

  it('shows pictures that the browser tests take, and all of them', () => {
    const screens = [...read('tests/web/screens.mjs').matchAll(/^ {2}'?([\w-]+)'?: \{ hash:/gm)];
    const taken = screens.flatMap(([, name]) => [`${name}-light.png`, `${name}-dark.png`]);
    assert.deepEqual(
      readdirSync(at('docs', 'images')).sort(),
      [...taken, 'bookings-narrow.png'].sort(),
    );
  });

  it('pictures say what they show', () => {
    const mute = pages.filter((page) => /!\[\s*\]\(/.test(withoutBlocks(read(page))));
    assert.deepEqual(mute, []);
  });
});

const site = at('web', 'dist', 'docs');
const files = readdirSync(site, { recursive: true }).map(String);
const html = files.filter((name) => name.endsWith('.html'));
const textOf = new Map(html.map((name) => [name, readFileSync(join(site, name), 'utf8')]));
const idsOf = new Map(
  [...textOf].map(([name, text]) => [
    name,
    new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)),
  ]),
);

describe('the site', () => {
  it('has all pages and both references', () => {
    const wanted = [
      'index',
      'limits',
      'rules/LL0103',
      'api/leadloom',
      'api/validator',
      'cpp/doors',
    ];
    assert.deepEqual(
      wanted.filter((name) => !textOf.has(`${name}.html`)),
      [],
    );
    assert.ok(html.length > 140, String(html.length));
  });

  it('has every page of docs/ in its navigation', () => {
    const table = JSON.parse(readFileSync(at('docs', 'navigation.json'), 'utf8'));
    const placed = table.flatMap((group) => Object.keys(group.pages));
    const own = readdirSync(at('docs')).filter((name) => name.endsWith('.md'));
    assert.deepEqual(
      own.filter((name) => !placed.includes(name)),
      [],
      'Give the page a place in docs/navigation.json.',
    );
    assert.ok(!textOf.get('index.html').includes('>Further<'));
  });

  it('has links that lead somewhere', () => {
    const faults = [...textOf].flatMap(([page, text]) =>
      [...text.matchAll(/ (?:href|src|srcset)="([^"]+)"/g)].flatMap(([, href]) => {
        if (isExternal(href)) return [];
        const [path, anchor] = href.replaceAll('&amp;', '&').split('#');
        const target = path ? join(dirname(page), path) : page;
        if (target === join('..', 'index.html')) return [];
        if (!files.includes(target)) return [`${page}: ${href} leads nowhere`];
        const known = !anchor || idsOf.get(target)?.has(decodeURIComponent(anchor));
        return known ? [] : [`${page}: ${href} has no such place`];
      }),
    );
    assert.deepEqual([...new Set(faults)].slice(0, 20), []);
  });

  it('needs no script or style inside its pages, and nothing from elsewhere', () => {
    const bad = [...textOf].flatMap(([page, text]) =>
      [
        ...text.matchAll(
          /<script(?![^>]* src=)[^>]*>|<style|<[^>]+ (?:style|on\w+)=|<(?:script|link|img)[^>]+(?:src|href)="(?:https?:)?\/\/[^>]*/g,
        ),
      ].map(([found]) => `${page}: ${found}`),
    );
    assert.deepEqual(bad, []);
  });

  it('has each id once on a page', () => {
    const twice = [...textOf].flatMap(([page, text]) => {
      const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      return ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `${page}: ${id}`);
    });
    assert.deepEqual(twice, []);
  });
});
