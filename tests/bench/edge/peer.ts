/** The edge service in plain TypeScript: the same forms, the validator and the feed of the peers. */
import { catalogFiles } from '../data/catalog.js';
import { PeerDesk } from '../peers/feed.js';
import { PeerValidator } from '../peers/validate.js';

// Bundled, its files with it: see bundle() in main.mjs.
const files = new URL('file:///');
const catalog = catalogFiles(files);
const validator = new PeerValidator(catalog, files);

const bytesOf = async (form: FormData, name: string) =>
  new Uint8Array(await (form.get(name) as File).arrayBuffer());

const routes: Record<string, (form: FormData) => Promise<Response>> = {
  async '/validate'(form) {
    const found = validator.placed({
      businessUnits: await bytesOf(form, 'businessUnits'),
      jobTypes: await bytesOf(form, 'jobTypes'),
      setup: await bytesOf(form, 'setup'),
    });
    return Response.json({ findings: found });
  },

  async '/resolve'(form) {
    const [businessUnits, jobTypes, setup] = await Promise.all(
      ['businessUnits', 'jobTypes', 'setup'].map((name) => (form.get(name) as File).text()),
    );
    const desk = new PeerDesk({
      catalog,
      businessUnits: businessUnits ?? '',
      jobTypes: jobTypes ?? '',
      setup: setup ?? '',
    });
    const count = desk.load(await bytesOf(form, 'alerts'));
    const { leads } = desk.leads({ offset: 0, count });
    return new Response(leads.map((lead) => `${JSON.stringify(lead)}\n`).join(''));
  },
};

export default {
  async fetch(request: Request): Promise<Response> {
    const route = routes[new URL(request.url).pathname];
    return route ? route(await request.formData()) : new Response('', { status: 404 });
  },
};
