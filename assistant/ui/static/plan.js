// The plan in the browser: the table grows, rows come, go and move, and the whole is kept as JSON here and for the page.
(() => {
  const KEY = "boussole.plan";
  const LIVE = ".bz-plan";
  let before = null; // the plan before the last deletion

  const rowsOf = (plan) => [...plan.querySelectorAll("tbody > tr")];
  const fieldsOf = (element) => [...element.querySelectorAll("[data-field]")];
  const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);

  const collected = (plan) => {
    const read = (element) => Object.fromEntries(fieldsOf(element).map((field) => [field.dataset.field, field.value]));
    const rows = rowsOf(plan).map((row) => ({ ...read(row), done: row.dataset.done || null }));
    const head = read(plan.querySelector(".bz-plan-head"));
    return { ...head, language: plan.dataset.language, made: plan.dataset.made, rows, version: Number(plan.dataset.version) };
  };

  // Storage may be refused (private window, full): the page then works without it.
  const stored = () => { try { return JSON.parse(localStorage.getItem(KEY)); } catch { return null; } };
  const store = (json) => { try { localStorage.setItem(KEY, json); } catch { /* nothing is kept */ } };
  const forget = () => { try { localStorage.removeItem(KEY); } catch { /* nothing was kept */ } };

  const hand = (json) => {
    document.dispatchEvent(new CustomEvent("bz-plan", { bubbles: true, detail: json }));
    const box = document.querySelector("#bz-plan-json textarea");
    if (!box || box.value === json) return;
    box.value = json;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const keep = (plan) => {
    const json = JSON.stringify(collected(plan));
    store(json);
    hand(json);
  };

  const grow = (area) => {
    if (!area.offsetParent) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  };
  const growAll = (plan) => plan.querySelectorAll("textarea").forEach(grow);
  const seen = new IntersectionObserver((entries) => entries.forEach((e) => { if (e.isIntersecting) growAll(e.target); }));

  const say = (plan, key, number) => {
    plan.querySelector(".bz-plan-said").textContent = plan.dataset[key].replace("{number}", number);
  };
  const numbered = (plan) => {
    rowsOf(plan).forEach((row, place) => row.querySelectorAll("[data-name]").forEach((named) => {
      const name = named.dataset.name.replace("{number}", place + 1);
      if (named.tagName === "TH") named.textContent = name;
      else named.setAttribute("aria-label", name);
    }));
    plan.querySelector(".bz-plan-empty").hidden = rowsOf(plan).length > 0;
  };
  const added = (plan) => {
    plan.querySelector("tbody").append(plan.querySelector("template").content.cloneNode(true));
    return rowsOf(plan).at(-1);
  };
  const text = (value) => (Array.isArray(value) ? value.join(", ") : typeof value === "string" ? value : "");
  const fill = (plan, kept) => {
    fieldsOf(plan.querySelector(".bz-plan-head")).forEach((field) => { field.value = text(kept[field.dataset.field]); });
    rowsOf(plan).forEach((row) => row.remove());
    for (const content of kept.rows.slice(0, Number(plan.dataset.most))) {
      const row = added(plan);
      fieldsOf(row).forEach((field) => { field.value = text((content || {})[field.dataset.field]); });
      if (content && text(content.done)) row.dataset.done = content.done;
      const status = row.querySelector("select");
      if (status.selectedIndex < 0) status.selectedIndex = 0;
    }
    if (/^\d{4}-\d\d-\d\d$/.test(text(kept.made))) plan.dataset.made = kept.made;
    numbered(plan);
    growAll(plan);
  };
  const undoable = (plan) => {
    before = collected(plan);
    plan.querySelector('[data-plan="undo"]').hidden = false;
  };

  const ready = (plan) => {
    plan.dataset.ready = "";
    const kept = stored(); // an empty table takes up what was kept; « clear » keeps nothing
    if (Array.isArray(kept?.rows) && !rowsOf(plan).length) fill(plan, kept);
    else growAll(plan);
    seen.observe(plan);
    if (rowsOf(plan).length) keep(plan);
  };
  const look = () => document.querySelectorAll(`${LIVE}:not([data-ready])`).forEach(ready);

  const actions = {
    add(plan) {
      if (rowsOf(plan).length >= Number(plan.dataset.most)) return say(plan, "full", plan.dataset.most);
      const row = added(plan);
      numbered(plan);
      row.querySelector("[data-field]").focus();
      return say(plan, "added", rowsOf(plan).length);
    },
    clear(plan) {
      undoable(plan);
      fill(plan, { title: before.title, rows: [] });
      say(plan, "cleared", "");
    },
    undo(plan, button) {
      fill(plan, before);
      button.hidden = true;
      plan.querySelector('[data-plan="add"]').focus();
      say(plan, "restored", "");
    },
    up(plan, button) { moved(plan, button, -1); },
    down(plan, button) { moved(plan, button, 1); },
    delete(plan, button) {
      const row = button.closest("tr");
      const place = rowsOf(plan).indexOf(row);
      undoable(plan);
      row.remove();
      numbered(plan);
      const next = rowsOf(plan)[Math.min(place, rowsOf(plan).length - 1)];
      (next ? next.querySelector('[data-move="delete"]') : plan.querySelector('[data-plan="add"]')).focus();
      say(plan, "deleted", place + 1);
    },
  };
  const moved = (plan, button, by) => {
    const row = button.closest("tr");
    const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (by < 0) other.before(row);
    else other.after(row);
    numbered(plan);
    button.focus();
    say(plan, "moved", rowsOf(plan).indexOf(row) + 1);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest(`${LIVE} button[data-plan], ${LIVE} button[data-move]`);
    if (!button) return;
    const plan = button.closest(LIVE);
    actions[button.dataset.plan || button.dataset.move](plan, button);
    keep(plan);
    if (button.dataset.plan === "clear") forget();
  });
  document.addEventListener("input", (event) => {
    const field = event.target.closest(`${LIVE} [data-field]`);
    if (!field) return;
    const row = field.closest("tr");
    if (field.dataset.field === "status" && row) {
      if (field.value === "done") row.dataset.done ||= today();
      else delete row.dataset.done;
    }
    if (field.tagName === "TEXTAREA") grow(field);
    keep(field.closest(LIVE));
  });
  new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true });
  look();
})();
