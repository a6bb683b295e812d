/* Dragging a card posts the same form its "Sposta in…" menu posts; without script or mouse the menu does it. */
(() => {
  let card = null;
  const column = el => el.closest?.(".bcol[data-phase]");
  const clear = () => document.querySelectorAll(".bcol.over").forEach(col => col.classList.remove("over"));

  const ready = () => document.querySelectorAll(".bcard[data-move-url]").forEach(el => { el.draggable = true; });

  document.addEventListener("dragstart", e => {
    card = e.target.closest?.(".bcard[data-move-url]");
    if (!card) return;
    e.dataTransfer.effectAllowed = "move";
    e.dataTransfer.setData("text/plain", card.dataset.moveUrl);
    card.classList.add("drag");
  });
  document.addEventListener("dragover", e => {
    const col = column(e.target);
    if (!card || !col || col === column(card)) return;
    e.preventDefault();
    clear();
    col.classList.add("over");
  });
  document.addEventListener("drop", e => {
    const col = column(e.target);
    if (!card || !col) return;
    e.preventDefault();
    clear();
    if (col === column(card)) return;
    /* the server answers with the gate check in the dialog, or with the new board */
    const target = card.dataset.moveTarget || "#dialog";
    const verb = card.dataset.moveVerb || "GET";
    htmx.ajax(verb, card.dataset.moveUrl, { target, swap: "innerHTML", values: { phase: col.dataset.phase } });
  });
  document.addEventListener("dragend", () => { card?.classList.remove("drag"); card = null; clear(); });

  ready();
  document.addEventListener("htmx:afterSettle", ready);
})();
