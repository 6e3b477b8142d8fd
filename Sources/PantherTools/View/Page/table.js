// The table below the picture: all that the picture shows, and more.
const element = (parent, name, text, attributes = {}) => {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  parent.append(made);
  return made;
};

// A list of numbers over time becomes a column of its own.
const turned = (answer, from, chart) => {
  const [labels, lists] = [column(from, chart.label), column(from, chart.y)];
  const places = isList(answer[chart.x]) ? answer[chart.x] : [];
  if (!labels || !lists || places.length === 0 || !lists.every((list) => isList(list) && list.length >= places.length)) return null;
  const isTime = places.every((place) => time(place) !== null);
  return {
    name: from.name, columns: [isTime ? "time" : "name", ...labels.map((label) => clean(label, 60))], isOfLogs: true,
    rows: places.slice(0, most.rows).map((place, index) => [place, ...lists.map((list) => list[index])]), all: places.length,
  };
};

const tablesOf = (answer) => {
  const chart = object(answer.chart);
  const first = table(answer, chart.table);
  const names = [...(chart.lanes ? [chart.lanes, "alerts"] : []), ...(first ? [] : Object.keys(answer))];
  const others = [...new Set(names)].filter((name) => name !== chart.table).map((name) => table(answer, name));
  const main = first && chart.x ? [turned(answer, first, chart) ?? first] : [first];
  return [...main, ...others].filter((found) => found && found.columns.length > 0).slice(0, 5);
};

const drawTable = (parent, from) => {
  const columns = from.columns.slice(0, most.tableColumns);
  const rows = from.rows.slice(0, most.tableRows);
  const made = element(parent, "table");
  const cuts = [
    rows.length < from.all ? `the first ${showNumber(rows.length)} of ${showNumber(from.all)} rows` : `${showNumber(from.all)} row${from.all === 1 ? "" : "s"}`,
    ...(columns.length < from.columns.length ? [`the first ${columns.length} of ${from.columns.length} columns`] : []),
  ];
  element(made, "caption", `${sentence(words(from.name))}: ${cuts.join(", ")}. Times are in UTC.`);
  const isNumber = columns.map((_, index) => rows.every((row) => row[index] === null || number(row[index]) !== null));
  const head = element(element(made, "thead"), "tr");
  columns.forEach((name, index) => element(head, "th", from.isOfLogs ? clean(name, 80) : words(name), { scope: "col", ...(isNumber[index] ? { class: "number" } : {}) }));
  const body = element(made, "tbody");
  // The first column that names the row.
  const naming = Math.max(0, isNumber.indexOf(false));
  for (const row of rows) {
    const line = element(body, "tr");
    columns.forEach((_, index) => {
      const value = row[index] ?? null;
      const text = isNumber[index] && value !== null ? showNumber(value) : clean(listed(value));
      const isHead = index === naming && text;
      const attributes = { ...(isHead ? { scope: "row" } : {}), ...(isNumber[index] ? { class: "number" } : {}) };
      element(line, isHead ? "th" : "td", text, attributes);
    });
  }
};
