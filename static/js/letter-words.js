/* A word in brackets goes where one is writing; the length of a line is counted beside it. */
(() => {
  let last = null;
  document.addEventListener("focusin", e => {
    if (e.target.matches?.("#editor textarea, .block-form textarea, .block-form input[type=text], .block-form .ProseMirror, #testo textarea")) {
      last = e.target;
    }
  });
  document.addEventListener("click", e => {
    const button = e.target.closest?.("[data-word]");
    if (!button) return;
    const field = last?.isConnected ? last : document.getElementById("id_subject");
    field.focus();
    // The one way that both fields and the editor take as typed, with its undo.
    document.execCommand("insertText", false, button.dataset.word);
  });

  const count = () => document.querySelectorAll("[data-length]").forEach(box => {
    const field = document.getElementById(box.dataset.length);
    if (!field) return;
    const n = [...field.value].length, high = Number(box.dataset.high), low = Number(box.dataset.low);
    box.querySelector("meter").value = n;
    box.querySelector("[data-count]").textContent = n;
    box.querySelector("[data-good]").hidden = n < low || n > high;
    box.querySelector("[data-long]").hidden = n <= high;
  });
  document.addEventListener("input", count);
  count();
})();
