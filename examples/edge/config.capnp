# workerd serve config.capnp. Elsewhere than here, with `npm install leadloom`, the modules are those of
# node_modules/leadloom/dist.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "leadloom", worker = .leadloom)],
  sockets = [(name = "http", address = "127.0.0.1:8787", http = (), service = "leadloom")],
);

const leadloom :Workerd.Worker = (
  compatibilityDate = "2026-11-01",
  modules = [
    (name = "worker.js", esModule = embed "worker.js"),
    (name = "leadloom/validator", esModule = embed "../../dist/validator-workerd.js"),
    (name = "leadloom/entry.js", esModule = embed "../../dist/entry.js"),
    (name = "leadloom/validation.js", esModule = embed "../../dist/validation.js"),
    (name = "leadloom/instance.js", esModule = embed "../../dist/instance.js"),
    (name = "leadloom/compile.js", esModule = embed "../../dist/compile.js"),
    (name = "leadloom/host.js", esModule = embed "../../dist/host.js"),
    (name = "leadloom/errors.js", esModule = embed "../../dist/errors.js"),
    (name = "leadloom/version.js", esModule = embed "../../dist/version.js"),
    (name = "leadloom/glue.mjs", esModule = embed "../../dist/glue.mjs"),
    (name = "leadloom/leadloom.wasm", wasm = embed "../../dist/leadloom.wasm"),
  ],
);
