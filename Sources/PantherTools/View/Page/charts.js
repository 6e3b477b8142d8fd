// The pictures. Each draws into an SVG of a width and at most a height, and returns
// {height, points, drawn, all}: `points` are what a person can look at, each with a box, a text and a question.
const severe = /^(?:[A-Z][A-Za-z]{1,20} )?(CRITICAL|HIGH|MEDIUM|LOW|INFO)$/;
const isID = (value) => isText(value) && /^[\w.:-]{1,80}$/.test(value);

// What a person can ask on about. It has times, ids and words from lists here, and no text from logs.
const askAbout = (subject, from, to) => `Tell me more about ${subject}${Number.isFinite(from) && Number.isFinite(to) ? ` between ${iso(from)} and ${iso(to)}` : ""}.`;

// Bars from left to right, one below the other.
const drawBars = (picture, svg, room, height) => {
  const row = isFull() ? Math.min(Math.max(height / picture.rows.length, 22), 32) : 22;
  const count = Math.min(picture.rows.length, Math.max(1, Math.floor(height / row + 0.01)));
  const rows = picture.rows.slice(0, count);
  const labels = Math.min(room * 0.42, Math.max(...rows.map((row) => width(row.label))) + 2);
  const values = Math.max(...rows.map((row) => width(show(row.raw, picture.unit)))) + 8;
  const highest = Math.max(...picture.rows.map((row) => row.value ?? 0)) || 1;
  const [left, right] = [labels + 10, Math.max(room - values, labels + 20)];
  const points = rows.map((item, index) => {
    const top = index * row;
    const value = show(item.raw, picture.unit);
    const length = item.value > 0 ? Math.max(2, (item.value / highest) * (right - left)) : 0;
    write(svg, labels, top + 15, fitted(item.label, labels), "end");
    shape(svg, "rect", { class: item.colour, x: left, y: top + 4, width: length, height: 14, rx: 2 });
    write(svg, left + length + 6, top + 15, value);
    return { x: 0, y: top, width: room, height: row, line: index, text: () => `${item.label}: ${counted(item.raw, picture.unit)}`, ask: item.ask };
  });
  return { height: count * row, points, drawn: count, all: picture.rows.length };
};

// Lines over time or over names, one below the other with one scale, so that each has its name beside it.
const drawLines = (picture, svg, room, height) => {
  const few = picture.rows.slice(0, 20);
  const highest = Math.max(...picture.rows.map((row) => row.highest)) || 1;
  const labels = Math.min(room * 0.34, Math.max(width(show(highest, picture.unit)), ...few.map((row) => width(row.label))) + 2);
  const totals = Math.max(...few.map((row) => width(row.total))) + 4;
  const [left, right] = [labels + 12, room - totals - 12];
  const scale = picture.times ? timeScale(picture.times[0], picture.end, left, right, picture.end - picture.times.at(-1)) : null;
  const axis = scale ? axisHeight(scale) : 18;
  const count = Math.min(picture.rows.length, Math.max(1, Math.floor((height - axis) / 22)));
  const rows = picture.rows.slice(0, count);
  const band = Math.min(Math.max((height - axis) / count, 22), isFull() ? 160 : count > 2 ? 34 : 110);
  const places = picture.places;
  const step = (right - left) / Math.max(places.length, 1);
  const x = (index) => (scale ? scale.x((picture.times[index] + picture.until(index)) / 2) : left + step / 2 + picture.share(index) * (right - left - step));
  const wide = Math.max(2, scale ? scale.x(picture.until(0)) - left - 2 : step - 2);
  const bottom = count * band;
  if (scale) drawTimeAxis(svg, scale, 0, bottom);
  else drawNames(svg, places, x, bottom, room);
  const points = [];
  rows.forEach((item, index) => {
    const [low, high] = [(index + 1) * band - 3, index * band + 5];
    // A value above zero is always high enough to be seen.
    const y = (value) => low - Math.max((value / highest) * (low - high), value > 0 ? 2 : 0);
    const group = shape(svg, "g", { class: item.colour });
    write(svg, labels, low - 3, fitted(item.label, labels), "end");
    rule(svg, ["M", left, low, "H", right]);
    // With room for it, a line has its highest value at its side; otherwise the words above have it.
    if (band >= 60) {
      rule(svg, ["M", left, high, "H", right]);
      write(svg, left - 4, high + 8, show(highest, picture.unit), "end", "dim");
    }
    const parts = thinned(item.values, Math.max(2, Math.floor((right - left) / (picture.isColumns ? 3 : 1))));
    let [line, area, open] = ["", "", null];
    const close = (last) => {
      if (open !== null) area += `L${round(last)} ${round(low)}L${round(open)} ${round(low)}Z`;
      open = null;
    };
    let [last, before] = [left, 0];
    for (const { value, index } of parts) {
      if (value === null || picture.isHole(before, index)) close(last);
      before = index;
      if (value === null) continue;
      last = x(index);
      const place = `${open === null ? "M" : "L"}${round(last)} ${round(y(value))}`;
      // A line begins with a dash, so that one value alone is seen.
      line += place + (open === null ? "m-2 0h4m-2 0" : "");
      area += place;
      open ??= last;
    }
    close(last);
    if (!picture.isColumns) {
      shape(group, "path", { class: "area", d: area });
      shape(group, "path", { class: "line", d: line });
    }
    for (const part of parts) {
      if (part.value === null) continue;
      if (picture.isColumns) shape(group, "rect", { x: x(part.index) - wide / 2, y: y(part.value), width: wide, height: low - y(part.value) });
      else if (parts.length <= (right - left) / 12 && (part.value > 0 || parts.length < 3)) shape(group, "circle", { cx: x(part.index), cy: y(part.value), r: 2.5 });
      points.push({
        x: x(part.index) - 5, y: y(part.value) - 5, width: 10, height: 10, line: index,
        text: () => `${item.label}, ${picture.place(part.index)}: ${counted(item.raw[part.index], picture.unit)}`,
        ask: () => picture.ask(item, part.index),
      });
    }
    write(svg, room, low - 3, item.total, "end");
  });
  return { height: bottom + axis, points, drawn: count, all: picture.rows.length };
};

const drawNames = (svg, names, x, bottom, room) => {
  let end = -Infinity;
  names.forEach((name, index) => {
    const label = fitted(clean(name, 60), 120, 11);
    const half = width(label, 11) / 2;
    if (x(index) - half < Math.max(end + 6, 0) || x(index) + half > room) return;
    write(svg, x(index), bottom + 13, label, "middle", "dim");
    end = x(index) + half;
  });
};

// Columns over time, the lanes of what happened below them, and lines through all of it where alerts begin.
const drawTimeLine = (picture, svg, room, height) => {
  const { columns, lanes, alerts } = picture;
  const labels = Math.min(room * 0.36, Math.max(40, ...lanes.slice(0, 20).map((lane) => width(lane.label))) + 2);
  const totals = Math.max(24, ...lanes.slice(0, 20).map((lane) => width(lane.total))) + 6;
  const [left, right] = [labels + 12, room - totals - 8];
  const scale = timeScale(picture.from, picture.to, left, right, columns.length > 0 ? picture.step : 0);
  const [axis, flags] = [axisHeight(scale), alerts.length > 0 ? 18 : 0];
  const row = isFull() ? Math.min(Math.max((height * 0.75 - axis) / Math.max(lanes.length, 1), 18), 30) : 18;
  const tall = columns.length > 0 ? (lanes.length > 0 ? Math.min(isFull() ? 160 : 54, Math.max(34, height * 0.22)) : height - axis - flags - 6) : 0;
  const count = lanes.length > 0 ? Math.min(lanes.length, Math.max(1, Math.floor((height - axis - flags - tall - 4) / row))) : 0;
  const shown = lanes.slice(0, count);
  const bottom = flags + tall + count * row + 4;
  drawTimeAxis(svg, scale, flags, bottom);
  const points = [];

  for (const alert of alerts) {
    const x = round(scale.x(alert.from));
    rule(svg, ["M", x, flags - 2, "V", bottom], "alert");
  }
  const base = flags + tall;
  if (columns.length > 0) {
    const highest = Math.max(...columns.map((item) => item.value ?? 0)) || 1;
    const size = Math.max(3, scale.x(picture.from + picture.step) - left - 2);
    write(svg, labels, flags + 12, fitted(picture.columnsName, labels, 11), "end", "dim");
    rule(svg, ["M", left, base, "H", right]);
    for (const item of columns) {
      const tallness = item.value > 0 ? Math.max(2, (item.value / highest) * (tall - 16)) : 0;
      const place = scale.x(item.from) + 1;
      shape(svg, "rect", { class: "mark", x: place, y: base - tallness, width: size, height: tallness });
      if (size >= width(show(item.raw, picture.unit), 11)) {
        write(svg, place + size / 2, base - tallness - 3, show(item.raw, picture.unit), "middle", "dim");
      }
      points.push({ ...item, x: place, y: base - tallness - 2, width: size, height: tallness + 2, line: -1 });
    }
  }
  shown.forEach((lane, index) => {
    const middle = base + 4 + index * row + row / 2;
    write(svg, labels, middle + 4, fitted(lane.label, labels), "end");
    rule(svg, ["M", left, middle, "H", right]);
    const taken = new Set();
    for (const item of lane.items) {
      const [start, end] = [scale.x(item.from), scale.x(item.to ?? item.from)];
      const key = `${Math.round(start)} ${Math.round(end)}`;
      if (taken.has(key)) continue;
      taken.add(key);
      const isSpan = item.to !== null;
      const [x, size] = isSpan ? [start, Math.max(6, end - start)] : [start - 2, 4];
      shape(svg, "rect", { class: lane.colour, x, y: middle - 5, width: size, height: 10, rx: isSpan ? 3 : 1 });
      points.push({ ...item, x: x - 2, y: middle - 7, width: size + 4, height: 14, line: index });
    }
    write(svg, room, middle + 4, lane.total, "end");
  });
  let end = -Infinity;
  for (const alert of alerts) {
    const x = scale.x(alert.from);
    const label = alert.label;
    const size = width(label, 11) + 8;
    const place = Math.min(Math.max(x - size / 2, end + 2, 0), room - size);
    // Where there is no room beside its line, only the line is there.
    const isFlag = place >= end && Math.abs(place + size / 2 - x) < 14;
    if (isFlag) {
      shape(svg, "rect", { class: "flag", x: place, y: 0, width: size, height: 15, rx: 3 });
      write(svg, place + size / 2, 11.5, label, "middle", "flag-text");
      end = place + size;
    }
    points.push({ ...alert, x: isFlag ? place : x - 3, y: 0, width: isFlag ? size : 6, height: 15, line: -2 });
  }
  points.sort((one, other) => one.line - other.line || one.x - other.x);
  return { height: bottom + axis, points, drawn: count, all: lanes.length };
};
