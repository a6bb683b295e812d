/* Blocks of a letter: dragged by their grip, moved with Alt and the arrow keys. The server says the new order (event
   "letter-order"); what is open elsewhere stays as it is, the focus stays where it was, and the new place is read aloud. */
(() => {
  const list = () => document.querySelector("[data-blocks]");
  const live = document.getElementById("live");
  let held = null;

  const reorder = order => {
    const box = list();
    order.forEach((pk, place) => {
      const row = box.querySelector(`[data-block="${pk}"]`);
      if (row && box.children[place] !== row) box.insertBefore(row, box.children[place] || null);
    });
  };

  document.body.addEventListener("letter-order", e => {
    reorder(e.detail.order);
    const target = e.detail.focus && document.getElementById(e.detail.focus);
    if (target) { target.focus({ preventScroll: true }); target.scrollIntoView({ block: "nearest" }); }
    if (e.detail.say && live) live.textContent = e.detail.say;
  });

  document.addEventListener("keydown", e => {
    if (!e.altKey || (e.key !== "ArrowUp" && e.key !== "ArrowDown")) return;
    const row = e.target.closest?.("[data-block]");
    if (!row || e.target.closest("form.block-form")) return;
    e.preventDefault();
    row.querySelector(e.key === "ArrowUp" ? "[data-up]" : "[data-down]").click();
  });

  document.addEventListener("keydown", e => {
    if (e.key !== " " || !e.target.matches?.(".block-name[role=button]")) return;
    e.preventDefault();
    e.target.click();
  });

  // Only the grip starts a drag: elsewhere the mouse selects text.
  document.addEventListener("pointerdown", e => {
    const row = e.target.closest?.("[data-grip]")?.closest("[data-block]");
    document.querySelectorAll("[data-block][draggable]").forEach(one => one.removeAttribute("draggable"));
    if (row) row.draggable = true;
  });
  document.addEventListener("dragstart", e => {
    if (!e.target.matches?.("[data-block][draggable]")) return;
    held = e.target;
    held.classList.add("drag");
    e.dataTransfer.effectAllowed = "move";
    e.dataTransfer.setData("text/plain", held.dataset.block);
  });
  const clear = () => document.querySelectorAll("[data-block].over").forEach(row => row.classList.remove("over"));
  document.addEventListener("dragover", e => {
    const row = e.target.closest?.("[data-block]");
    if (!held || !row) return;
    e.preventDefault();
    clear();
    if (row !== held) row.classList.add("over");
  });
  document.addEventListener("drop", e => {
    const row = e.target.closest?.("[data-block]");
    if (!held || !row || row === held) return;
    e.preventDefault();
    const form = held.querySelector("form.block-acts");
    const place = [...list().children].indexOf(row) + 1;
    htmx.ajax("POST", form.action, { source: form, swap: "none", values: { what: "place", posto: place } });
  });
  document.addEventListener("dragend", () => {
    held?.classList.remove("drag");
    held?.removeAttribute("draggable");
    held = null;
    clear();
  });
})();
