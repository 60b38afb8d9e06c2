/** `npm start`: sets up, builds, serves the page on loopback and prints its address. */
import { serve } from '../serve.mjs';
import { buildPackage, buildPage } from './build.mjs';
import { at } from './project.mjs';

const usual = 4173;

export default async function task() {
  await buildPackage();
  await buildPage();
  const wanted = Number(process.env.PORT ?? usual);
  const { address } = await serve(at('web', 'dist'), wanted).catch((error) => {
    // Somebody else has the usual port; a port that was asked for is not changed silently.
    if (error.code !== 'EADDRINUSE' || process.env.PORT) throw error;
    return serve(at('web', 'dist'), 0);
  });
  console.log(`\nLeadloom is ready at ${address}\nStop it with Ctrl+C.`);
}
