/* What is typed in a form with data-keep stays in this browser until the server has said yes. */
(() => {
  const key = form => `keep:${form.dataset.keep}`;
  const fields = form => [...form.querySelectorAll("textarea, input[type=text], input:not([type])")].filter(f => f.name);

  const restore = () => document.querySelectorAll("form[data-keep]").forEach(form => {
    if (form.dataset.kept) return;
    form.dataset.kept = "1";
    const saved = JSON.parse(sessionStorage.getItem(key(form)) || "{}");
    fields(form).forEach(field => { if (!field.value && saved[field.name]) field.value = saved[field.name]; });
  });
  document.addEventListener("input", e => {
    const form = e.target.closest?.("form[data-keep]");
    if (!form) return;
    sessionStorage.setItem(key(form), JSON.stringify(Object.fromEntries(fields(form).map(f => [f.name, f.value]))));
  });
  /* a plain post has worked when the next page brings a toast; until then the text stays */
  document.addEventListener("submit", e => {
    if (e.target.dataset?.keep && !e.target.matches("[hx-post]")) sessionStorage.setItem("keep-sent", key(e.target));
  });
  const sent = sessionStorage.getItem("keep-sent");
  if (sent && document.querySelector("[data-toast]")) sessionStorage.removeItem(sent);
  sessionStorage.removeItem("keep-sent");
  document.addEventListener("htmx:afterRequest", e => {
    /* only the form's own answer: a field inside it may ask the server for proposals */
    const form = e.detail.elt;
    /* htmx does not call an answer that leads elsewhere successful: its number does */
    const status = e.detail.xhr?.status ?? 0;
    if (form.matches?.("form[data-keep]") && status >= 200 && status < 300) sessionStorage.removeItem(key(form));
  });
  restore();
  document.addEventListener("htmx:afterSettle", restore);

  /* <button data-press="name" data-value="v">: one of a group, written in a hidden field */
  document.addEventListener("click", e => {
    const button = e.target.closest("[data-press]");
    if (!button) return;
    const form = button.closest("form");
    form.querySelectorAll(`[data-press="${button.dataset.press}"]`).forEach(b => b.setAttribute("aria-pressed", String(b === button)));
    const field = form.elements[button.dataset.press];
    if (field) { field.value = button.dataset.value; field.dispatchEvent(new Event("change", { bubbles: true })); }
    const name = button.dataset.submit;
    if (name) form.querySelectorAll("[data-submit-name]").forEach(el => { el.textContent = name; });
  });
})();
