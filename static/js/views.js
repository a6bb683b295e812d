/* Saved views: after the list was narrowed without a new page, "Save a view" and the files take the list as it is now. */
(() => {
  const now = () => {
    const params = new URLSearchParams(location.search);
    ["dopo", "formato", "vista"].forEach(key => params.delete(key));
    [...params].forEach(([key, value]) => { if (!value) params.delete(key); });
    return params;
  };
  document.addEventListener("htmx:pushedIntoHistory", () => {
    document.querySelectorAll("[data-save-view]").forEach(link => {
      const url = new URL(link.href);
      url.searchParams.set("da", now().toString());
      link.href = url.pathname + url.search;
      link.hidden = now().size === 0;
    });
    document.querySelectorAll("form[data-list-query]").forEach(form => { form.action = `${location.pathname}?${now()}`; });
  });
})();
