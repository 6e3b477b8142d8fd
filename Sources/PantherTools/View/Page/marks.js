// Pieces of pictures: shapes, texts that fit, scales and time axes.
const space = "http://www.w3.org/2000/svg";

const round = (value) => Math.round(value * 10) / 10;
const shape = (parent, name, attributes, text) => {
  const element = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, typeof value === "number" ? String(round(value)) : value);
  }
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
};

const write = (parent, x, y, text, anchor = "start", kind = "") => shape(parent, "text", { class: kind, x, y, "text-anchor": anchor }, text);
const rule = (parent, path, kind = "grid") => shape(parent, "path", { class: kind, d: path.map((place) => (typeof place === "number" ? round(place) : place)).join(" ") });

const pen = document.createElement("canvas").getContext("2d");
let family = "sans-serif";
const width = (text, size = 12) => {
  if (!pen) return text.length * size * 0.6;
  pen.font = `${size}px ${family}`;
  return pen.measureText(text).width;
};
// The beginning of a text that has room.
const fitted = (text, room, size = 12) => {
  if (width(text, size) <= room) return text;
  const letters = [...text];
  let [low, high] = [0, letters.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (width(`${letters.slice(0, middle).join("")}…`, size) <= room) low = middle;
    else high = middle - 1;
  }
  return low > 0 ? `${letters.slice(0, low).join("")}…` : "";
};

// The colour of what is called like a severity or a result of a test; each name stands beside its colour.
const colours = {
  critical: "critical", high: "high", medium: "medium", low: "low", info: "info",
  newly_silent: "critical", newly_firing: "high", fires: "mark", raises: "medium", silent: "info", not_tested: "info",
};
const colour = (...names) => {
  for (const name of names) {
    const words = isText(name) && name.length < 60 ? name.toLowerCase().split(" ") : [];
    const found = words.find((word) => Object.hasOwn(colours, word));
    if (found) return colours[found];
  }
  return "mark";
};

const minute = 60_000;
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 5760, 10080, 20160, 43200, 129600, 525600].map((count) => count * minute);
// The time by which a zone is ahead of UTC.
const ahead = (moment) => {
  const options = { calendar: "gregory", numberingSystem: "latn", year: "numeric", month: "numeric", day: "numeric", ...clock };
  const parts = Object.fromEntries(inZone(options).formatToParts(moment).map((part) => [part.type, Number(part.value)]));
  return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute) - Math.floor(moment / minute) * minute;
};

// A scale of time from left to right, and its axis below the picture.
const timeScale = (from, to, left, right, least) => {
  const length = Math.max(to - from, minute);
  return { from, to: from + length, left, right, least: Math.min(least, 1440 * minute), x: (moment) => left + ((moment - from) / length) * (right - left) };
};
const axisStep = ({ from, to, left, right, least }) => {
  const room = right - left;
  return steps.find((step) => step >= least && ((to - from) / step) * 64 <= room) ?? steps.at(-1) * Math.ceil(((to - from) / steps.at(-1)) * 64 / Math.max(room, 64));
};
// Hours have their day below them.
const axisHeight = (scale) => (axisStep(scale) < 1440 * minute ? 32 : 19);
const drawTimeAxis = (svg, scale, top, bottom) => {
  const step = axisStep(scale);
  const shift = ahead(scale.from);
  rule(svg, ["M", scale.left, bottom, "H", scale.right]);
  let [dayBefore, end] = ["", -Infinity];
  for (let moment = Math.ceil((scale.from + shift) / step) * step - shift; moment <= scale.to; moment += step) {
    const x = scale.x(moment);
    rule(svg, ["M", x, top, "V", bottom + 4]);
    const today = showTime(moment, day);
    const label = step < 1440 * minute ? showTime(moment, clock) : today;
    const half = width(label, 11) / 2;
    if (x - half < end + 6 || x + half > scale.right + 40) continue;
    const anchor = x + half > scale.right + 12 ? "end" : "middle";
    write(svg, anchor === "end" ? scale.right + 12 : x, bottom + 15, label, anchor, "dim");
    if (step < 1440 * minute && today !== dayBefore) write(svg, x, bottom + 28, today, anchor, "dim");
    [dayBefore, end] = [today, x + half];
  }
};

// At most so many values, the highest of each part, so that no peak is lost.
const thinned = (values, count) => {
  const size = Math.ceil(values.length / count);
  if (size <= 1) return values.map((value, index) => ({ value, index }));
  const parts = [];
  for (let start = 0; start < values.length; start += size) {
    let best = { value: null, index: start };
    for (let index = start; index < Math.min(start + size, values.length); index += 1) {
      if (values[index] !== null && (best.value === null || values[index] > best.value)) best = { value: values[index], index };
    }
    parts.push(best);
  }
  return parts;
};
