// The view: what stands where, and what a person does with it.
const part = (id) => document.getElementById(id);
const plot = part("plot");
const probe = part("probe");
const root = document.documentElement;
const state = { picture: null, points: [], at: -1, drawnWidth: 0, height: 0, wait: 0 };

const say = (text, isAlarm = false) => {
  part("status").textContent = text;
  part("status").classList.toggle("alarm", isAlarm);
};
const isFull = () => host.context.displayMode === "fullscreen";

// MARK: What is said beside the picture

const factsOf = (answer, picture) => {
  const [bounds, drawn] = [windowOf(answer), picture?.bounds];
  const facts = [];
  const shown = drawn ?? bounds;
  if (shown) facts.push(`${span(shown.from, shown.to)} ${zoneName(shown.from)}`);
  for (const name of ["total_alerts", "total_bytes", "events"]) {
    if (number(answer[name]) !== null) facts.push(counted(answer[name], name.replace("total_", "")));
  }
  if (picture?.unit && facts.length < (shown ? 2 : 1)) facts.push(`unit: ${clean(picture.unit, 60)}`);
  const interval = number(answer.interval_in_minutes);
  if (picture?.draw === drawLines) {
    const [size, unit] = interval % 1440 === 0 ? [1440, "day"] : interval % 60 === 0 ? [60, "hour"] : [1, "minute"];
    if (interval > 0) facts.push(`counted every ${interval === size ? unit : `${interval / size} ${unit}s`}`);
    if (picture.rows.length > 1) facts.push(`one scale, 0 to ${show(picture.highest, picture.unit)}`);
  }
  if (drawn && bounds && answer.window) facts.push(`searched from ${dayAndMinute(bounds.from)} to ${dayAndMinute(bounds.to)}`);
  return facts.join(" · ");
};

const notesOf = (answer, picture) => {
  const notes = [];
  const beyond = Object.entries({ ...object(answer.beyond_limit), "further dedup strings": answer.other_dedup_strings }).filter((member) => number(member[1]) !== null);
  if (beyond.length > 0) notes.push(`Not in this answer: ${beyond.map(([name, value]) => counted(value, name)).join(", ")}.`);
  for (const name of ["time_line_cut", "cut", "rows_left_out", "sample"]) {
    if (isText(answer[name])) notes.push(clean(answer[name], 200));
  }
  if (number(answer.alerts_without_detection) > 0) notes.push(`${showNumber(answer.alerts_without_detection)} alerts belong to no detection.`);
  for (const name of ["without_alerts", "without_bytes", "alerts_without_events"]) {
    if (isList(answer[name])) notes.push(`${sentence(words(name))}: ${answer[name].slice(0, 50).map((item) => clean(item, 80)).join(", ")}.`);
  }
  if (picture === null && isText(answer.hint)) notes.push(clean(answer.hint));
  if (isText(answer.demo)) notes.push(clean(answer.demo));
  return notes;
};

// MARK: An answer

const clear = (text) => {
  clearTimeout(state.wait);
  Object.assign(state, { picture: null, points: [], at: -1, answer: null });
  for (const id of ["plot", "below", "notes", "data", "result"]) part(id).hidden = true;
  for (const id of ["facts", "result", "readout", "notes", "scroll"]) part(id).textContent = "";
  plot.querySelector("svg")?.remove();
  part("title").textContent = "Chart";
  part("data").open = false;
  part("fold").textContent = "Table";
  say(text);
};

const showAnswer = (result) => {
  clear("");
  const { text, answer } = readAnswer(result);
  if (result.isError === true) return say(`The call failed. ${clean(text, 600)}`, true);
  if (Object.keys(answer).length === 0) return say(text && text !== "{}" ? clean(text, 600) : "The answer is empty.");
  const picture = pictureOf(answer);
  const tables = tablesOf(answer);
  Object.assign(state, { answer, picture, tables });
  const said = [answer.result, answer.status].find(isText);
  part("result").textContent = clean(said, 600);
  part("result").hidden = !said;
  for (const table of tables) drawTable(part("scroll"), table);
  part("data").hidden = tables.length === 0;
  part("data").open = picture === null && tables.length > 0;
  showAll();
};

const showAll = () => {
  const { answer, picture, tables } = state;
  if (!answer) return;
  const [{ title }, named] = [object(answer.chart), picture?.named ?? tables[0]?.name];
  part("title").textContent = isText(title) ? clean(title, 120) : named ? titles[named] ?? sentence(words(named)) : "Nothing to draw";
  part("facts").textContent = factsOf(answer, picture);
  part("notes").replaceChildren();
  for (const note of notesOf(answer, picture)) element(part("notes"), "li", note);
  part("notes").hidden = part("notes").children.length === 0;
  draw();
};

// MARK: The picture

// How high the view may get: not more than a host gives, and inline never more than 400.
const limit = () => {
  const box = object(host.context.containerDimensions);
  const given = number(box.height) ?? number(box.maxHeight);
  return isFull() ? Math.max(window.innerHeight, 300) : Math.max(220, Math.min(400, given ?? 400));
};

const draw = () => {
  const modes = isList(host.context.availableDisplayModes) ? host.context.availableDisplayModes : [];
  part("larger").hidden = !modes.includes(isFull() ? "inline" : "fullscreen") || (!state.picture && part("data").hidden);
  part("larger").textContent = isFull() ? "Smaller" : "Larger";
  part("link").hidden = linkOf() === null;
  const isTable = part("data").open;
  // Inline there is room for the picture or for the table.
  plot.hidden = state.picture === null || (isTable && !isFull());
  part("below").hidden = plot.hidden && part("larger").hidden && part("link").hidden;
  part("readout").hidden = plot.hidden;
  part("ask").hidden = !host.can.message || plot.hidden;
  plot.querySelector("svg")?.remove();
  const scroll = part("scroll");
  scroll.style.maxHeight = "";
  const rest = () => limit() - part("view").getBoundingClientRect().height;
  if (isTable) {
    scroll.style.maxHeight = "0";
    scroll.style.maxHeight = `${Math.round(isFull() && !plot.hidden ? limit() * 0.4 : Math.max(120, rest()))}px`;
  }
  if (plot.hidden) return report();
  const room = plot.clientWidth;
  family = getComputedStyle(document.body).fontFamily;
  state.drawnWidth = room;
  const first = rest() - 4;
  paint(room, first);
  // Words below the picture may have got longer.
  if (rest() < 0) paint(room, first + rest());
  report();
};

const paint = (room, rest) => {
  plot.querySelector("svg")?.remove();
  const svg = shape(plot, "svg", { role: "img", "aria-labelledby": "name words" });
  shape(svg, "title", { id: "name" }, part("title").textContent);
  const about = shape(svg, "desc", { id: "words" });
  plot.prepend(svg);
  const made = state.picture.draw(state.picture, svg, room, Math.max(isFull() ? rest : Math.min(rest, 300), 60));
  svg.setAttribute("viewBox", `0 0 ${room} ${round(made.height)}`);
  svg.setAttribute("height", String(round(made.height)));
  about.textContent = `${made.points.length} values. The table below has all of them.`;
  state.points = made.points;
  part("fold").textContent = made.drawn < made.all ? `Table (the picture has the first ${made.drawn} of ${showNumber(made.all)})` : "Table";
  probe.setAttribute("aria-valuemax", String(Math.max(made.points.length - 1, 0)));
  probe.hidden = made.points.length === 0;
  state.at = Math.min(state.at, made.points.length - 1);
  select(state.at);
};

const select = (index) => {
  state.at = index;
  const point = state.points[index];
  const svg = plot.querySelector("svg");
  svg?.querySelector(".hot")?.remove();
  const text = point ? point.text() : "";
  part("readout").textContent = text || "Point or use the arrow keys to read values.";
  part("readout").classList.toggle("set", Boolean(point));
  probe.setAttribute("aria-valuenow", String(Math.max(index, 0)));
  probe.setAttribute("aria-valuetext", text || "No value is selected");
  part("ask").disabled = !point?.ask();
  const { x, y, width, height } = object(point);
  if (point && svg) shape(svg, "rect", { class: "hot", x, y, width, height, rx: 3 });
};

const nearest = (event) => {
  const box = probe.getBoundingClientRect();
  const [x, y] = [event.clientX - box.left, event.clientY - box.top];
  const away = (low, size, place) => Math.max(low - place, 0, place - low - size);
  let [best, least] = [-1, Infinity];
  state.points.forEach((point, index) => {
    // What is inside of a box wins by its centre, so that every one of two that overlap can be reached.
    const inside = Math.hypot(point.x + point.width / 2 - x, point.y + point.height / 2 - y) / 1000;
    const distance = away(point.x, point.width, x) + 2 * away(point.y, point.height, y) + inside;
    if (distance < least) [best, least] = [index, distance];
  });
  return best;
};

// Left and right go from value to value, up and down to the line above or below.
const step = (key) => {
  const [count, at] = [state.points.length, state.at];
  if (count === 0) return null;
  if (key === "Escape") return -1;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if (key === "ArrowRight") return Math.min(at + 1, count - 1);
  if (key === "ArrowLeft") return Math.max(at - 1, 0);
  if (key !== "ArrowDown" && key !== "ArrowUp") return null;
  const isDown = key === "ArrowDown";
  const point = state.points[at];
  if (!point) return 0;
  const others = state.points.map((other, index) => ({ ...other, index })).filter(({ line }) => (isDown ? line > point.line : line < point.line));
  if (others.length === 0) return at;
  const lines = others.map(({ line }) => line);
  const line = isDown ? Math.min(...lines) : Math.max(...lines);
  const row = others.filter((other) => other.line === line);
  return row.reduce((one, two) => (Math.abs(two.x - point.x) < Math.abs(one.x - point.x) ? two : one)).index;
};

const refused = () => say("The client refused.");
// Some hosts report a refusal as a status instead of an error.
const answered = (result) => (result.isError === true || result.status === "error" ? refused() : say(""));
const on = (id, event, action) => part(id).addEventListener(event, action);
on("probe", "keydown", (event) => {
  const next = event.altKey || event.ctrlKey || event.metaKey ? null : step(event.key);
  if (next === null) return;
  event.preventDefault();
  select(next);
});
on("probe", "pointermove", (event) => select(nearest(event)));
on("probe", "pointerdown", (event) => select(nearest(event)));
on("data", "toggle", draw);
on("ask", "click", () => {
  const text = state.points[state.at]?.ask();
  if (!text) return;
  request("ui/message", { role: "user", content: [{ type: "text", text }] }).then(answered, refused);
});
// The page of the one alert that is selected, or that of all. The server gives the address, which ends with `<id>`.
const linkOf = () => {
  const given = state.answer?.url;
  if (!host.can.openLinks || !isText(given) || !/^https:\/\/[\w.:-]+\/[\w/-]*\/<id>$/.test(given)) return null;
  const alerts = state.points[state.at]?.alerts ?? [];
  return given.replace("/<id>", alerts.length === 1 && /^[0-9a-f]{32}$/.test(alerts[0]) ? `/${alerts[0]}` : "");
};
on("link", "click", () => request("ui/open-link", { url: linkOf() }).then(answered, refused));
on("larger", "click", () => {
  request("ui/request-display-mode", { mode: isFull() ? "inline" : "fullscreen" }).then(
    (result) => changeContext({ displayMode: result.mode }),
    () => {},
  );
});

// MARK: The host

const report = () => {
  // A host may forget the height while the view has the whole window, so it is told again afterwards.
  const height = isFull() ? 0 : Math.ceil(part("view").getBoundingClientRect().height);
  if (height === state.height || !state.isConnected) return;
  state.height = height;
  if (height > 0) notify("ui/notifications/size-changed", { height });
};

const changeContext = (change) => {
  Object.assign(host.context, change);
  const { theme } = host.context;
  const isGiven = /^(light|dark)$/.test(theme);
  root.dataset.theme = isGiven ? theme : prefersDark.matches ? "dark" : "light";
  // A scheme other than the host's own would make the frame opaque.
  if (isGiven) root.style.colorScheme = theme;
  // What lies over the edges, as the bars of a phone do, hides nothing.
  const insets = object(host.context.safeAreaInsets);
  const sides = { top: 12, right: 14, bottom: 12, left: 14 };
  part("view").style.padding = Object.keys(sides).map((side) => `${sides[side] + (number(insets[side]) ?? 0)}px`).join(" ");
  for (const [name, value] of Object.entries(object(object(host.context.styles).variables))) {
    if (/^--[a-z0-9-]{1,60}$/.test(name) && isText(value)) root.style.setProperty(name, value);
  }
  if (state.answer) {
    state.picture = pictureOf(state.answer);
    showAll();
  } else report();
};

const prefersDark = matchMedia("(prefers-color-scheme: dark)");
prefersDark.addEventListener("change", () => changeContext({}));
// The browser reports an error when sizes change while it reports them, so drawing waits for the next frame.
const sizes = new ResizeObserver(() => {
  if (plot.hidden || plot.clientWidth === state.drawnWidth) report();
  else requestAnimationFrame(draw);
});

Object.assign(handlers, {
  connected(context) {
    state.isConnected = true;
    changeContext(context);
    report();
    state.wait = setTimeout(() => say("No answer has come."), 8000);
  },
  refused,
  "ui/notifications/host-context-changed": changeContext,
  "ui/notifications/tool-input"(params) {
    // Some hosts say the same once more without its answer, when they draw themselves anew.
    const input = JSON.stringify(params);
    if (input !== state.input) clear("Waiting for the answer.");
    state.input = input;
  },
  "ui/notifications/tool-result": showAnswer,
  "ui/notifications/tool-cancelled": ({ reason }) => clear(`The call was cancelled. ${clean(reason)}`.trim()),
  "ui/resource-teardown"() {
    sizes.disconnect();
    clearTimeout(state.wait);
  },
});
changeContext({});
sizes.observe(part("view"));
sizes.observe(plot);
window.addEventListener("resize", () => isFull() && draw());
