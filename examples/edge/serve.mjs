/** workerd on a free port of this machine, for the tests and the benchmark. */
import { spawn } from 'node:child_process';
import workerd from 'workerd';

/**
 * Starts workerd with a configuration that has the socket `http`.
 * @param {string} config
 * @param {string[]} [before] a program that starts it, with its arguments
 */
export async function serve(config, before = []) {
  const [command, ...args] = [...before, workerd.default, 'serve', config];
  const child = spawn(command, [...args, '--socket-addr=http=127.0.0.1:0', '--control-fd=3'], {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  });
  const ended = new Promise((done) => child.once('close', done));
  const port = await new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => fail(new Error(`workerd ended with ${code}.`)));
    child.stdio[3].on('data', (line) => done(JSON.parse(line).port));
  });
  return {
    pid: child.pid,
    address: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill();
      await ended;
    },
  };
}
