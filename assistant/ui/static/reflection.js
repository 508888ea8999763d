// The questionnaire and its profile. Answers stay in this browser: they are handed to the page only when the person asks for something.
(() => {
  const KEY = "boussole.reflection";
  const FORM = ".bz-reflection";
  const radios = (form) => [...form.querySelectorAll(".bz-reflection-item input[type=radio]")];
  const idOf = (radio) => radio.closest("[data-statement]").dataset.statement;

  const answersOf = (form) =>
    Object.fromEntries(radios(form).filter((radio) => radio.checked && radio.value).map((radio) => [idOf(radio), Number(radio.value)]));
  const jsonOf = (form) => JSON.stringify({ version: 1, language: form.dataset.language, answers: answersOf(form) });

  const kept = () => {
    try { return localStorage.getItem(KEY) || ""; } catch { return ""; }
  };
  const keep = (json) => {
    try { if (json) localStorage.setItem(KEY, json); else localStorage.removeItem(KEY); } catch { /* a browser that keeps nothing still answers */ }
    const box = document.querySelector("#bz-reflection-json textarea");
    if (box) { box.value = json; box.dispatchEvent(new Event("input", { bubbles: true })); }
  };

  // The answers of a text, or null: only whole levels of statements that this form asks are put back.
  const read = (json) => {
    try {
      const answers = JSON.parse(json).answers;
      return answers && typeof answers === "object" && !Array.isArray(answers) ? answers : null;
    } catch { return null; }
  };
  const put = (form, answers) => {
    for (const radio of radios(form)) {
      const level = Object.hasOwn(answers, idOf(radio)) ? answers[idOf(radio)] : "";
      radio.checked = radio.value === ([1, 2, 3, 4, 5].includes(level) ? String(level) : "");
    }
  };

  const count = (place) => {
    const done = radios(place).filter((radio) => radio.checked && radio.value).length;
    const told = place.querySelector(".bz-reflection-progress");
    const text = told.dataset.template.replace("{done}", done);
    if (told.textContent !== text) told.textContent = text;
    return done;
  };
  const tell = (form, sentence) => { form.querySelector(".bz-reflection-said").textContent = sentence; };
  const refresh = (form) => {
    form.querySelectorAll(".bz-reflection-family").forEach(count);
    const done = count(form);
    keep(done ? jsonOf(form) : "");
    return done;
  };

  const start = (form) => {
    form.dataset.ready = "yes";
    const answers = read(kept());
    if (!form.dataset.given && answers) put(form, answers);
    refresh(form);
  };
  const clear = (form) => {
    if (!confirm(form.dataset.clearSure)) return;
    put(form, {});
    refresh(form);
    tell(form, form.dataset.cleared);
  };
  const resume = async (form, input) => {
    const file = input.files[0];
    const answers = file && file.size < 1e5 ? read(await file.text()) : null;
    input.value = "";
    if (!answers) { tell(form, form.dataset.notResumed); return; }
    put(form, answers);
    tell(form, form.dataset.resumed.replace("{done}", refresh(form)));
  };
  const print = () => {
    document.documentElement.classList.add("bz-printing-profile");
    window.print();
    document.documentElement.classList.remove("bz-printing-profile");
  };

  document.addEventListener("change", (event) => {
    const form = event.target.closest?.(FORM);
    if (!form) return;
    if (event.target.type === "file") resume(form, event.target); else refresh(form);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-reflection]");
    if (!button) return;
    const form = button.closest(FORM) || document.querySelector(FORM);
    const want = button.dataset.reflection;
    if (want === "clear") return clear(form);
    if (want === "print") return print();
    const json = form ? jsonOf(form) : kept();
    document.dispatchEvent(new CustomEvent("bz-reflection", { detail: { want, json } }));
  });

  // The radar: plotly.js is fetched once, from this server, when a radar comes into view.
  let library = null;
  const plotly = (address) => (library ??= new Promise((done, failed) => {
    const script = Object.assign(document.createElement("script"), { src: address, onload: done, onerror: failed });
    document.head.append(script);
  }));
  const draw = async (place) => {
    try {
      await plotly(place.dataset.plotly);
      const { data, layout } = JSON.parse(place.dataset.figure);
      await window.Plotly.newPlot(place, data, layout, { displayModeBar: false, responsive: true, scrollZoom: false });
    } catch {
      library = null;
      place.hidden = true;
      place.nextElementSibling.hidden = false;
    }
  };
  const inView = new IntersectionObserver((seen) => {
    for (const { isIntersecting, target } of seen) {
      if (isIntersecting) { inView.unobserve(target); draw(target); }
    }
  });

  const look = () => {
    document.querySelectorAll(`${FORM}:not([data-ready])`).forEach(start);
    document.querySelectorAll(".bz-radar[data-figure]:not([data-seen])").forEach((place) => {
      place.dataset.seen = "yes";
      inView.observe(place);
    });
  };
  new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", look); else look();
})();
