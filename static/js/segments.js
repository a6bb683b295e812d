/* The builder of dynamic groups: the closed list says what was ticked in it; choosing what to add counts nothing anew. */
(() => {
  document.addEventListener("change", e => {
    if (e.target.matches("[data-quiet]")) { e.stopPropagation(); return; }
    const box = e.target.closest("[data-picks]");
    if (!box) return;
    const words = [...box.querySelectorAll("input:checked")].map(input => input.nextElementSibling.textContent);
    const summary = box.querySelector("summary");
    summary.textContent = words.join(", ") || summary.dataset.empty;
  }, true);
  document.addEventListener("input", e => { if (e.target.matches("[data-quiet]")) e.stopPropagation(); }, true);
})();
