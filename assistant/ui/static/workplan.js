// What surrounds the plan: fill it from the conversation, open a saved one, export it, say where it stands. `plan.js` keeps the table.
(() => {
  const bz = window.boussole;
  const kept = () => { try { return localStorage.getItem("boussole.plan") || ""; } catch { return ""; } };
  const post = async (address, body) => {
    const answer = await fetch(`${address}${address.includes("?") ? "&" : "?"}lang=${bz.texts.language}`, { method: "POST", body }).catch(() => null);
    const told = await answer?.json().catch(() => null);
    if (!answer?.ok) { bz.say(told?.error || bz.texts.failed); return null; }
    return told;
  };
  const show = (told) => {
    const place = document.getElementById("bz-plan-place");
    if (place) place.innerHTML = told.table;
    else { try { localStorage.setItem("boussole.plan", told.plan); } catch { /* nothing is kept */ } }
    return Boolean(place);
  };
  const standing = (told) => {
    const place = document.getElementById("bz-plan-standing");
    if (!place) return;
    place.innerHTML = told.standing;
    if (!told.message) return;
    const talk = Object.assign(document.createElement("button"), { type: "button", className: "bz-small", textContent: place.dataset.talk });
    talk.dataset.ask = told.message;
    place.append(talk);
  };
  const add = async (ids) => {
    const told = await post("/api/plan/add", JSON.stringify({ plan: kept(), strategies: ids }));
    if (!told) return;
    show(told);
    bz.say(bz.texts.added);
  };

  document.addEventListener("bz-to-plan", (event) => add(event.detail));
  document.addEventListener("click", async (event) => {
    const save = event.target.closest("[data-save]");
    if (save) { bz.download(`/api/export/plan?format=${save.dataset.save}`, JSON.parse(kept() || "{}")); return; }
    if (event.target.closest("#bz-plan-add")) {
      const ids = bz.strategies();
      if (ids.length) add(ids);
      else bz.say(document.getElementById("bz-plan-standing").dataset.nothing);
    }
    if (event.target.closest("#bz-plan-stand")) {
      const told = await post("/api/plan/stand", kept() || "{}");
      if (told) standing(told);
    }
  });
  document.addEventListener("change", async (event) => {
    const input = event.target.closest("#bz-plan-open");
    if (!input?.files.length) return;
    const file = input.files[0];
    const told = await post(`/api/plan/read?name=${encodeURIComponent(file.name)}`, file);
    input.value = "";
    if (!told) return;
    show(told);
    standing(told);
  });
})();
