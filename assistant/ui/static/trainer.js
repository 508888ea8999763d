// The pages of the sessions: the look of the device, the list of strategies, the synthesis that follows, what is printed.
(() => {
  "use strict";
  const EVERY = 3000;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const look = () => document.documentElement.classList.toggle("dark", dark.matches);
  look();
  dark.addEventListener("change", look);

  const fold = (text) => text.toLowerCase().replaceAll("œ", "oe").normalize("NFD").replace(/\p{M}/gu, "").replaceAll("’", "'");
  const say = (name, count) => {
    const line = document.querySelector(`[data-${name}]`);
    const words = line?.dataset[name].replace("{count}", String(count));
    if (line && line.textContent !== words) line.textContent = words;
  };

  function filter() {
    const asked = fold(document.getElementById("search").value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const entry of document.querySelectorAll("[data-words]")) {
      entry.hidden = !asked.every((word) => entry.dataset.words.includes(word)) && !entry.querySelector("input").checked;
      if (!entry.hidden) shown += 1;
    }
    for (const family of document.querySelectorAll(".bz-family")) family.hidden = !family.querySelector("[data-words]:not([hidden])");
    say("found", shown);
  }

  function limit() {
    const list = document.querySelector("[data-most]");
    if (!list) return;
    const boxes = [...list.querySelectorAll("input")];
    const chosen = boxes.filter((box) => box.checked).length;
    for (const box of boxes) box.disabled = !box.checked && chosen >= Number(list.dataset.most);
    say("chosen", chosen);
  }

  function follow(live) {
    const stale = document.querySelector("[data-stale]");
    let tag = live.dataset.tag;
    const take = (parts) => {
      const have = new Map([...live.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
      for (const [name, content] of Object.entries(parts)) {
        const part = have.get(name);
        const fresh = document.createElement("template");
        fresh.innerHTML = content;
        if (part && part.innerHTML !== fresh.innerHTML) part.replaceChildren(fresh.content); // nothing else flashes
      }
    };
    const ask = async () => {
      try {
        const reply = await fetch(live.dataset.live, { headers: { "If-None-Match": tag }, cache: "no-store" });
        if (reply.status === 200) {
          take((await reply.json()).parts);
          tag = reply.headers.get("ETag");
        } else if (reply.status !== 304) throw new Error(String(reply.status));
        stale.hidden = true;
      } catch {
        stale.hidden = false;
      }
      setTimeout(ask, EVERY);
    };
    ask();
  }

  document.addEventListener("input", (event) => {
    if (event.target.id === "search") filter();
    if (event.target.name === "strategy") limit();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.id === "search") event.preventDefault(); // it would send the form
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print-page]")) window.print();
    const copy = event.target.closest("[data-copy]");
    if (copy) {
      const place = copy.closest(".bz-embedding");
      const code = place.querySelector("code");
      const told = place.querySelector("[data-done]");
      const done = () => { told.textContent = told.dataset.done; };
      const select = () => window.getSelection().selectAllChildren(code); // where nothing may be copied: by hand
      (navigator.clipboard ? navigator.clipboard.writeText(code.textContent) : Promise.reject()).then(done, select);
    }
  });
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "1"; // a second press sends nothing
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
    limit();
  });
  document.addEventListener("DOMContentLoaded", () => {
    limit();
    const live = document.querySelector("[data-live]");
    if (live) follow(live);
    if (document.body.classList.contains("bz-refresh")) setTimeout(() => window.location.reload(), EVERY);
  });
})();
