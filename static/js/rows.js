/* J and K walk the rows of the page's list, X chooses, Enter opens. */
(() => {
  const rows = () => [...document.querySelectorAll("main .tbl tbody tr, main .rows > li.todo, main .rows > li.row")]
    .filter(row => row.offsetParent && row.querySelector("a, button, input"));
  const here = () => document.querySelector(".here");

  const move = step => {
    const all = rows();
    if (!all.length) return;
    const now = all.indexOf(here());
    const next = all[Math.min(all.length - 1, Math.max(0, now < 0 ? 0 : now + step))];
    here()?.classList.remove("here");
    next.classList.add("here");
    const link = next.querySelector(".nm a, th a, a, button");
    link?.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };

  const actions = {
    j: () => move(1),
    k: () => move(-1),
    x: () => here()?.querySelector("input[type=checkbox], .tick")?.click(),
  };

  addEventListener("keydown", e => {
    const off = document.documentElement.dataset.keys === "off";
    if (off || e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented) return;
    if (!(e.target instanceof Element) || e.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    if (document.querySelector("dialog[open]")) return;
    const act = actions[e.key.toLowerCase()];
    if (act) { e.preventDefault(); act(); }
  });
})();
