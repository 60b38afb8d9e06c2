/** Search in all pages, by the index that the build wrote. Without scripts the field is not there. */
const form = document.querySelector('.search');
const field = form.querySelector('input');
const found = form.querySelector('.found');
const list = found.querySelector('ul');
const status = found.querySelector('[role=status]');
const most = 8;

/** The index is fetched with the first key. */
let index;
async function pagefind() {
  index ??= import('../pagefind/pagefind.js').then(async (made) => {
    // Its worker has no Trusted Types policy; the pages are few enough without.
    await made.options({ noWorker: true });
    return made;
  });
  return index;
}

/** Excerpts are escaped for markup; here they are text. */
const marks = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"', '&#39;': "'" };
const plain = (excerpt) => excerpt.replace(/&(?:lt|gt|amp|quot|#39);/g, (mark) => marks[mark]);

function entry({ url, meta, sub_results: parts, plain_excerpt: excerpt }) {
  const part = parts[0] && parts[0].title !== meta.title ? parts[0] : undefined;
  const link = document.createElement('a');
  link.href = part?.url ?? url;
  const title = document.createElement('strong');
  title.textContent = part ? `${meta.title} › ${part.title}` : meta.title;
  const text = document.createElement('span');
  text.textContent = plain(part?.plain_excerpt ?? excerpt);
  link.append(title, text);
  const row = document.createElement('li');
  row.append(link);
  return row;
}

async function search() {
  const words = field.value.trim();
  const answer = words && (await (await pagefind()).search(words));
  if (words !== field.value.trim()) return;
  const results = answer
    ? await Promise.all(answer.results.slice(0, most).map((one) => one.data()))
    : [];
  if (words !== field.value.trim()) return;
  list.replaceChildren(...results.map(entry));
  const count = answer ? answer.results.length : 0;
  status.classList.toggle('unseen', count > 0);
  const pages = count === 1 ? '1 page' : `${count} pages`;
  status.textContent = count === 0 ? 'Nothing found.' : `${pages} found.`;
  found.hidden = words === '';
}

const links = () => [...list.querySelectorAll('a')];

form.hidden = false;
field.addEventListener('input', search);
// Typed before this script was there.
if (field.value && field === document.activeElement) search();
form.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    found.hidden = true;
    field.focus();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || found.hidden) return;
  event.preventDefault();
  const all = links();
  const to = all.indexOf(document.activeElement) + step;
  (all[to] ?? field).focus();
});
form.addEventListener('focusout', (event) => {
  if (!form.contains(event.relatedTarget)) found.hidden = true;
});
addEventListener('keydown', (event) => {
  const typing = event.target instanceof HTMLInputElement;
  if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  field.focus();
});
