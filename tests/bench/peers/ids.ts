/**
 * ServiceTitan's ids are int64. `JSON.parse` would round the long ones, so they are put into quotes
 * first, in the few documents that have any.
 */
export function parseWithIds<T>(text: string): T {
  const safe = /[:[,]\s*\d{16}/.test(text) ? text.replace(/([:[,]\s*)(\d{16,})/g, '$1"$2"') : text;
  return JSON.parse(safe) as T;
}
