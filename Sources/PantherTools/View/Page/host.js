// The host: the client's page around this frame. Both send JSON-RPC messages as objects.
const host = { context: {}, can: {} };
const waiting = new Map();
// It inherits nothing, because a host names what is called.
const handlers = Object.create(null);
let lastID = 0;

const post = (message) => window.parent.postMessage({ jsonrpc: "2.0", ...message }, "*");
const notify = (method, params) => post(params ? { method, params } : { method });
const request = (method, params) =>
  new Promise((resolve, reject) => {
    lastID += 1;
    waiting.set(lastID, { resolve, reject });
    post({ id: lastID, method, params });
  });

const isList = Array.isArray;
const isText = (value) => typeof value === "string";
const isObject = (value) => typeof value === "object" && value !== null && !isList(value);
const object = (value) => (isObject(value) ? value : {});

window.addEventListener("message", (event) => {
  const message = event.data;
  if (event.source !== window.parent || !isObject(message) || message.jsonrpc !== "2.0") return;
  const { id, method } = message;
  if (isText(method)) {
    const isKnown = method === "ping" || method === "ui/resource-teardown";
    if (isKnown || id === undefined) handlers[method]?.(object(message.params));
    if (id !== undefined) post({ id, ...(isKnown ? { result: {} } : { error: { code: -32601, message: "unknown method" } }) });
  } else if (waiting.has(id)) {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (message.error === undefined) resolve(object(message.result));
    else reject(new Error("refused"));
  }
});

// A host keeps a frame hidden until it has heard this.
request("ui/initialize", {
  protocolVersion: "2026-01-26",
  appInfo: { name: "mcp-panther view", version: "{version}" },
  appCapabilities: { availableDisplayModes: ["inline", "fullscreen"] },
}).then(
  (result) => {
    notify("ui/notifications/initialized");
    host.can = object(result.hostCapabilities);
    handlers.connected(object(result.hostContext));
  },
  () => handlers.refused(),
);
