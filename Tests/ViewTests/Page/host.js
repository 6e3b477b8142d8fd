// A client's page, as a test plays it: it shows the view in a frame, writes down every message, and plays what it is told.
const fake = { received: [], delay: 20, context: null, capabilities: {}, refuses: false, answers: {}, probes: new Map() };
document.body.style.margin = "0";
document.body.style.background = "transparent";

fake.open = (html, sandbox, width) => {
  fake.frame?.remove();
  fake.received = [];
  fake.frame = document.createElement("iframe");
  fake.frame.setAttribute("sandbox", sandbox);
  fake.frame.style.cssText = `border:0;display:block;height:300px;width:${width}px`;
  fake.frame.srcdoc = html;
  document.body.append(fake.frame);
};
fake.send = (message) => fake.frame.contentWindow.postMessage({ jsonrpc: "2.0", ...message }, "*");
fake.pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
fake.until = async (isTrue) => {
  for (let turn = 0; turn < 2000; turn += 1) {
    if (isTrue()) return true;
    await fake.pause(10);
  }
  return false;
};
// Until nothing was said for a while.
fake.rest = async () => {
  let count = -1;
  while (count !== fake.received.length) {
    count = fake.received.length;
    await fake.probe("frames");
    await fake.pause(40);
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
