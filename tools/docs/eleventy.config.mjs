/** The site of the documentation: Markdown pages of docs/ and of the reference, in one layout. */
import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import hljs from 'highlight.js';
import anchors from 'markdown-it-anchor';
import { contentSecurityPolicy } from '../serve.mjs';
import { at, packageJson } from '../tasks/project.mjs';
import { pageAddress, slug, titleOf } from './page.mjs';

/** Where all pages are gathered. */
const gathered = at('build', 'docs', 'source');
const inGathered = (/** @type {string} */ path) => relative(gathered, resolve(path));

/** Languages that are called otherwise by those who colour them. */
const languages = { caddy: 'nginx', ndjson: 'json', jsonc: 'json' };

function highlighted(code, language) {
  const name = languages[language] ?? language;
  return hljs.getLanguage(name) ? hljs.highlight(code, { language: name }).value : '';
}

/**
 * What a link of a page leads to in the site. Files of the repository that are no pages have no
 * address there: their links become plain text.
 */
function siteLinks(markdown) {
  markdown.core.ruler.push('site-links', ({ tokens, env }) => {
    const open = [];
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      if (token.type === 'link_open') {
        const address = pageAddress(env.page.inputPath, token.attrGet('href'), gathered);
        if (address === undefined) token.tag = 'span';
        token.attrs = address === undefined ? [] : [['href', address]];
        open.push(token.tag);
      } else if (token.type === 'link_close') token.tag = open.pop();
    }
  });
}

/**
 * Wide tables scroll by themselves, and code can be reached by the keyboard. Columns of numbers have
 * a class, for the policy allows no style in an element.
 */
function scrolling({ renderer }) {
  const { fence } = renderer.rules;
  for (const cell of ['th_open', 'td_open']) {
    renderer.rules[cell] = (tokens, index, options, _env, self) => {
      const token = tokens[index];
      if (token.attrGet('style')?.includes('right')) token.attrs = [['class', 'number']];
      return self.renderToken(tokens, index, options);
    };
  }
  renderer.rules.table_open = () => '<div class="wide" tabindex="0" role="group"><table>';
  renderer.rules.table_close = () => '</table></div>';
  renderer.rules.fence = (...given) => fence(...given).replace('<pre>', '<pre tabindex="0">');
}

/** Pictures of the page stand in both themes: where there is a dark one it is shown in the dark. */
function pictures({ renderer, utils }) {
  renderer.rules.image = (tokens, index, _options, env) => {
    const token = tokens[index];
    const source = token.attrGet('src');
    const file = (/** @type {string} */ name) => resolve(dirname(env.page.inputPath), name);
    // A PNG says its size in bytes 16 to 23.
    const head = readFileSync(file(source).replace(gathered, at('docs'))).subarray(16, 24);
    const size = `width="${head.readUInt32BE(0)}" height="${head.readUInt32BE(4)}"`;
    const alt = utils.escapeHtml(token.content);
    const image = `<img src="${source}" alt="${alt}" ${size} loading="lazy" />`;
    const dark = source.replace('-light.', '-dark.');
    if (dark === source) return image;
    const media = '(prefers-color-scheme: dark)';
    return `<picture><source media="${media}" srcset="${dark}" />${image}</picture>`;
  };
}

/** The file behind an address, by its name: not every host looks for an index. */
const fileOf = (/** @type {string} */ url) => url.replace(/\/$/, '/index.html');

/** Groups of the navigation with the pages that are there; a page that nobody has placed comes last. */
function navigation(pages, table) {
  const byPath = new Map(pages.map(({ inputPath, url }) => [inGathered(inputPath), fileOf(url)]));
  const placed = new Set(table.flatMap((group) => Object.keys(group.pages)));
  const further = [...byPath.keys()].filter((path) => !path.includes('/') && !placed.has(path));
  const titled = further.map((path) => [path, titleOf(readFileSync(join(gathered, path), 'utf8'))]);
  return [...table, { title: 'Further', pages: Object.fromEntries(titled) }]
    .map((group) => ({
      title: group.title,
      pages: Object.entries(group.pages).flatMap(([path, title]) => {
        const url = byPath.get(path);
        return url ? [{ url, title }] : [];
      }),
    }))
    .filter((group) => group.pages.length > 0);
}

/** The entry of the navigation that a page in a folder belongs to. */
function parentOf(url, groups) {
  const index = url.replace(/[^/]+$/, 'index.html');
  if (index === url || index === '/index.html') return undefined;
  return groups.flatMap((group) => group.pages).find((page) => page.url === index);
}

/** Second and third headings of a page's HTML, for its own table of contents. */
const headings = (html) =>
  [...html.matchAll(/<h([23]) id="([^"]+)"[^>]*>([\s\S]*?)<\/h\1>/g)].map(
    ([, level, id, inner]) => ({ level, id, text: inner.replace(/<[^>]+>/g, '').trim() }),
  );

export default function site(eleventy) {
  eleventy.setQuietMode(true);
  eleventy.setUseGitIgnore(false);
  eleventy.addGlobalData('version', packageJson().version);
  // `frame-ancestors` works only as a header.
  eleventy.addGlobalData('policy', contentSecurityPolicy.replace("frame-ancestors 'none'; ", ''));
  eleventy.addGlobalData('layout', 'page.njk');
  eleventy.addGlobalData(
    'permalink',
    () =>
      ({ page }) =>
        inGathered(page.inputPath)
          .replace(/\.\w+$/, '.html')
          .replace(/README\.html$/, 'index.html'),
  );
  eleventy.addGlobalData('eleventyComputed', {
    title: ({ title, page }) => title ?? titleOf(readFileSync(page.inputPath, 'utf8')),
  });
  eleventy.addPassthroughCopy({ [at('tools', 'docs', 'assets')]: 'site' });
  eleventy.addPassthroughCopy({ [at('web', 'src', 'style', 'tokens.css')]: 'site/tokens.css' });
  eleventy.addPassthroughCopy({ [at('web', 'public', 'icon.svg')]: 'site/icon.svg' });
  eleventy.addPassthroughCopy({ [at('docs', 'images')]: 'images' });
  eleventy.amendLibrary('md', (markdown) => {
    markdown.set({ html: true, highlight: highlighted });
    markdown.use(anchors, { slugify: slug }).use(siteLinks).use(scrolling).use(pictures);
  });
  const table = JSON.parse(readFileSync(at('docs', 'navigation.json'), 'utf8'));
  eleventy.addCollection('navigation', (api) => navigation(api.getAll(), table));
  eleventy.addFilter('headings', headings);
  eleventy.addFilter('parent', parentOf);
  eleventy.addFilter('file', fileOf);
  /** The address of one page of the site from another: the site may stand in any folder. */
  eleventy.addFilter(
    'from',
    (to, here) => `${'../'.repeat(here.split('/').length - 2)}${to.slice(1)}`,
  );
  return {
    dir: { includes: '../../../tools/docs/layouts' },
    markdownTemplateEngine: false,
    htmlTemplateEngine: false,
    templateFormats: ['md', 'html'],
  };
}
