// The other views are fetched the first time they are opened, from this server alone.
(() => {
  const bz = window.boussole;
  const address = (view) => `/api/view/${view}?lang=${bz.texts.language}`;

  // Put a view into its place; `bz-view` tells the scripts of the views.
  bz.fill = async (place, from = address(place.dataset.view)) => {
    place.dataset.loaded = "yes";
    place.setAttribute("aria-busy", "true");
    const text = await fetch(from).then((answer) => (answer.ok ? answer.text() : null)).catch(() => null);
    place.removeAttribute("aria-busy");
    if (text === null) { delete place.dataset.loaded; bz.say(bz.texts.failed); return; }
    place.innerHTML = text;
    document.dispatchEvent(new CustomEvent("bz-view", { detail: place.dataset.view }));
  };
  const shown = (place) => place.offsetParent !== null;
  const look = () => document.querySelectorAll(".bz-view:not([data-loaded])").forEach((place) => { if (shown(place)) bz.fill(place); });
  new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["style", "class", "aria-selected"] });

  // Go to a view by its name, as its tab would.
  bz.go = (view) => {
    document.querySelector(`#bz-views [role=tab][data-tab-id="${view}"]`)?.click();
  };
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-ask]");
    if (pressed) bz.ask(pressed.dataset.ask);
  });
})();
