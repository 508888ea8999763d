// The conversation: what is sent, kept, opened again, changed. The page's components call these; the exchanges live in this browser.
(() => {
  const bz = window.boussole;
  let busy = false;
  const working = (on) => { busy = on; document.getElementById("bz-send")?.setAttribute("aria-disabled", String(on)); };
  let cancelled = 0; // answers that were cancelled, and whose end is still to be told to us as a failure
  let next = null; // what the hidden buttons are to do

  const turnOf = (answer) => ({
    question: answer.question, kind: answer.kind, sort: answer.sort || "", topic: answer.topic || "", advice: answer.advice || "",
    strategies: answer.strategies.map((one) => one.id), citations: answer.citations.map((one) => one.passage),
  });
  const pairs = () => bz.store.find(bz.store.current())?.pairs || [];
  const state = (some) => JSON.stringify(some.filter((pair) => pair.answer).slice(-12).map((pair) => turnOf(pair.answer)));
  // One button asks the server and keeps what it answers, the other only changes what is shown: a gesture that asks nothing
  // must not end an answer that is on its way.
  const press = (what, button = "bz-act") => { next = what; document.getElementById(button)?.click(); };
  let afterwards = null; // what waits for the end of an answer that was cancelled: its last pieces would be shown over it
  const settle = () => { const change = afterwards; afterwards = null; change?.(); };
  const leave = (change) => {
    if (!busy) return change();
    afterwards = change;
    document.getElementById("bz-stop")?.click();
    return setTimeout(settle, 3000); // should the end never be told
  };
  const begin = async (what) => {
    if (busy) { bz.say(bz.texts.busy); return false; }
    working(true);
    const reached = await fetch("/health").catch(() => null); // when the server is gone, nothing else would tell it
    if (!reached?.ok) { working(false); bz.say(bz.texts.failed); return false; }
    if (!bz.store.current()) bz.store.fresh();
    document.body.classList.add("bz-talking");
    press(what, "bz-say");
    return true;
  };
  const textOf = (message) => {
    const content = message?.content;
    if (typeof content === "string") return content;
    return (Array.isArray(content) ? content : []).map((part) => part?.text || "").join("");
  };

  bz.sent = (text) => {
    if (!text.trim()) { bz.say(bz.texts.empty); return text; }
    if (busy) { bz.say(bz.texts.busy); return text; }
    begin({ act: "say", text }).then((begun) => begun || press({ act: "back", text }));
    return ""; // at once: what is typed next must stay
  };
  bz.keep = (chat, turns, last) => {
    if (!busy) return;
    working(false);
    const known = pairs();
    const some = [];
    for (let at = 0; at + 1 < chat.length; at += 2) {
      some.push(known[at / 2] || { question: textOf(chat[at]), answer: null });
    }
    if (last && some.length) some[some.length - 1] = { question: textOf(chat[chat.length - 2]), answer: JSON.parse(last) };
    bz.store.keep(some, chat);
  };
  bz.lost = () => {
    if (cancelled) { cancelled -= 1; settle(); return; }
    working(false);
    bz.say(bz.texts.failed);
  };
  bz.stopped = () => { if (busy) { cancelled += 1; working(false); bz.say(bz.texts.stopped); } };
  bz.cleared = () => { leave(() => { bz.store.fresh(); press({ act: "fresh" }); }); };
  bz.restored = () => {
    bz.drawStore();
    const one = bz.store.find(bz.store.current());
    document.body.classList.toggle("bz-talking", Boolean(one));
    return [one?.chat || [], state(one?.pairs || []), "{}"]; // not the box: someone quick may already be typing
  };
  bz.show = (id) => { leave(() => { bz.store.open(id); press({ act: "open" }); }); };
  // What the conversation becomes once a hidden button is pressed: [conversation, turns, consent, message to send, box].
  bz.changed = (chat, turns, consent, box = "") => {
    const wanted = next;
    next = null;
    if (!wanted) return [chat, turns, consent, "", box];
    if (wanted.act === "open" || wanted.act === "fresh") {
      const [shown, past, none] = bz.restored();
      return [shown, past, wanted.act === "fresh" ? none : consent, "", box];
    }
    if (wanted.act === "back") return [chat, turns, consent, "", box || wanted.text];
    if (wanted.act === "say") return [chat, turns, consent, wanted.text];
    const kept = pairs().slice(0, wanted.at);
    const text = pairs()[wanted.at]?.question || "";
    const before = chat.slice(0, 2 * wanted.at);
    bz.store.keep(kept, before);
    return wanted.act === "edit" ? [before, state(kept), consent, "", text] : [before, state(kept), consent, text];
  };
  // Say something as if it had been typed: from a card, a plan, another view.
  bz.ask = (text) => { bz.go?.("chat"); begin({ act: "say", text }); };

  // The passage that a reference of the text stands for, from the answer it belongs to.
  bz.passageOf = (id) => {
    const [, start, number] = id.match(/^r-([0-9a-f]+)-(\d+)$/) || [];
    const answer = pairs().find((pair) => pair.answer?.id.startsWith(start))?.answer;
    return answer?.citations.find((citation) => String(citation.n) === number)?.passage || "";
  };

  // The strategies of the last answer that proposed some.
  bz.strategies = () => [...pairs()].reverse().find((pair) => pair.answer?.strategies.length > 1)?.answer.strategies.map((one) => one.id) || [];

  const placeOf = (id) => pairs().findIndex((pair) => pair.answer?.id === id);
  const does = {
    copy: async (place) => {
      const answer = pairs()[place]?.answer;
      if (!answer) return;
      const sources = answer.citations.map((one) => `[${one.n}] ${one.title}, ${one.locator}`).join("\n");
      await navigator.clipboard?.writeText(`${answer.text}\n\n${sources}`.trim()).catch(() => null);
      bz.say(bz.texts.copied);
    },
    retry: (place) => { if (place >= 0) begin({ act: "retry", at: place }); },
    edit: (place) => {
      if (busy || place < 0) return;
      press({ act: "edit", at: place });
      setTimeout(() => document.querySelector("#bz-box textarea")?.focus(), 300);
    },
    plan: (place, pressed) => {
      const one = [...pressed.classList].find((name) => name.startsWith("bz-of-"))?.slice(6).replace("-", ".");
      const ids = one ? [one] : (pairs()[place]?.answer?.strategies || []).map((strategy) => strategy.id);
      document.dispatchEvent(new CustomEvent("bz-to-plan", { detail: ids }));
    },
    useful: (place, pressed) => opinion(place, pressed, true),
    useless: (place, pressed) => opinion(place, pressed, false),
  };
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest("button[class*='bz-do-']");
    if (!pressed) return;
    const what = [...pressed.classList].find((name) => name.startsWith("bz-do-")).slice(6);
    const answer = pressed.closest(".message")?.querySelector(".bz-actions")?.id.slice(2);
    does[what]?.(placeOf(answer), pressed);
  });

  // An opinion is asked for in words, once it is said where it will be kept.
  const opinion = (place, pressed, useful) => {
    const group = pressed.closest(".bz-actions");
    group.parentElement.querySelector(".bz-opinion")?.remove();
    const form = document.createElement("form");
    form.className = "bz-opinion";
    const told = Object.assign(document.createElement("p"), { textContent: bz.texts.feedback_consent });
    const label = Object.assign(document.createElement("label"), { textContent: bz.texts.feedback_reason });
    const reason = Object.assign(document.createElement("textarea"), { maxLength: 1000, rows: 2 });
    label.append(reason);
    const send = Object.assign(document.createElement("button"), { type: "submit", className: "bz-small", textContent: bz.texts.feedback_send });
    const cancel = Object.assign(document.createElement("button"), { type: "button", className: "bz-small", textContent: bz.texts.feedback_cancel });
    cancel.addEventListener("click", () => { form.remove(); pressed.focus(); });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const pair = pairs()[place];
      const body = { answer: pair?.answer?.id, question: pair?.question, engine: pair?.answer?.engine, useful, reason: reason.value, consent: true };
      const sent = await fetch("/api/feedback", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }).catch(() => null);
      bz.say(sent?.ok ? bz.texts.feedback_thanks : bz.texts.failed);
      if (sent?.ok) { form.remove(); pressed.setAttribute("aria-pressed", "true"); pressed.focus(); }
    });
    form.append(told, label, send, cancel);
    group.after(form);
    reason.focus();
  };
})();
