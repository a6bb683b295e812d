/* A file dragged onto the box goes into its field; without this the field alone does. */
(() => {
  document.querySelectorAll("[data-drop]").forEach(box => {
    const field = box.querySelector("input[type=file]");
    const words = box.querySelector("[data-drop-words]");
    const said = words?.textContent;
    const show = () => { if (words) words.textContent = field.files[0]?.name || said; };
    ["dragenter", "dragover"].forEach(name => box.addEventListener(name, e => { e.preventDefault(); box.classList.add("over"); }));
    ["dragleave", "drop"].forEach(name => box.addEventListener(name, e => { e.preventDefault(); box.classList.remove("over"); }));
    box.addEventListener("drop", e => {
      if (!e.dataTransfer?.files.length) return;
      const one = new DataTransfer();
      one.items.add(e.dataTransfer.files[0]);
      field.files = one.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    field.addEventListener("change", show);
  });
})();
