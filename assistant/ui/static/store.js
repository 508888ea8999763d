// The conversations kept in this browser, and nowhere else: read, written, listed, renamed, erased.
(() => {
  const bz = window.boussole;
  const KEY = "boussole.conversations";
  const OWN = ["boussole.conversations", "boussole.current", "boussole.plan", "boussole.reflection"];
  const MOST = 50; // conversations kept

  const read = () => {
    try {
      const list = JSON.parse(localStorage.getItem(KEY) || "[]");
      return Array.isArray(list) ? list.filter((one) => one && typeof one.id === "string" && Array.isArray(one.pairs)) : [];
    } catch { return []; }
  };
  const write = (list) => {
    let kept = list.slice(0, MOST);
    for (;;) {
      try { localStorage.setItem(KEY, JSON.stringify(kept)); break; } catch {
        if (kept.length <= 1) break;
        kept = kept.slice(0, -1);
        bz.say(bz.texts.full);
      }
    }
    draw();
  };
  const current = () => sessionStorage.getItem("boussole.current") || localStorage.getItem("boussole.current") || "";
  const setCurrent = (id) => {
    sessionStorage.setItem("boussole.current", id);
    localStorage.setItem("boussole.current", id);
  };

  let quiet = 0;
  bz.say = (sentence) => {
    const status = document.getElementById("bz-status");
    if (!status) return;
    clearTimeout(quiet);
    status.textContent = "";
    requestAnimationFrame(() => { status.textContent = sentence; });
    quiet = setTimeout(() => { status.textContent = ""; }, 6000);
  };
  bz.store = {
    current,
    find: (id) => read().find((one) => one.id === id),
    open: (id) => { setCurrent(id); draw(); },
    fresh: () => { setCurrent(`c${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`); draw(); },
    // Keep the exchanges of the current conversation; the newest conversation comes first.
    keep: (pairs, chat) => {
      if (!current()) bz.store.fresh();
      const before = bz.store.find(current());
      const title = before?.title || (pairs[0]?.question || "").slice(0, 60);
      write([{ id: current(), title, updated: Date.now(), pairs, chat }, ...read().filter((one) => one.id !== current())]);
    },
    rename: (id, title) => write(read().map((one) => (one.id === id ? { ...one, title: title.slice(0, 80) } : one))),
    remove: (id) => write(read().filter((one) => one.id !== id)),
    erase: () => { OWN.forEach((key) => localStorage.removeItem(key)); sessionStorage.removeItem("boussole.current"); draw(); },
  };

  const filled = (text, title) => text.replace("{title}", title || bz.texts.untitled);
  const button = (label, text, act, id) => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: text, className: "bz-small" });
    if (label !== text) made.setAttribute("aria-label", label);
    Object.assign(made.dataset, { store: act, id });
    return made;
  };
  const draw = () => {
    const place = document.getElementById("bz-history");
    if (!place) return;
    const list = read();
    const box = document.createElement("details");
    box.open = place.querySelector("details")?.open ?? matchMedia("(min-width: 900px)").matches;
    box.append(Object.assign(document.createElement("summary"), { innerHTML: "<h2></h2>" }));
    box.querySelector("h2").textContent = bz.texts.history;
    const items = document.createElement("ul");
    for (const one of list) {
      const item = document.createElement("li");
      const open = button(filled(bz.texts.open, one.title), one.title || bz.texts.untitled, "open", one.id);
      if (one.id === current()) open.setAttribute("aria-current", "true");
      item.append(open, button(filled(bz.texts.rename, one.title), "✎", "rename", one.id), button(filled(bz.texts.delete, one.title), "✕", "delete", one.id));
      items.append(item);
    }
    box.append(list.length ? items : Object.assign(document.createElement("p"), { textContent: bz.texts.none }));
    const foot = document.createElement("div");
    foot.className = "bz-store-foot";
    foot.append(Object.assign(document.createElement("span"), { textContent: bz.texts.export }));
    for (const [format, name] of [["md", "Markdown"], ["docx", "Word"], ["json", "JSON"]]) {
      foot.append(button(`${bz.texts.export} (${name})`, name, "export", format));
    }
    foot.append(button(bz.texts.erase, bz.texts.erase, "erase", ""));
    box.append(foot);
    place.replaceChildren(box);
  };

  const does = {
    open: (id) => bz.show(id),
    rename: (id) => {
      const title = prompt(bz.texts.new_name, bz.store.find(id)?.title || "");
      if (title !== null && title.trim()) bz.store.rename(id, title.trim());
    },
    delete: (id) => {
      if (!confirm(bz.texts.delete_sure)) return;
      bz.store.remove(id);
      if (id === current()) document.getElementById("bz-clear")?.click();
    },
    erase: () => {
      if (!confirm(bz.texts.erase_sure)) return;
      bz.store.erase();
      document.getElementById("bz-clear")?.click();
      bz.say(bz.texts.erased);
    },
    export: (format) => {
      const one = bz.store.find(current());
      const exchanges = (one?.pairs || []).filter((pair) => pair.answer).map(({ question, answer }) => ({ question, answer }));
      if (!exchanges.length) { bz.say(bz.texts.nothing_to_export); return; }
      bz.download(`/api/export/conversation?format=${format}`, { title: one.title, language: bz.texts.language, exchanges });
    },
  };
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-store]");
    if (pressed) does[pressed.dataset.store](pressed.dataset.id);
  });

  // Ask the server for a file made from what this browser holds, and save it.
  bz.download = async (address, body) => {
    const answer = await fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: typeof body === "string" ? body : JSON.stringify(body) }).catch(() => null);
    if (!answer?.ok) {
      bz.say((await answer?.json().catch(() => null))?.error || bz.texts.failed);
      return;
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = decodeURIComponent((answer.headers.get("Content-Disposition") || "").match(/filename="([^"]+)"/)?.[1] || "boussole");
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 5000);
  };
  bz.drawStore = draw;
})();
