// What is drawn, from the answer's member `chart`; null where that is not understood, so that a table is shown.
const titles = {
  "rules alerts": "Alerts per detection", "series alerts": "Alerts per severity", "series bytes": "Bytes per log type",
  "time_line events": "Events over time", "would_alert events": "Events that fire, per alert title", records: "What fires, over time",
};
const windowOf = (answer) => {
  const [bounds, events] = [object(answer.window), object(answer.event_times)];
  const [from, to] = [time(bounds.from ?? events.first), time(bounds.to ?? events.last)];
  return from !== null && to !== null && from < to ? { from, to } : null;
};

const subjectOf = (from, row) => {
  const cell = (name) => (from.columns.includes(name) ? row[from.columns.indexOf(name)] : undefined);
  if (isID(cell("rule_id"))) return `the alerts of detection ${cell("rule_id")}`;
  const label = cell("label");
  if (isText(label) && severe.test(label)) return `the ${severe.exec(label)[1]} alerts`;
  if (from.columns.includes("bytes") && isID(label)) return `the volume of log type ${label}`;
  return null;
};

const nameOf = (value) => clean(listed(value), 120) || "(no name)";
const barsOf = (answer, chart, from) => {
  const [labels, values] = [column(from, chart.label), column(from, chart.y)];
  if (!labels || !values || values.some((value) => number(value) < 0)) return null;
  const bounds = windowOf(answer);
  const severities = column(from, "severity");
  const series = column(from, chart.series);
  const rows = from.rows.map((row, index) => {
    const subject = subjectOf(from, row);
    return {
      label: nameOf(labels[index]) + (series ? `, ${nameOf(series[index])}` : ""), raw: values[index], value: number(values[index]),
      colour: colour(labels[index], series?.[index], severities?.[index]),
      ask: () => subject && askAbout(subject, bounds?.from, bounds?.to),
    };
  });
  return { draw: drawBars, rows, unit: chart.y, named: `${from.name} ${chart.y}` };
};

// The shortest time between two times in their order.
const gapOf = (times, most) => {
  let least = Infinity;
  times.forEach((moment, index) => { if (moment > times[index - 1]) least = Math.min(least, moment - times[index - 1]); });
  return least === Infinity ? most : least;
};

const linesOf = (answer, chart, from) => {
  const [labels, lists] = [column(from, chart.label), column(from, chart.y)];
  const places = isText(chart.x) && isList(answer[chart.x]) ? answer[chart.x].slice(0, most.rows) : null;
  if (!labels || !lists || !places || places.length === 0) return null;
  if (!lists.every((list) => isList(list) && list.length >= places.length && list.every((value) => !(number(value) < 0)))) return null;
  const unit = from.columns.find((name) => name !== chart.label && name !== chart.y && column(from, name).every((value) => number(value) !== null));
  const [totals, bounds] = [column(from, unit), windowOf(answer)];
  const read = places.map(time);
  const isTimes = read.every((moment, index) => moment !== null && (index === 0 || moment > read[index - 1]));
  const step = number(answer.interval_in_minutes) * minute || gapOf(read, minute);
  const until = (index) => Math.max(read[index] + 1, Math.min(read[index + 1] ?? bounds?.to ?? Infinity, read[index] + step));
  const end = isTimes ? until(read.length - 1) : null;
  // Months have no common length, and readings have no common step: between these nothing is known to be missing.
  const isRegular = step >= minute && read.every((moment) => (moment - read[0]) % step === 0);
  const numbers = places.map(number);
  const width = numbers.at(-1) - numbers[0];
  const isScale = Number.isFinite(width) && numbers.every((value, index) => value !== null && !(value <= numbers[index - 1]));
  const rows = lists.map((list, index) => {
    const raw = list.slice(0, places.length);
    const values = raw.map(number);
    return {
      label: nameOf(labels[index]), raw, values, highest: values.reduce((one, other) => Math.max(one, other ?? 0), 0),
      total: totals ? show(totals[index], unit) : "", colour: colour(labels[index]), subject: subjectOf(from, from.rows[index]),
    };
  });
  return {
    draw: drawLines, rows, places, times: isTimes ? read : null, until, end,
    isHole: (one, two) => isRegular && read[two] - read[one] > (two - one) * step,
    share: (index) => (isScale ? (numbers[index] - numbers[0]) / (width || 1) : index / Math.max(places.length - 1, 1)),
    unit: unit ?? chart.y, isColumns: chart.kind === "bar",
    bounds: isTimes && !bounds ? { from: read[0], to: end } : null,
    named: `${from.name} ${unit ?? chart.y}`, highest: Math.max(...rows.map((row) => row.highest)),
    place: (index) => (isTimes ? span(read[index], until(index)) : clean(places[index], 60)),
    ask: (item, index) => (isTimes ? askAbout(item.subject ?? "what happened", read[index], until(index)) : item.subject && askAbout(item.subject)),
  };
};

const alertsNamed = (names) => `alert${names.length > 1 ? "s" : ""} ${names.join(", ")}`;
const bare = (name) => name.replace(/^.*: /, "").replaceAll(" ", "_");
const actors = ["user", "email", "ip"];
const lanesOf = (answer, chart, numbers) => {
  const from = table(answer, chart.table);
  const [labels, starts] = from ? [column(from, chart.label), column(from, chart.from)] : [];
  if (!labels || !(starts || numbers.size)) return null;
  const [ends, kinds, befores, events] = [chart.to, "kind", chart.before, "events"].map((name) => column(from, name));
  const [ids, numbered] = ["row_id", "alert_numbers"].map((name) => column(from, name));
  const lanes = new Map();
  const add = (name, index, kind) => {
    const marks = numbered?.[index];
    const own = isList(marks) ? marks.slice(0, 100).map((mark) => numbers.get(String(mark))).filter(Boolean) : [];
    // A value without times has those of its alerts.
    const start = time(starts?.[index]) ?? Math.min(...own.map((alert) => alert.from));
    const end = chart.to ? (time(ends?.[index]) ?? Math.max(...own.map((alert) => alert.to))) : null;
    if (!Number.isFinite(start + end)) return;
    const key = `${kind ?? ""} ${name}`;
    if (!lanes.has(key)) lanes.set(key, { label: name, kind, items: [], total: "", colour: colour(bare(name)), count: 0 });
    const lane = lanes.get(key);
    lane.count += events ? (number(events[index]) ?? 0) : 1;
    const inAlerts = own.length > 0 ? `, in ${alertsNamed(own.slice(0, 20).map((alert) => alert.mark))}` : "";
    const alerts = own.map((alert) => alert.id);
    const subject = ids && isID(ids[index]) ? `event ${ids[index]}` : alerts.length > 0 ? eventsOf(alerts) : "what happened";
    lane.items.push({
      from: start, to: end, alerts, text: () => `${name}${events ? `: ${counted(events[index], "events")}` : ""}, ${span(start, end)}${inAlerts}`,
      ask: () => askAbout(subject, start, Math.max(end ?? start, start) + minute),
    });
  };
  from.rows.forEach((row, index) => {
    const name = nameOf(labels[index]);
    if (befores) add(`before: ${words(befores[index])}`, index);
    const kind = kinds ? String(kinds[index]) : undefined;
    // An address or an e-mail needs no word for what it is.
    add(befores ? `now: ${words(name)}` : kinds ? (kind === "ip" || kind === "email" ? name : `${words(kind)} ${name}`) : words(name), index, kind);
  });
  // What fires first, before a change and after it; people and addresses before what saw them.
  const rank = (lane) =>
    (actors.includes(lane.kind) ? 0 : 50) + (lane.label.startsWith("now: ") ? 0.5 : 0)
    + Math.max(Object.keys(colours).indexOf(bare(lane.label)), 0);
  const sorted = [...lanes.values()].sort((one, other) => rank(one) - rank(other));
  for (const lane of sorted) lane.total = show(lane.count, "events");
  return sorted;
};
const eventsOf = (ids) => {
  const known = ids.filter(isID).slice(0, 10);
  return known.length > 0 ? `the events of ${alertsNamed(known)}` : "the events of these alerts";
};

// The alerts that are marked in all lanes, by their numbers. Those that begin together have one mark.
const marksOf = (answer) => {
  const from = table(answer, "alerts");
  const [starts, ends, names, ids] = ["first", "last", "number", "id"].map((name) => from && column(from, name));
  const [numbers, groups] = [new Map(), new Map()];
  (starts && names ? names : []).forEach((name, index) => {
    const start = time(starts[index]);
    if (start === null) return;
    const alert = { mark: clean(name, 10), id: ids?.[index], from: start, to: time(ends?.[index]) ?? start };
    numbers.set(String(name), alert);
    if (groups.has(start)) groups.get(start).push(alert);
    else groups.set(start, [alert]);
  });
  const sorted = [...groups.values()].sort((one, other) => one[0].from - other[0].from);
  const alerts = sorted.map((group) => {
    const all = (name) => group.map((alert) => alert[name]);
    const [marks, ids, start, end] = [all("mark"), all("id"), group[0].from, Math.max(...all("to"))];
    return {
      from: start, to: end, alerts: ids, label: marks.length > 3 ? `${marks.slice(0, 2).join(", ")} …` : marks.join(", "),
      text: () => `${sentence(alertsNamed(marks))}: ${span(start, end)}. ${ids.filter(isID).slice(0, 3).join(", ")}`,
      ask: () => askAbout(eventsOf(ids), start, end + minute),
    };
  });
  return { alerts, numbers };
};

const timeLineOf = (answer, chart, from) => {
  const isBars = chart.kind === "bar";
  const [labels, values] = isBars ? [column(from, chart.label), column(from, chart.y)] : [];
  const starts = labels?.map(time);
  if (isBars && (!values || starts.length === 0 || starts.includes(null) || values.some((value) => number(value) < 0))) return null;
  const below = isBars ? { table: chart.lanes, label: "value", from: "first", to: "last" } : chart;
  const { alerts, numbers } = marksOf(below.to ? answer : {});
  const found = lanesOf(answer, below, numbers);
  if (!isBars && !found) return null;
  const lanes = found ?? [];
  const step = number(answer.time_window) * minute || gapOf(starts ?? [], 60 * minute);
  const columns = (starts ?? []).map((start, index) => ({
    from: start, raw: values[index], value: number(values[index]),
    text: () => `${span(start, start + step)}: ${counted(values[index], chart.y)}`,
    ask: () => askAbout(eventsOf([...numbers.values()].map((alert) => alert.id)), start, start + step),
  }));
  const moments = [
    ...columns.flatMap((item) => [item.from, item.from + step]), ...alerts.flatMap((item) => [item.from, item.to]),
    ...lanes.flatMap((lane) => lane.items.flatMap((item) => [item.from, item.to ?? item.from])),
  ];
  if (moments.length === 0) return null;
  let [first, last] = [Infinity, -Infinity];
  for (const moment of moments) [first, last] = [Math.min(first, moment), Math.max(last, moment)];
  const bounds = { from: first, to: last };
  if (!isBars) [first, last] = [first - (last - first) * 0.02, last + (last - first) * 0.02];
  return {
    draw: drawTimeLine, columns, lanes, alerts, from: first, to: last, step, unit: isBars && chart.y,
    columnsName: isBars ? words(chart.y) : "", named: isBars ? `${from.name} ${chart.y}` : from.name, bounds,
  };
};

const pictureOf = (answer) => {
  const chart = object(answer.chart);
  const from = table(answer, chart.table);
  if (!from || from.rows.length === 0) return null;
  return (
    chart.kind === "line" || (chart.kind === "bar" && chart.x) ? linesOf(answer, chart, from)
    : chart.kind === "bar" ? timeLineOf(answer, chart, from) ?? barsOf(answer, chart, from)
    : chart.kind === "lanes" ? timeLineOf(answer, chart, from)
    : null
  );
};
