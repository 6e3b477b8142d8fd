// Stands first in the view's page: writes down what goes wrong there, says what it shows, and does what a person does.
(() => {
  const problems = [];
  addEventListener("error", (event) => problems.push(`error: ${event.message}`));
  addEventListener("unhandledrejection", (event) => problems.push(`rejection: ${event.reason}`));
  addEventListener("securitypolicyviolation", (event) => problems.push(`policy: ${event.violatedDirective}`));
  for (const name of ["error", "warn", "log"]) console[name] = (...words) => problems.push(`console: ${words.join(" ")}`);

  const part = (id) => document.getElementById(id);
  const text = (id) => (part(id).hidden ? "" : part(id).textContent);
  const isSeen = (element) => element.checkVisibility();
  const box = (id) => part(id).getBoundingClientRect();
  const commands = {
    size: () => [innerWidth, innerHeight],
    attributes: (selector, name) => [...document.querySelectorAll(selector)].map((element) => element.getAttribute(name)),
    look: () => {
      const picture = document.querySelector("svg");
      return {
        problems, title: text("title"), facts: text("facts"), result: text("result"), status: text("status"),
        isAlarm: part("status").className === "alarm", readout: text("readout"), fold: text("fold"),
        notes: [...document.querySelectorAll("#notes li")].map((note) => note.textContent), isOpen: part("data").open,
        height: Math.ceil(box("view").height), isTooWide: document.documentElement.scrollWidth > innerWidth,
        picture: picture && isSeen(picture) ? {
          role: picture.getAttribute("role"), count: document.querySelectorAll('[role="img"]').length,
          name: picture.getAttribute("aria-labelledby").split(" ").map((id) => part(id).textContent),
          texts: [...picture.querySelectorAll("text")].map((label) => label.textContent), shapes: picture.querySelectorAll("*").length,
          isWithin: [...picture.querySelectorAll("text, rect")].every((shape) => {
            const [inner, outer] = [shape.getBoundingClientRect(), picture.getBoundingClientRect()];
            return inner.left >= outer.left - 1 && inner.right <= outer.right + 14 && inner.bottom <= outer.bottom + 1;
          }),
        } : null,
        value: part("probe").getAttribute("aria-valuetext"), most: Number(part("probe").getAttribute("aria-valuemax")),
        tables: [...document.querySelectorAll("table")].map((table) => ({
          caption: table.querySelector("caption").textContent, head: [...table.querySelectorAll("thead th[scope=col]")].map((cell) => cell.textContent),
          rows: [...table.querySelectorAll("tbody tr")].map((row) => [...row.children].map((cell) => cell.textContent)),
          named: table.querySelectorAll("tbody th[scope=row]").length,
        })),
        foreign: document.querySelectorAll("main img, main a, main script, main iframe, main object, main [onerror], main [onclick], main [style*=url]").length,
        focus: [...document.querySelectorAll("[tabindex], button, summary")].filter((element) => isSeen(element) && !element.disabled).map((element) => element.id),
        emptyHeadings: [...document.querySelectorAll("th, h1")].filter((cell) => cell.textContent === "").length,
        edges: [box("title").top, innerWidth - box("plot").right, box("view").bottom - box("data").bottom, box("title").left],
        theme: document.documentElement.dataset.theme,
      };
    },
    key: (key) => part("probe").dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })),
    click: (id) => part(id).click(),
    fold: (isOpen) => { part("data").open = isOpen; },
    point: (x, y) => {
      const { left, top, width, height } = box("probe");
      const place = { clientX: left + width * x, clientY: top + height * y, bubbles: true };
      part("probe").dispatchEvent(new PointerEvent("pointermove", place));
    },
  };
  addEventListener("message", (event) => {
    if (event.data?.probe === undefined) return;
    const value = commands[event.data.command](...event.data.values);
    // What the command has set off is over after the next frames.
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => parent.postMessage({ probe: event.data.probe, value }, "*"))));
  });
})();
