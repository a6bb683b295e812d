/* A meeting by keyboard: D writes a decision, P a promise, on the point last written on; points are dragged, or moved by their buttons. */
(() => {
  const off = () => document.documentElement.dataset.keys === "off";
  const inField = el => el.closest("input, textarea, select, [contenteditable]");
  let point = "";
  let dragged = null;

  const keys = {
    d: () => document.getElementById("line"),
    p: () => document.querySelector("#promise-form [role=combobox]"),
  };
  addEventListener("keydown", e => {
    if (off() || e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented) return;
    if (!(e.target instanceof Element) || inField(e.target) || document.querySelector("dialog[open]")) return;
    const field = keys[e.key.toLowerCase()]?.();
    if (field) { e.preventDefault(); field.focus(); field.scrollIntoView({ block: "center" }); }
  });

  /* what is written next belongs to the point last written on */
  const choose = () => document.querySelectorAll("[data-point-choice]").forEach(el => {
    if (el.matches("select") && ![...el.options].some(option => option.value === point)) return;
    el.value = point;
  });
  document.addEventListener("focusin", e => {
    const form = e.target.closest?.("[data-point]");
    if (form) { point = form.dataset.point; choose(); }
  });
  document.addEventListener("change", e => {
    if (e.target.matches?.("select[data-point-choice]")) { point = e.target.value; choose(); }
  });
  document.addEventListener("htmx:afterSettle", () => { if (point) choose(); });

  /* dragging posts what the buttons post; a point is dragged by its grip only, so that text can be selected */
  const rowOf = el => el.closest?.("[data-agenda] .point[data-move-url]");
  const clear = () => document.querySelectorAll(".point.over").forEach(row => row.classList.remove("over"));
  document.addEventListener("mousedown", e => {
    const row = rowOf(e.target);
    if (row) row.draggable = Boolean(e.target.closest(".grip"));
  });
  document.addEventListener("dragstart", e => {
    dragged = rowOf(e.target);
    if (!dragged) return;
    e.dataTransfer.effectAllowed = "move";
    e.dataTransfer.setData("text/plain", dragged.id);
    dragged.classList.add("drag");
  });
  document.addEventListener("dragover", e => {
    const row = rowOf(e.target);
    if (!dragged || !row || row === dragged) return;
    e.preventDefault();
    clear();
    row.classList.add("over");
  });
  document.addEventListener("drop", e => {
    const row = rowOf(e.target);
    if (!dragged || !row) return;
    e.preventDefault();
    if (row !== dragged) {
      htmx.ajax("POST", dragged.dataset.moveUrl, { target: "#agenda", swap: "outerHTML", values: { to: row.dataset.place } });
    }
  });
  document.addEventListener("dragend", () => { dragged?.classList.remove("drag"); dragged = null; clear(); });
})();
