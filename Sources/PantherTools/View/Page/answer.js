// The answer of a tool. All texts in it may come from attackers: they become text nodes and nothing else.
const most = { rows: 5000, columns: 60, tableRows: 200, tableColumns: 30, text: 300 };

// Numbers with more digits than a double holds stay texts, so that they are shown as they are.
const parseExactly = (text) =>
  JSON.parse(
    text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (part) =>
      part[0] === '"' || part.replace(/[eE].*|\D/g, "").length < 16 ? part : `"${part}"`,
    ),
  );

const readAnswer = (result) => {
  const blocks = isList(result.content) ? result.content : [];
  const text = blocks.map((block) => object(block).text).find(isText) ?? "";
  let answer;
  try {
    answer = parseExactly(text);
  } catch {
    answer = result.structuredContent;
  }
  return { text, answer: isObject(answer) ? answer : object(result.structuredContent) };
};

// What could reorder or hide other text is shown as a sign of its own.
const clean = (value, length = most.text) => {
  const text = value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
  const short = text.length > length ? `${text.slice(0, length)}…` : text;
  return short.toWellFormed().replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) =>
    sign === "\n" || sign === "\t" ? " " : "\ufffd",
  );
};

// A list, such as the addresses of an event, as its values.
const listed = (value) => (isList(value) ? value.slice(0, 50).map((item) => clean(item, 60)).join(", ") : value);

const isDigits = (value) => isText(value) && /^-?\d{1,400}$/.test(value);

// A number to draw; null for what is none.
const number = (value) => {
  if (typeof value !== "number" && !(isText(value) && /^-?\d{1,400}(\.\d{1,400})?([eE][+-]?\d{1,3})?$/.test(value))) return null;
  const read = Number(value);
  return Number.isFinite(read) ? read : null;
};

const time = (value) => {
  if (!isText(value)) return null;
  const parts = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:\d\d)?)?$/.exec(value);
  if (!parts) return null;
  const read = Date.parse(`${parts[1]}T${(parts[2] ?? "00:00").slice(0, 12)}${parts[3] ?? "Z"}`);
  return Number.isFinite(read) ? read : null;
};

// A table of the answer: columns and rows, with what is the same in all rows; null for anything else.
const table = (answer, name) => {
  const found = isText(name) && Object.hasOwn(answer, name) ? object(answer[name]) : {};
  if (!isList(found.columns) || !isList(found.rows)) return null;
  const columns = found.columns.slice(0, most.columns).map(String);
  const same = Object.entries(object(found.same_in_all_rows)).filter(([key]) => !columns.includes(key));
  const rows = found.rows.slice(0, most.rows).filter(isList);
  const kept = rows.map((row) => [...columns.map((_, index) => row[index] ?? null), ...same.map((member) => member[1])]);
  return { name, columns: [...columns, ...same.map((member) => member[0])], rows: kept, all: found.rows.length, isOfLogs: name === "result" };
};

const column = (from, name) => {
  const index = isText(name) ? from.columns.indexOf(name) : -1;
  return index < 0 ? null : from.rows.map((row) => row[index]);
};

// Words for names such as `alert_numbers`.
const words = (name) => clean(name, 60).replaceAll("_", " ");
const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

// Numbers and times as the host's language writes them. Making a format is slow, so each is kept.
const formats = new Map();
const format = (Format, options) => {
  const key = JSON.stringify([Format.name, host.context.locale, options]);
  if (!formats.has(key)) {
    let made;
    try {
      made = new Format(host.context.locale ?? "en-GB", options);
    } catch {
      // A host may name a language that this browser does not know.
      made = new Format("en-GB", options);
    }
    formats.set(key, made);
  }
  return formats.get(key);
};
const zone = () => {
  const name = host.context.timeZone;
  try {
    return isText(name) && format(Intl.DateTimeFormat, { timeZone: name }) ? name : "UTC";
  } catch {
    return "UTC";
  }
};
const showNumber = (value) => {
  const plain = isDigits(value) ? BigInt(value) : typeof value === "number" ? value : null;
  return plain === null ? clean(value, 60) : format(Intl.NumberFormat, { maximumFractionDigits: 20 }).format(plain);
};
const showBytes = (value) => {
  const units = ["bytes", "kB", "MB", "GB", "TB", "PB", "EB"];
  let [left, unit] = [number(value) ?? 0, 0];
  while (left >= 999.5 && unit < units.length - 1) [left, unit] = [left / 1000, unit + 1];
  const digits = unit === 0 || left >= 99.5 ? 0 : 1;
  return `${format(Intl.NumberFormat, { maximumFractionDigits: digits }).format(left)} ${units[unit]}`;
};
const counted = (value, unit) => {
  const text = show(value, unit);
  return value === null || unit === "bytes" ? text : `${text} ${clean(unit, 60).replace(/(?<![su])s$/, text === "1" ? "" : "s")}`;
};
// In a picture, what has a fraction has eight digits. The table has it as it is.
const show = (value, unit) =>
  value === null ? "no value" : unit === "bytes" ? showBytes(value) : showNumber(number(value) % 1 ? Number(number(value).toPrecision(8)) : value);

const day = { day: "numeric", month: "short" };
const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const inZone = (options) => format(Intl.DateTimeFormat, { timeZone: zone(), ...options });
const showTime = (moment, options) => inZone(options).format(moment);
const dayAndMinute = (moment) => showTime(moment, { ...day, ...clock });
const zoneName = (moment) => inZone({ timeZoneName: "short" }).formatToParts(moment).find((part) => part.type === "timeZoneName")?.value ?? zone();
const span = (from, to) => {
  if (to === null || to === from) return dayAndMinute(from);
  const isOneDay = showTime(from, { ...day, year: "numeric" }) === showTime(to, { ...day, year: "numeric" });
  return `${dayAndMinute(from)} to ${isOneDay ? showTime(to, clock) : dayAndMinute(to)}`;
};
const iso = (moment) => new Date(moment).toISOString().replace(".000Z", "Z");
