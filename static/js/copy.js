/* Copy buttons: <button data-copy="text" data-done="Copiato">. Hidden where the browser cannot copy. */
document.addEventListener("click", async e => {
  const button = e.target.closest("[data-copy]");
  if (!button || !navigator.clipboard) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const before = button.textContent;
  button.textContent = button.dataset.done || "✓";
  setTimeout(() => { button.textContent = before; }, 3000);
});
