/* A fact changed where it stands: Enter saves (Ctrl+Enter in a box of many lines), Esc brings back what was there. */
(() => {
  document.addEventListener("keydown", e => {
    if (e.key !== "Escape" || e.defaultPrevented) return;
    const form = e.target.closest?.("[data-fact-form]");
    if (!form || form.querySelector("[role=listbox]:not([hidden])")) return;
    e.preventDefault();
    form.querySelector("[data-fact-back]").click();
  });
  document.addEventListener("htmx:afterSettle", e => {
    const form = e.detail.elt?.closest?.(".fact")?.querySelector("[data-fact-form]") || document.querySelector("[data-fact-form]:not([data-here])");
    if (!form || form.dataset.here) return;
    form.dataset.here = "1";
    const field = form.querySelector("[aria-invalid=true], input:not([type=hidden]), select, textarea");
    field?.focus();
    if (field?.matches("input[type=text]")) field.select();
  });
})();
