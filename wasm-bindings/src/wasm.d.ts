/** What hosts of workerd import a wasm as. */
declare module '*.wasm' {
  const module: WebAssembly.Module;
  export default module;
}
