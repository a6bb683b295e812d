/* Keep what is on screen while a part loads; dim it only after 300 ms. Say plainly when the network fails. */
(() => {
  const timers = new WeakMap();
  const done = el => { clearTimeout(timers.get(el)); el.classList.remove("lingering"); el.removeAttribute("aria-busy"); };

  document.addEventListener("htmx:beforeRequest", e => {
    const el = e.detail.target;
    if (!el) return;
    el.setAttribute("aria-busy", "true");
    timers.set(el, setTimeout(() => el.classList.add("lingering"), 300));
  });
  document.addEventListener("htmx:afterRequest", e => { if (e.detail.target) done(e.detail.target); });

  /* the server answers HX-Trigger: {"say": "23 aziende"} and a screen reader hears it */
  document.addEventListener("say", e => {
    const live = document.getElementById("live");
    if (live) live.textContent = e.detail.value;
  });

  const failed = document.getElementById("failed");
  const tell = () => {
    const host = document.getElementById("toasts");
    if (!failed || !host || host.querySelector("[data-failed]")) return;
    host.append(failed.content.cloneNode(true));
    document.dispatchEvent(new CustomEvent("htmx:afterSettle", { detail: { elt: host, target: host } }));
  };
  document.addEventListener("htmx:sendError", tell);
  document.addEventListener("htmx:timeout", tell);
  document.addEventListener("htmx:responseError", e => { if (e.detail.xhr.status >= 500) tell(); });
})();
