/* Links with data-dialog open their page as a dialog through htmx; without script they are plain links.
   The native <dialog> makes the rest inert, takes focus in and gives it back; Esc closes. */
(() => {
  const box = () => document.getElementById("dialog");
  let opener = null;

  const open = async link => {
    const url = new URL(link.href, location.href);
    const about = document.body.dataset.about;
    if (link.hasAttribute("data-log") && about && !url.searchParams.has("about")) url.searchParams.set("about", about);
    opener = link;
    await htmx.ajax("GET", url.pathname + url.search, { target: "#dialog", swap: "innerHTML" });
  };

  const show = () => {
    const dialog = box();
    if (!dialog.innerHTML.trim()) return;
    const title = dialog.querySelector("h1, h2");
    if (title) { title.id ||= "dialog-title"; dialog.setAttribute("aria-labelledby", title.id); }
    if (!dialog.open) dialog.showModal();
    const wanted = ["[aria-invalid=true]", "[autofocus]", ".in input:not([type=hidden]), .in textarea, .in select", ".df .btn-primary", "button, a"];
    wanted.map(css => dialog.querySelector(css)).find(Boolean)?.focus();
  };

  document.addEventListener("click", e => {
    const link = e.target.closest("a[data-dialog]");
    if (link && !e.ctrlKey && !e.metaKey && !e.shiftKey && window.htmx) { e.preventDefault(); open(link); return; }
    if (e.target.closest("[data-close-dialog]")) { e.preventDefault(); e.target.closest("dialog")?.close(); }
    const up = e.target.closest("details.pop");
    document.querySelectorAll("details.pop[open]").forEach(pop => { if (pop !== up) pop.open = false; });
  });

  /* Esc closes an open menu and gives the focus back to its button */
  document.addEventListener("keydown", e => {
    if (e.key !== "Escape") return;
    const pop = document.querySelector("details.pop[open]");
    if (pop) { pop.open = false; pop.querySelector("summary").focus(); }
  });

  document.addEventListener("htmx:afterSwap", e => { if (e.detail.target.id === "dialog") show(); });
  /* a form in the dialog that comes back with mistakes (422) is shown, not thrown away */
  document.addEventListener("htmx:beforeSwap", e => {
    if (e.detail.xhr.status === 422) { e.detail.shouldSwap = true; e.detail.isError = false; }
  });
  /* the server answers HX-Trigger: {"dialog:close": ""} when all is saved */
  document.addEventListener("dialog:close", () => box()?.close());
  document.addEventListener("close", e => {
    if (e.target.id !== "dialog") return;
    e.target.innerHTML = "";
    if (opener?.isConnected) opener.focus();
  }, true);
})();
