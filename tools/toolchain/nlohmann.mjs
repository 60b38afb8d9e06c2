/** nlohmann_json without the rest of /usr/include, which would hide Emscripten's C library. */
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { prepared } from './cache.mjs';

const HEADERS = '/usr/include/nlohmann';

/** @type {[string, string]} */
export const NLOHMANN_PACKAGE = ['nlohmann-json3-dev', `${HEADERS}/json.hpp`];

/** @returns {Promise<string>} a folder that holds `nlohmann/` and nothing else */
export function nlohmann() {
  return prepared({
    name: 'nlohmann',
    recipe: { edition: 1, HEADERS },
    witnesses: ['nlohmann/json.hpp'],
    prepare: (staging) => symlink(HEADERS, join(staging, 'nlohmann')),
  });
}
