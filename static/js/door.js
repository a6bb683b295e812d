/* At the door: typing a piece of a name hides the others. */
(() => {
  const box = document.querySelector("[data-door]");
  if (!box) return;
  const plain = text => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  box.addEventListener("input", () => {
    const wanted = plain(box.value.trim());
    document.querySelectorAll(".door [data-name], .door li[data-name]").forEach(row => {
      row.hidden = !plain(row.dataset.name).includes(wanted);
    });
  });
})();
