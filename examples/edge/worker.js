/**
 * Leadloom as a stateless service: documents in, a report or answers out, nothing kept.
 *
 *     curl -F f=@acme.setup.json -F f=@job-types.json localhost:8787/validate?format=text
 *     curl -F f=@acme.setup.json -F f=@job-types.json -F alerts=@alerts.ndjson localhost:8787/resolve
 */
import wasm from 'leadloom/leadloom.wasm';
import { LeadloomError, loadValidator } from 'leadloom/validator';

/** The most bytes of a request; a host that allows more memory may allow more. */
const LIMIT = 8 * 2 ** 20;

const types = {
  json: 'application/json',
  text: 'text/plain; charset=utf-8',
  sarif: 'application/sarif+json',
  github: 'text/plain; charset=utf-8',
  markdown: 'text/markdown; charset=utf-8',
  junit: 'application/xml',
};

/** What is answered in place of a result: RFC 9457. */
class Problem extends Error {
  constructor(status, title, detail, headers = {}) {
    super(title);
    this.answer = () =>
      new Response(JSON.stringify({ status, title, detail }), {
        status,
        headers: { ...headers, 'content-type': 'application/problem+json' },
      });
  }
}

const tooLarge = () =>
  new Problem(
    413,
    `The request is larger than ${LIMIT / 2 ** 20} MiB.`,
    'Send alerts in several requests; the set-up goes with each.',
  );

/** The files of a form, by name. What counts is what arrives, not what was announced. */
async function filesOf(request) {
  const type = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data\b/i.test(type)) {
    throw new Problem(
      415,
      'The request is no form of files.',
      'Send multipart/form-data, each document as a file with its name: curl -F f=@acme.setup.json',
    );
  }
  if (Number(request.headers.get('content-length')) > LIMIT) throw tooLarge();
  const pieces = [];
  let size = 0;
  for await (const piece of request.body ?? []) {
    size += piece.byteLength;
    if (size > LIMIT) throw tooLarge();
    pieces.push(piece);
  }
  let form;
  try {
    form = await new Response(new Blob(pieces), { headers: { 'content-type': type } }).formData();
  } catch {
    throw new Problem(400, 'The form is damaged.', 'Check its boundary, and that it is whole.');
  }
  const files = [...form].filter(([, file]) => file instanceof File);
  if (files.length === 0) {
    throw new Problem(400, 'There is no file in the form.', 'curl -F f=@acme.setup.json');
  }
  return Promise.all(
    files.map(async ([field, file]) => ({
      field,
      // No pattern, no option, no folder.
      name: file.name.replaceAll(/[^\p{L}\p{N}._ -]/gu, '_').replace(/^-/, '_'),
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  );
}

function validate(core, files, query) {
  const format = query.get('format') ?? 'json';
  if (!Object.hasOwn(types, format)) {
    throw new Problem(
      400,
      `There is no format “${format}”.`,
      `Ask for ${Object.keys(types).join(', ')}.`,
    );
  }
  const validation = core.validate(files, { now: new Date().toISOString() });
  try {
    return new Response(validation.format(format), { headers: { 'content-type': types[format] } });
  } finally {
    validation.close();
  }
}

function resolve(core, files) {
  const alerts = files.find(({ field }) => field === 'alerts');
  const documents = new Map(
    files.filter((file) => file !== alerts).map(({ name, bytes }) => [name, bytes]),
  );
  if (!alerts || documents.size === 0) {
    throw new Problem(
      400,
      'A set-up and alerts are needed.',
      'curl -F f=@acme.setup.json -F f=@job-types.json -F alerts=@alerts.ndjson',
    );
  }
  let lines = '';
  let complaints = '';
  const code = core.commandLine(['resolve', ...documents.keys()], {
    read: (path) =>
      path === '-' ? alerts.bytes : (documents.get(path) ?? 'there is no such file'),
    out: (text) => {
      lines += text;
    },
    err: (text) => {
      complaints += text;
    },
  });
  if (code !== 0) throw new Problem(422, 'The alerts cannot be resolved.', complaints.trim());
  return new Response(lines, { headers: { 'content-type': 'application/x-ndjson' } });
}

const routes = { '/validate': validate, '/resolve': resolve };

const start = () => loadValidator({ wasm });
let core = start();

export default {
  async fetch(request) {
    try {
      const { pathname, searchParams } = new URL(request.url);
      if (!Object.hasOwn(routes, pathname)) {
        throw new Problem(404, `There is no ${pathname}.`, 'POST /validate or /resolve.');
      }
      if (request.method !== 'POST') {
        throw new Problem(405, `${pathname} takes POST.`, 'Send a form of files.', {
          allow: 'POST',
        });
      }
      return routes[pathname](await core, await filesOf(request), searchParams);
    } catch (error) {
      if (error instanceof Problem) return error.answer();
      if (!(error instanceof LeadloomError)) throw error;
      // After a stop the core is made anew.
      if (error.rule === 'LL0901') core = start();
      return new Problem(500, error.message, error.hint).answer();
    }
  },
};
