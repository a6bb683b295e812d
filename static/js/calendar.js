/* The calendar by keyboard: arrows move from day to day, Page up and Page down go back and forth, T goes to today. */
(() => {
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  const go = css => document.querySelector(css)?.click();

  addEventListener("keydown", e => {
    const box = document.querySelector("[data-cal]");
    if (!box || e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (!(e.target instanceof Element) || e.target.closest("input, textarea, select, [contenteditable], details.pop")) return;
    const days = [...box.querySelectorAll("[data-cal-day]")];
    const here = days.indexOf(e.target.closest("[data-cal-day]"));
    if (steps[e.key] && here >= 0) {
      const next = here + (days.length === 7 ? Math.sign(steps[e.key]) : steps[e.key]);
      e.preventDefault();
      if (days[next]) days[next].focus();
      else go(next < 0 ? "[data-cal-before]" : "[data-cal-after]");
    } else if (e.key === "PageUp" || e.key === "PageDown") {
      e.preventDefault();
      go(e.key === "PageUp" ? "[data-cal-before]" : "[data-cal-after]");
    } else if (e.key.toLowerCase() === "t" && document.documentElement.dataset.keys !== "off") {
      go("[data-cal-today]");
    }
  });
})();
