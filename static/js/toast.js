/* A toast stays 20 seconds and waits while the mouse or the focus is on it. What it undoes is also in the log. */
(() => {
  const stay = 20000;
  const start = toast => {
    if (toast.dataset.started) return;
    toast.dataset.started = "1";
    let left = stay, since = Date.now(), timer = 0;
    const run = () => { since = Date.now(); timer = setTimeout(() => toast.remove(), left); };
    const hold = () => { clearTimeout(timer); left -= Date.now() - since; };
    toast.addEventListener("mouseenter", hold);
    toast.addEventListener("focusin", hold);
    toast.addEventListener("mouseleave", run);
    toast.addEventListener("focusout", run);
    const close = toast.querySelector("[data-close]");
    if (close) { close.hidden = false; close.addEventListener("click", () => toast.remove()); }
    run();
  };
  const all = () => document.querySelectorAll("[data-toast]").forEach(start);
  all();
  document.addEventListener("htmx:afterSettle", all);
})();
