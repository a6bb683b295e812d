/* The phone's "Menu" opens the sidebar over the page; Esc, a tap outside or a link closes it. */
(() => {
  const button = document.querySelector("[data-menu]");
  const side = document.getElementById("side");
  if (!button || !side) return;
  let scrim = null;

  const close = back => {
    side.classList.remove("open");
    scrim?.remove();
    button.setAttribute("aria-expanded", "false");
    if (back) button.focus();
  };
  const open = () => {
    side.classList.add("open");
    scrim = document.createElement("div");
    scrim.className = "menu-scrim";
    document.body.append(scrim);
    scrim.addEventListener("click", () => close(true));
    button.setAttribute("aria-expanded", "true");
    side.querySelector("a.nav")?.focus();
  };
  button.setAttribute("role", "button");
  button.addEventListener("click", e => {
    e.preventDefault();
    if (side.classList.contains("open")) close(true); else open();
  });
  addEventListener("keydown", e => { if (e.key === "Escape" && side.classList.contains("open")) close(true); });
})();
