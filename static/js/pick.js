/* Choosing a party by typing: asks for proposals, moves with the arrows, keeps the key in the hidden field. */
(() => {
  if (window.urPick) return;
  window.urPick = true;
  const parts = box => ({
    text: box.querySelector("[role=combobox]"),
    key: box.querySelector("[data-pick-key]"),
    list: box.querySelector("[role=listbox]"),
  });
  const boxOf = element => element.closest?.("[data-pick]");
  const timers = new WeakMap();

  const close = box => {
    const { text, list } = parts(box);
    list.hidden = true;
    text.setAttribute("aria-expanded", "false");
    text.removeAttribute("aria-activedescendant");
  };
  const mark = (box, step) => {
    const { text, list } = parts(box);
    const options = [...list.querySelectorAll("[role=option]")];
    if (!options.length) return;
    const now = options.findIndex(o => o.getAttribute("aria-selected") === "true");
    const next = (now + step + options.length) % options.length;
    options.forEach((o, i) => o.setAttribute("aria-selected", String(i === next)));
    text.setAttribute("aria-activedescendant", options[next].id);
    options[next].scrollIntoView({ block: "nearest" });
  };
  const choose = (box, option) => {
    const { text, key } = parts(box);
    key.value = option.dataset.key;
    text.value = option.dataset.name;
    close(box);
    key.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const ask = async box => {
    const { text, list } = parts(box);
    const words = text.value.trim();
    if (words.length < 2) return close(box);
    const address = new URL(text.dataset.pickUrl, location.href);
    address.searchParams.set("q", words);
    address.searchParams.set("id", list.id);
    const answer = await fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
    if (!answer.ok || text.value.trim() !== words) return;
    list.innerHTML = await answer.text();
    list.hidden = false;
    text.setAttribute("aria-expanded", "true");
  };
  document.addEventListener("input", e => {
    const box = boxOf(e.target);
    if (!box || e.target !== parts(box).text) return;
    parts(box).key.value = "";
    clearTimeout(timers.get(box));
    timers.set(box, setTimeout(() => ask(box), 200));
  });
  document.addEventListener("keydown", e => {
    const box = boxOf(e.target);
    if (!box || e.target !== parts(box).text || parts(box).list.hidden) return;
    const current = parts(box).list.querySelector("[aria-selected=true]");
    if (e.key === "ArrowDown" || e.key === "ArrowUp") { e.preventDefault(); mark(box, e.key === "ArrowDown" ? 1 : -1); }
    else if (e.key === "Enter" && current && !e.ctrlKey) { e.preventDefault(); choose(box, current); }
    else if (e.key === "Escape") { e.stopPropagation(); close(box); }
  });
  document.addEventListener("mousedown", e => {
    const option = e.target.closest?.("[data-pick] [role=option]");
    if (option) { e.preventDefault(); choose(boxOf(option), option); }
  });
  document.addEventListener("focusout", e => {
    const box = boxOf(e.target);
    if (box) setTimeout(() => { if (!box.contains(document.activeElement)) close(box); }, 100);
  });
})();
