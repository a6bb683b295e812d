/* Questions dragged into another order are posted as a list of numbers; the arrows beside each do the same without. */
(() => {
  const list = document.querySelector("[data-reorder]");
  if (!list) return;
  let held = null;
  const rows = () => [...list.children];
  rows().forEach(row => { row.draggable = true; });
  const clear = () => rows().forEach(row => row.classList.remove("over", "drag"));

  list.addEventListener("dragstart", e => {
    held = e.target.closest("li");
    held.classList.add("drag");
    e.dataTransfer.effectAllowed = "move";
    e.dataTransfer.setData("text/plain", held.dataset.id);
  });
  list.addEventListener("dragover", e => {
    const row = e.target.closest("li");
    if (!held || !row || row === held) return;
    e.preventDefault();
    rows().forEach(one => one.classList.toggle("over", one === row));
  });
  list.addEventListener("drop", e => {
    const row = e.target.closest("li");
    if (!held || !row || row === held) return;
    e.preventDefault();
    const down = rows().indexOf(held) < rows().indexOf(row);
    row[down ? "after" : "before"](held);
    const form = document.createElement("form");
    form.method = "post";
    form.action = list.dataset.reorder;
    for (const [name, value] of [
      ["ordine", rows().map(one => one.dataset.id).join(",")],
      ["csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value],
    ]) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      form.append(field);
    }
    document.body.append(form);
    form.submit();
  });
  list.addEventListener("dragend", () => { held = null; clear(); });
})();
