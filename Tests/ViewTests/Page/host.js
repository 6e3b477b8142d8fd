// A client's page, as a test plays it: it shows the view in a frame, writes down every message, and plays what it is told.
const fake = { received: [], sent: [], delay: 20, context: null, capabilities: {}, refuses: false, probes: new Map() };
fake.answers = { "ui/request-display-mode": { mode: "inline" } };
document.body.style.margin = "0";
document.body.style.background = "transparent";

fake.open = (html, sandbox, width) => {
  fake.frame?.remove();
  [fake.received, fake.sent] = [[], []];
  fake.frame = document.createElement("iframe");
  fake.frame.setAttribute("sandbox", sandbox);
  fake.frame.style.cssText = `border:0;display:block;height:300px;width:${width}px`;
  fake.frame.srcdoc = html;
  document.body.append(fake.frame);
};
fake.send = (message) => {
  fake.sent.push({ jsonrpc: "2.0", ...message });
  fake.frame.contentWindow.postMessage(fake.sent.at(-1), "*");
};
fake.pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
fake.until = async (isTrue) => {
  for (let turn = 0; turn < 2000; turn += 1) {
    if (isTrue()) return true;
    await fake.pause(10);
  }
  return false;
};
// Until the view has the size of its frame, of which its process hears late, and nothing was said for a while.
fake.rest = async () => {
  for (;;) {
    const count = fake.received.length;
    const [width, height] = await fake.probe("size");
    await fake.pause(40);
    if (count === fake.received.length && width === fake.frame.clientWidth && height === fake.frame.clientHeight) return;
  }
};
// Asks what the test has put into the view's own page.
fake.probe = (command, ...values) =>
  new Promise((done) => {
    const id = Math.random();
    fake.probes.set(id, done);
    fake.frame.contentWindow.postMessage({ probe: id, command, values }, "*");
  });

addEventListener("message", (event) => {
  if (event.source !== fake.frame?.contentWindow) return;
  const message = event.data;
  if (message !== null && typeof message === "object" && fake.probes.has(message.probe)) return fake.probes.get(message.probe)(message.value);
  fake.received.push(message);
  if (message.method === "ui/notifications/size-changed") fake.frame.style.height = `${message.params.height}px`;
  if (message.id === undefined || message.method === undefined) return;
  const respond = (answer) => setTimeout(() => fake.send({ id: message.id, ...answer }), fake.delay);
  if (message.method !== "ui/initialize") return respond({ result: fake.answers[message.method] ?? {} });
  if (fake.refuses) return respond({ error: { code: -32603, message: "no" } });
  const result = { protocolVersion: "2026-01-26", hostInfo: { name: "fake", version: "1" }, hostCapabilities: fake.capabilities };
  respond({ result: fake.context ? { ...result, hostContext: fake.context } : result });
});
