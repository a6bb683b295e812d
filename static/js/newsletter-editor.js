// The text editor speaks the reader's language and has the name of its label. Runs before the editor's modules.
(() => {
  const words = JSON.parse(document.currentScript.dataset.words);
  const say = (text) => words[text] || text;
  window.gettext = say;

  const dress = (box) => {
    const page = box.querySelector(".tiptap");
    if (!page || page.dataset.dressed || !box.querySelector("button[aria-label]")) return;
    page.dataset.dressed = "yes";
    const label = box.closest(".field")?.querySelector("label");
    if (label) {
      label.id ||= `${label.htmlFor}_label`;
      page.setAttribute("aria-labelledby", label.id);
      label.addEventListener("click", () => page.focus());
    }
    page.setAttribute("aria-multiline", "true");
    page.spellcheck = true;
    for (const button of box.querySelectorAll("button[aria-label]")) {
      const word = say(button.getAttribute("aria-label"));
      button.setAttribute("aria-label", word);
      button.title = word;
    }
    for (const option of box.querySelectorAll(".prose-menubar__option > *")) option.textContent = say(option.textContent);
  };

  const dressAll = () => document.querySelectorAll(".prose-editor").forEach(dress);
  document.addEventListener("DOMContentLoaded", () => {
    dressAll();
    new MutationObserver(dressAll).observe(document.getElementById("main"), { childList: true, subtree: true });
  });
})();
