/** A page that was opened as a file: it can neither fetch the wasm nor load modules. */
const tell = (report) => {
  // Engines let such a page show pictures from a server, and not all let it post.
  new Image().src = `${server}told?${encodeURIComponent(JSON.stringify(report))}`;
};

leadloom.load().then(
  (core) => tell({ version: core.version, protocol: location.protocol }),
  (error) => tell({ error: String(error) }),
);
