/* Tags, parted by commas: proposes those in use for the word being typed; arrows, Enter, Esc. */
(() => {
  if (window.urTags) return;
  window.urTags = true;
  const boxOf = element => element.closest?.("[data-tags]");
  const timers = new WeakMap();
  const input = box => box.querySelector("[role=combobox]");
  const list = box => box.querySelector("[role=listbox]");

  /* the word the cursor stands in: [start, end] */
  const place = field => {
    const at = field.selectionStart ?? field.value.length;
    const start = field.value.lastIndexOf(",", at - 1) + 1;
    const comma = field.value.indexOf(",", at);
    return [start, comma < 0 ? field.value.length : comma];
  };
  const close = box => {
    list(box).hidden = true;
    input(box).setAttribute("aria-expanded", "false");
    input(box).removeAttribute("aria-activedescendant");
  };
  const choose = (box, option) => {
    const field = input(box);
    const [start, end] = place(field);
    const before = field.value.slice(0, start);
    const after = field.value.slice(end);
    const text = `${before}${before.trim() ? " " : ""}${option.dataset.name}`;
    field.value = text + (after || ", ");
    field.setSelectionRange(field.value.length, field.value.length);
    close(box);
  };
  const mark = (box, step) => {
    const options = [...list(box).querySelectorAll("[role=option]")];
    const now = options.findIndex(o => o.getAttribute("aria-selected") === "true");
    const next = (now + step + options.length) % options.length;
    options.forEach((o, i) => o.setAttribute("aria-selected", String(i === next)));
    input(box).setAttribute("aria-activedescendant", options[next].id);
  };
  const ask = async box => {
    const field = input(box);
    const [start, end] = place(field);
    const word = field.value.slice(start, end).trim();
    if (!word) return close(box);
    const address = new URL(field.dataset.tagsUrl, location.href);
    address.searchParams.set("q", word);
    address.searchParams.set("id", list(box).id);
    const answer = await fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
    if (!answer.ok || field.value.slice(...place(field)).trim() !== word) return;
    list(box).innerHTML = await answer.text();
    const some = Boolean(list(box).querySelector("[role=option]"));
    list(box).hidden = !some;
    field.setAttribute("aria-expanded", String(some));
  };
  document.addEventListener("input", e => {
    const box = boxOf(e.target);
    if (!box || e.target !== input(box)) return;
    clearTimeout(timers.get(box));
    timers.set(box, setTimeout(() => ask(box), 200));
  });
  document.addEventListener("keydown", e => {
    const box = boxOf(e.target);
    if (!box || e.target !== input(box) || list(box).hidden) return;
    const current = list(box).querySelector("[aria-selected=true]");
    if (e.key === "ArrowDown" || e.key === "ArrowUp") { e.preventDefault(); mark(box, e.key === "ArrowDown" ? 1 : -1); }
    else if (e.key === "Enter" && current && !e.ctrlKey) { e.preventDefault(); e.stopPropagation(); choose(box, current); }
    else if (e.key === "Escape") { e.preventDefault(); e.stopPropagation(); close(box); }
  });
  document.addEventListener("mousedown", e => {
    const option = e.target.closest?.("[data-tags] [role=option]");
    if (option) { e.preventDefault(); choose(boxOf(option), option); }
  });
  document.addEventListener("focusout", e => {
    const box = boxOf(e.target);
    if (box) setTimeout(() => { if (!box.contains(document.activeElement)) close(box); }, 100);
  });
})();
