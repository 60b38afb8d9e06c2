/** `node tools/run.mjs ctest --preset NAME`: CTest in the environment that the preset needs. */
import { onPreset } from './cmake.mjs';

export default (args) => onPreset('ctest', args);
