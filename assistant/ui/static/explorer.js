// The Explorer: look for strategies as the form changes, print one card alone.
(() => {
  const PAUSE = 250; // milliseconds after a key, so that a word is not looked for letter by letter
  let waiting = 0;
  let asked = null;

  // Ask for the view again and take its list; the count stays in place, so that it is read out when it changes.
  const look = async (form) => {
    asked?.abort();
    asked = new AbortController();
    const wanted = new URLSearchParams({ lang: form.dataset.find });
    for (const [name, value] of new FormData(form)) if (value.trim()) wanted.set(name, value.trim());
    const text = await fetch(`/api/view/explorer?${wanted}`, { signal: asked.signal })
      .then((answer) => (answer.ok ? answer.text() : null))
      .catch((failure) => (failure.name === "AbortError" ? undefined : null));
    if (text === undefined) return;
    const fresh = text && new DOMParser().parseFromString(text, "text/html").querySelector("[data-results] > .bz-explorer");
    const list = form.parentElement.querySelector("[data-results] > .bz-explorer");
    if (!fresh || !list) { window.boussole?.say?.(window.boussole.texts.failed); return; }
    const count = list.querySelector(".bz-count");
    count.textContent = fresh.querySelector(".bz-count").textContent;
    list.replaceChildren(count, ...[...fresh.children].slice(1));
  };
  const soon = (form, pause) => { clearTimeout(waiting); waiting = setTimeout(() => look(form), pause); };
  const on = (name, pause) => document.addEventListener(name, (event) => {
    const form = event.target.closest("form[data-find]");
    if (!form) return;
    if (name === "submit" || name === "reset") event.preventDefault();
    if (name === "reset") for (const field of form.elements) if (field.name) field.value = "";
    soon(form, pause);
  });
  on("input", PAUSE);
  on("submit", 0);
  on("reset", 0);

  // What is printed is a copy of the card at the end of the page: the style leaves it alone on the sheet.
  document.addEventListener("click", (event) => {
    const card = event.target.closest("[data-print]")?.closest("[data-printable]");
    if (!card) return;
    const sheet = document.createElement("div");
    sheet.className = "bz-print-sheet bz-explorer";
    const copy = card.cloneNode(true);
    if (copy.tagName === "DETAILS") copy.open = true;
    sheet.append(copy);
    document.body.append(sheet);
    window.addEventListener("afterprint", () => sheet.remove(), { once: true });
    window.print();
  });
})();
