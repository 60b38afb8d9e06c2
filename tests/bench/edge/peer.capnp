using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "peer", worker = .peer)],
  sockets = [(name = "http", address = "127.0.0.1:8788", http = (), service = "peer")],
);

# Ajv makes code of the schema, once, while the worker starts.
const peer :Workerd.Worker = (
  compatibilityDate = "2026-11-01",
  modules = [(name = "peer.js", esModule = embed "../../../build/edge/peer.js")],
);
