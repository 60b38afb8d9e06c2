/** Made by the build: leadloom.wasm as gzip in Base64. */
export declare const gzipped: string;
