/* Forms that save themselves: what is not saved yet is sent when the page is left, and what was refused holds the reader back. */
(() => {
  const waiting = new Set(), refused = new Set();
  const formOf = e => e.target.closest?.("form[data-saves]");

  const typed = e => {
    const form = formOf(e);
    if (form && e.target.type !== "search") waiting.add(form);
  };
  document.addEventListener("input", typed);
  document.addEventListener("change", typed);
  document.addEventListener("htmx:beforeRequest", e => { const form = formOf(e); if (form) waiting.delete(form); });
  document.addEventListener("letter-refused", e => { const form = formOf(e); if (form) refused.add(form); });
  document.addEventListener("letter-changed", e => { const form = formOf(e); if (form) refused.delete(form); });
  for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(failure, e => { const form = formOf(e); if (form) waiting.add(form); });
  }
  document.addEventListener("submit", e => { const form = formOf(e); if (form) { waiting.delete(form); refused.delete(form); } });

  window.addEventListener("beforeunload", e => {
    if ([...refused].some(form => form.isConnected)) e.preventDefault();
  });
  window.addEventListener("pagehide", () => {
    for (const form of waiting) {
      if (!form.isConnected) continue;
      const data = new FormData(form);
      for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
      navigator.sendBeacon(form.getAttribute("hx-post"), data);
    }
  });
})();
