/* Single keys act only outside fields and dialogs, and can be switched off in the profile (WCAG 2.1.4). */
(() => {
  const places = { o: "a.nav[href='/']", p: "partnerships", r: "requests", c: "campaigns" };
  const inField = el => el.closest("input, textarea, select, [contenteditable]");
  const off = () => document.documentElement.dataset.keys === "off";
  let going = 0;

  const goTo = letter => {
    const place = places[letter];
    const link = place && (document.querySelector(`.side ${place}`) || document.querySelector(`.side [data-key="${place}"]`));
    if (link) link.click();
  };

  const actions = {
    "/": () => document.querySelector(".top .search input")?.focus(),
    "r": () => document.querySelector("[data-log]")?.click(),
    "e": () => (document.querySelector("tr.here [data-edit], li.here [data-edit]") || document.querySelector("[data-edit]"))?.click(),
    "m": () => (document.querySelector(".here [data-move]") || document.activeElement.closest(".bcard")?.querySelector("[data-move]") || document.querySelector("[data-move]"))?.click(),
    "?": () => document.getElementById("keys-sheet")?.showModal(),
  };

  addEventListener("keydown", e => {
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) {
      const form = e.target.closest?.("form");
      if (form) { e.preventDefault(); form.requestSubmit(); }
      return;
    }
    if (off() || e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented) return;
    if (!(e.target instanceof Element) || inField(e.target) || document.querySelector("dialog[open]")) return;
    const letter = e.key.toLowerCase();
    if (going && Date.now() - going < 1500) { going = 0; e.preventDefault(); goTo(letter); return; }
    if (letter === "g") { going = Date.now(); return; }
    if (actions[letter]) { e.preventDefault(); actions[letter](); }
  });
})();
