/** Bodies that come in, answers that go out. */
import { Problem } from './problem.mjs';

const limit = 64 * 1024;

/** The body as text. */
export async function readText(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > limit) {
      throw new Problem(413, 'too-long', 'The request is longer than 64 kB.', {
        next: 'Send less at once.',
        headers: { connection: 'close' },
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const typeOf = (request) => (request.headers['content-type'] ?? '').split(';')[0].trim();

/** A JSON object; nothing at all counts as an empty one. */
export async function readJson(request) {
  const text = await readText(request);
  if (text === '') return {};
  // Any page may post plain text without asking; JSON it may not.
  if (typeOf(request) !== 'application/json') {
    throw new Problem(415, 'not-json', 'The body is not declared as JSON.', {
      next: 'Send it with "Content-Type: application/json".',
    });
  }
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    // Answered below, like every other value that is no object.
  }
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    throw new Problem(400, 'not-json', 'The body is not a JSON object.', {
      next: 'Send an object, such as {}.',
    });
  }
  return body;
}

/** The fields of a submitted form. */
export const readForm = async (request) => new URLSearchParams(await readText(request));

/**
 * @param {import('node:http').ServerResponse} response
 * @param {{ status?: number, headers?: Record<string, string>, body?: unknown }} answer a text goes
 *   out as it stands, anything else as JSON
 */
export function send(response, { status = 200, headers = {}, body }) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, {
    ...(body !== undefined && { 'content-type': 'application/json' }),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  response.end(text);
}

/** @param {import('node:http').ServerResponse} response @param {Problem} problem */
export const sendProblem = (response, problem) =>
  send(response, {
    status: problem.status,
    headers: { ...problem.headers, 'content-type': 'application/problem+json' },
    body: problem,
  });
