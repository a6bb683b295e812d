/* The results under the search box: arrows choose, Enter opens, Esc closes. htmx fetches them. */
(() => {
  const input = document.getElementById("q");
  const list = document.getElementById("found");
  if (!input || !list) return;
  let at = -1;

  const options = () => [...list.querySelectorAll("[role=option]")];
  const shown = yes => {
    list.hidden = !yes;
    input.setAttribute("aria-expanded", String(yes));
    if (!yes) { at = -1; input.removeAttribute("aria-activedescendant"); }
  };
  const choose = next => {
    const all = options();
    if (!all.length) return;
    all.forEach(o => o.setAttribute("aria-selected", "false"));
    at = (next + all.length) % all.length;
    const now = all[at];
    now.id ||= `found-${at}`;
    now.setAttribute("aria-selected", "true");
    now.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", now.id);
  };

  document.addEventListener("htmx:afterSwap", e => {
    if (e.detail.target !== list) return;
    at = -1;
    shown(document.activeElement === input && list.textContent.trim() !== "");
  });
  input.addEventListener("focus", () => shown(list.textContent.trim() !== ""));
  input.addEventListener("keydown", e => {
    const acts = {
      ArrowDown: () => { shown(list.textContent.trim() !== ""); choose(at + 1); },
      ArrowUp: () => choose(at - 1),
      Enter: () => options()[at]?.click(),
      Escape: () => { shown(false); input.value = ""; input.blur(); },
    };
    if (!acts[e.key] || (e.key === "Enter" && at < 0)) return;
    e.preventDefault();
    acts[e.key]();
  });
  document.addEventListener("click", e => { if (!e.target.closest("#search")) shown(false); });
  document.getElementById("search").addEventListener("focusout", e => {
    if (!e.currentTarget.contains(e.relatedTarget)) setTimeout(() => { if (!document.activeElement.closest("#search")) shown(false); }, 120);
  });
})();
