// The host: the client's page around this frame. Both send JSON-RPC messages as objects.
const host = { context: {}, can: {} };
const waiting = new Map();
const handlers = {};
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
  if (isText(message.method)) {
    const handler = Object.hasOwn(handlers, message.method) ? handlers[message.method] : undefined;
    const params = object(message.params);
    if (message.id === undefined) {
      if (handler) handler(params);
    } else if (message.method === "ping" || message.method === "ui/resource-teardown") {
      if (handler) handler(params);
      post({ id: message.id, result: {} });
    } else {
      post({ id: message.id, error: { code: -32601, message: "unknown method" } });
    }
  } else if (waiting.has(message.id)) {
    const { resolve, reject } = waiting.get(message.id);
    waiting.delete(message.id);
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
