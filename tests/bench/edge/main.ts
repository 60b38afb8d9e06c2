/**
 * Requests per second and times to answer of examples/edge on one core, beside the same service in
 * plain TypeScript. Both run in workerd on the first core; the requests come from another.
 */
import { deepStrictEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { catalogFiles } from '../data/catalog.js';
import { mappingTexts } from '../data/mapping.js';

const { values } = parseArgs({
  options: { root: { type: 'string', default: '' }, seconds: { type: 'string', default: '10' } },
});
const seconds = Number(values.seconds);
const at = (path: string) => new URL(path, values.root);
const { serve } = await import(at('examples/edge/serve.mjs').href);

const CONNECTIONS = 8;

interface Finding {
  rule: string;
  message: string;
  hint: string;
  place?: { line: number; column: number };
  line?: number;
  column?: number;
}

const linesOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

/** What is asked, and what of an answer must be the same. */
const questions = [
  {
    path: '/validate',
    of: 'a set-up of 1,000 rows',
    files: (() => {
      const sizes = { rows: 1_000, jobTypes: 400, businessUnits: 200 };
      return mappingTexts(catalogFiles(at('catalog/')), sizes);
    })(),
    essence: (text: string) =>
      (JSON.parse(text).findings as Finding[])
        .map(({ rule, message, hint, place, line, column }) =>
          JSON.stringify([rule, message, hint, place?.line ?? line, place?.column ?? column]),
        )
        .sort(),
  },
  {
    path: '/resolve',
    of: '300 alerts of the sample',
    files: {
      setup: readFileSync(at('catalog/sample/prairie-star.setup.json'), 'utf8'),
      businessUnits: readFileSync(at('catalog/sample/business-units.json'), 'utf8'),
      jobTypes: readFileSync(at('catalog/sample/job-types.json'), 'utf8'),
      alerts: readFileSync(at('catalog/sample/alerts.ndjson'), 'utf8'),
    },
    // Names stand in one, references in the other.
    essence: (text: string) =>
      linesOf(text)
        .filter(({ held, error }) => !held && !error)
        .map(({ id, source, jobType, businessUnit }) =>
          JSON.stringify([
            source ? `${source}/${id}` : id,
            jobType?.name ?? jobType ?? '',
            businessUnit?.name ?? businessUnit ?? '',
          ]),
        )
        .sort(),
  },
];

function formOf(files: object): FormData {
  const form = new FormData();
  for (const [name, text] of Object.entries(files)) {
    form.append(name, new Blob([text]), name === 'alerts' ? 'alerts.ndjson' : `${name}.json`);
  }
  return form;
}

/** The body of a form, encoded once. */
async function encoded(files: object) {
  const request = new Request('http://x', { method: 'POST', body: formOf(files) });
  const type = request.headers.get('content-type') ?? '';
  return { body: new Uint8Array(await request.arrayBuffer()), headers: { 'content-type': type } };
}

/** Milliseconds of processor that a process has used; a tick of Linux is ten. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function measure(pid: number, address: string, request: { body: Uint8Array<ArrayBuffer> }) {
  const ask = async () => {
    const began = performance.now();
    const answer = await fetch(address, { method: 'POST', ...request });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}.`);
    return performance.now() - began;
  };
  const round = async (duration: number) => {
    const times: number[] = [];
    const end = performance.now() + duration * 1000;
    await Promise.all(
      Array.from({ length: CONNECTIONS }, async () => {
        while (performance.now() < end) times.push(await ask());
      }),
    );
    return times.sort((a, b) => a - b);
  };
  await round(3);
  const used = cpuOf(pid);
  const began = performance.now();
  const times = await round(seconds);
  const cpu = (cpuOf(pid) - used) / times.length;
  const took = (performance.now() - began) / 1000;
  const quantile = (of: number) => times[Math.floor(of * (times.length - 1))] ?? 0;
  return { rate: times.length / took, median: quantile(0.5), p99: quantile(0.99), cpu };
}

const pinned = ['taskset', '-c', '0'];
const services: Record<string, string> = {
  ours: 'examples/edge/config.capnp',
  peer: 'tests/bench/edge/peer.capnp',
};

console.log(
  '| request | service | requests/s | median | p99 | processor |\n|---|---|--:|--:|--:|--:|',
);
for (const { path, of, files, essence } of questions) {
  const request = await encoded(files);
  const answers: string[][] = [];
  for (const [name, config] of Object.entries(services)) {
    const service = await serve(fileURLToPath(at(config)), pinned);
    try {
      const address = `${service.address}${path}`;
      const answer = await fetch(address, { method: 'POST', ...request });
      answers.push(essence(await answer.text()));
      const { rate, ...times } = await measure(service.pid, address, request);
      const cells = [times.median, times.p99, times.cpu].map((time) => `${time.toFixed(1)} ms`);
      console.log(`| ${path}, ${of} | ${name} | ${rate.toFixed(0)} | ${cells.join(' | ')} |`);
    } finally {
      await service.stop();
    }
  }
  deepStrictEqual(answers[0], answers[1]);
}
