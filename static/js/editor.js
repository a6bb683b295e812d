/* The rich text editor makes its own editable box: give it the name of its label. */
(() => {
  const main = document.querySelector("main");
  const name = () => document.querySelectorAll(".tiptap:not([aria-labelledby])").forEach(box => {
    const label = box.closest(".field")?.querySelector("label");
    if (!label) return;
    label.id ||= `${label.htmlFor}_label`;
    box.setAttribute("aria-labelledby", label.id);
    label.addEventListener("click", () => box.focus());
  });
  if (!main?.querySelector(".prose-editor, [data-django-prose-editor-configurable]")) return;
  new MutationObserver(name).observe(main, { childList: true, subtree: true });
  name();
})();
