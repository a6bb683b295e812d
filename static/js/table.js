/* Tables: the roles that phone layout takes away, "choose all", and the bar that says how many are chosen. */
(() => {
  const phone = matchMedia("(max-width: 800px)");
  const roles = [["tr", "row"], ["td", "cell"], ["tbody th", "rowheader"], ["thead th", "columnheader"], ["thead, tbody", "rowgroup"]];

  /* display:block on a table drops its semantics: give the roles back on a phone */
  const stack = () => {
    document.querySelectorAll("table.stack").forEach(table => {
      table.setAttribute("role", "table");
      if (phone.matches) roles.forEach(([css, role]) => table.querySelectorAll(css).forEach(el => el.setAttribute("role", role)));
    });
    if (phone.matches) document.querySelectorAll("details.fold[data-phone='closed']:not([data-seen])").forEach(d => { d.open = false; d.dataset.seen = "1"; });
  };

  const boxes = form => [...form.querySelectorAll("tbody input[type=checkbox][name]")];
  const count = form => {
    const chosen = boxes(form).filter(box => box.checked);
    boxes(form).forEach(box => box.closest("tr")?.classList.toggle("sel", box.checked));
    const bar = form.querySelector(".bulk");
    if (bar) {
      bar.hidden = chosen.length === 0;
      bar.querySelectorAll("[data-count]").forEach(el => { el.textContent = chosen.length; });
    }
    const all = form.querySelector("[data-all]");
    if (all) {
      all.checked = chosen.length > 0 && chosen.length === boxes(form).length;
      all.indeterminate = chosen.length > 0 && !all.checked;
    }
  };
  const forms = () => document.querySelectorAll("[data-bulk]");

  document.addEventListener("change", e => {
    const form = e.target.closest("[data-bulk]");
    if (!form) return;
    if (e.target.matches("[data-all]")) boxes(form).forEach(box => { box.checked = e.target.checked; });
    count(form);
  });
  /* with Shift, everything between this tick and the last one */
  let last = null;
  document.addEventListener("click", e => {
    const form = e.target.closest("[data-bulk]");
    if (!form || !e.target.matches("tbody input[type=checkbox][name]")) return;
    const all = boxes(form);
    if (e.shiftKey && last && all.includes(last)) {
      const [from, to] = [all.indexOf(last), all.indexOf(e.target)].sort((a, b) => a - b);
      all.slice(from, to + 1).forEach(box => { box.checked = e.target.checked; });
      count(form);
    }
    last = e.target;
  });
  const clear = form => { boxes(form).forEach(box => { box.checked = false; }); count(form); };
  document.addEventListener("keydown", e => {
    if (e.key === "Escape" && !document.querySelector("dialog[open]") && !e.target.closest?.("#search")) forms().forEach(clear);
  });
  document.addEventListener("click", e => { if (e.target.closest("[data-clear]")) forms().forEach(clear); });

  const ready = () => { stack(); forms().forEach(count); };
  ready();
  phone.addEventListener("change", stack);
  document.addEventListener("htmx:afterSettle", ready);
})();
