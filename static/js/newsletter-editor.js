// The text editor speaks the reader's language. Runs before the editor's modules.
(() => {
  const words = JSON.parse(document.currentScript.dataset.words);
  const say = (text) => words[text] || text;
  window.gettext = say;

  const dress = (box) => {
    const page = box.querySelector(".tiptap");
    if (!page || page.dataset.dressed) return;
    page.dataset.dressed = "yes";
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
