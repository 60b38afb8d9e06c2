/** Made by the build: the documents of catalog.json. */
declare const documents: readonly object[];
export default documents;
