// The conversation inside another page: questions asked over HTTP, answers built piece by piece as text, references opened in place.
// Nothing is kept: the exchanges live in this page, and no cookie is needed.
(() => {
  "use strict";
  const main = document.getElementById("bz-main");
  const words = JSON.parse(main.dataset.words);
  const form = document.getElementById("bz-ask");
  const turns = [];
  let waiting = null; // what stops the answer under way
  let count = 0;

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const look = () => document.documentElement.classList.toggle("dark", dark.matches);
  look();
  dark.addEventListener("change", look);

  // The page around is told how tall this one is; only the site that this page was opened from hears it.
  const aroundUs = () => {
    let place = "";
    try { place = new URL(document.referrer).origin; } catch { /* none */ }
    try {
      if (place && place !== location.origin) sessionStorage.setItem("boussole.around", place);
      else place = sessionStorage.getItem("boussole.around") || ""; // the language was changed: the referrer is this very site
    } catch { if (place === location.origin) place = ""; }
    return place;
  };
  const around = window.parent === window ? "" : aroundUs();
  let told = 0;
  const tell = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    window.parent.postMessage({ type: "boussole:height", height }, around);
  };
  if (around) new ResizeObserver(tell).observe(document.body);
  if (!form) return;

  const made = (name, className = "", text = "") => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  };
  const typeset = (text) => text.replace(/ (?=[:»%$])/g, "\u00a0").replace(/« /g, "«\u00a0");
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const say = (text) => { document.getElementById("bz-said").textContent = text; };

  // A reference: the document, the place, the passage and what kind of statement it is.
  const passage = (citation) => {
    const box = made("div", "bz-passage");
    box.append(made("p", "bz-where", typeset(`[${citation.n}] ${citation.title}, ${citation.locator}`)), made("blockquote", "", typeset(citation.quote)));
    const line = made("p");
    line.append(made("span", `bz-kind bz-${citation.kind}`, `${words.marks[citation.kind]} ${words.kinds[citation.kind]}`));
    line.append(` · ${words.states[citation.state]} · ${words.passage_note}`);
    if (citation.url && /^https?:\/\//.test(citation.url)) {
      const link = made("a", "", `${words.open_source} (${words.new_tab})`);
      Object.assign(link, { href: citation.url, target: "_blank", rel: "noopener noreferrer" });
      line.append(" · ", link);
    }
    box.append(line);
    return box;
  };
  // A mark in the text opens its reference under the paragraph it stands in, and closes it again.
  const mark = (citation, block) => {
    const button = made("button", "bz-ref", `[${citation.n}]`);
    button.type = "button";
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-label", filled(words.reference, { n: citation.n }));
    let open = null;
    button.addEventListener("click", () => {
      if (open) open.remove();
      else { open = passage(citation); open.id = `bz-p${(count += 1)}`; block.append(open); button.setAttribute("aria-controls", open.id); }
      button.setAttribute("aria-expanded", String(Boolean(open?.isConnected)));
      if (!open.isConnected) { open = null; button.removeAttribute("aria-controls"); }
    });
    button.addEventListener("keydown", (event) => { if (event.key === "Escape" && open) button.click(); });
    return button;
  };
  const lead = (text) => {
    const word = text.replace(/\s*:$/, "");
    const kind = words.leads[word.split(",")[0]];
    return kind ? made("span", `bz-kind bz-${kind}`, typeset(`${words.marks[kind]} ${text}`)) : made(/:$/.test(text) ? "strong" : "em", "", typeset(text));
  };
  const inline = (text, into, block, citations) => {
    let end = 0;
    for (const found of text.matchAll(/\*\*(.+?)\*\*|\*([^*\n]+?)\*| ?\[(\d+)\]/g)) {
      const citation = found[3] && citations.find((one) => String(one.n) === found[3]);
      if (found[3] && !citation) continue;
      into.append(typeset(text.slice(end, found.index)));
      end = found.index + found[0].length;
      if (found[1]) into.append(made("strong", "", typeset(found[1])));
      else if (found[2]) into.append(lead(found[2]));
      else into.append(" ", mark(citation, block));
    }
    into.append(typeset(text.slice(end)));
    return into;
  };
  const cells = (line) => line.replace(/^\||\|$/g, "").split("|").map((cell) => cell.trim());
  const table = (lines, block, citations) => {
    const whole = made("table");
    const head = whole.createTHead().insertRow();
    for (const cell of cells(lines[0])) { const name = inline(cell, made("th"), block, citations); name.scope = "col"; head.append(name); }
    const body = whole.createTBody();
    for (const line of lines.slice(2)) {
      const row = body.insertRow();
      for (const cell of cells(line)) inline(cell, row.insertCell(), block, citations);
    }
    const frame = made("div", "bz-wide");
    frame.tabIndex = 0;
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", words.boussole);
    frame.append(whole);
    return frame;
  };
  // The Markdown that answers are written in: paragraphs, headings in bold, lists, tables, leads, marks. All of it becomes text.
  const write = (text, into, citations = []) => {
    for (const part of text.split("\n\n")) {
      const lines = part.split("\n");
      const block = made("div", "bz-block");
      const heading = part.match(/^\*\*(.+)\*\*$/);
      if (heading && lines.length === 1) block.append(made("h3", "", typeset(heading[1])));
      else if (lines.length > 2 && lines.every((line) => line.startsWith("|"))) block.append(table(lines, block, citations));
      else if (lines.every((line) => line.startsWith("- "))) {
        const list = made("ul");
        for (const line of lines) {
          const item = made("li");
          list.append(inline(line.slice(2), item, item, citations));
        }
        block.append(list);
      } else block.append(inline(part, made("p"), block, citations));
      into.append(block);
    }
  };

  const finish = (answer, box) => {
    box.replaceChildren(made("h2", "", words.boussole));
    box.lang = answer.language;
    write(answer.text, box, answer.citations);
    for (const warning of answer.warnings) box.append(made("p", "bz-warning", warning));
    if (answer.citations.length) {
      const all = made("details", "bz-refs");
      all.append(made("summary", "", filled(words.references, { count: answer.citations.length })), ...answer.citations.map(passage));
      box.append(all);
    }
    if (answer.follow_ups.length) {
      const next = made("div", "bz-follow");
      next.setAttribute("role", "group");
      next.setAttribute("aria-label", words.follow);
      for (const text of answer.follow_ups) {
        const button = made("button", "bz-small", typeset(text));
        button.type = "button";
        button.addEventListener("click", () => ask(text));
        next.append(button);
      }
      box.append(next);
    }
    turns.push({
      question: answer.question, kind: answer.kind, sort: answer.sort || "", topic: answer.topic || "", advice: answer.advice || "",
      strategies: answer.strategies.map((one) => one.id), citations: answer.citations.map((one) => one.passage),
    });
    say(filled(words.done, { count: answer.citations.length }));
  };

  // Server-sent events, as they come: [name, data].
  async function* events(reply) {
    const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      rest += value;
      const whole = rest.split("\n\n");
      rest = whole.pop();
      for (const one of whole) {
        const [, name, data] = one.match(/^event: (\w+)\ndata: (.*)$/s) || [];
        if (name) yield [name, JSON.parse(data)];
      }
    }
  }
  const answered = async (question, box, signal) => {
    const body = JSON.stringify({ question, history: turns.slice(-12), model: words.model });
    const reply = await fetch("/api/ask/stream", { method: "POST", headers: { "Content-Type": "application/json" }, body, signal, credentials: "omit" });
    if (!reply.ok) throw new Error((await reply.json().catch(() => null))?.error || "");
    const shown = made("div");
    for await (const [name, data] of events(reply)) {
      if (name === "error") throw new Error(data.error);
      if (name === "answer") { finish(data, box); return; }
      if (!shown.isConnected) box.replaceChildren(made("h2", "", words.boussole), shown);
      shown.replaceChildren();
      write(data.text, shown);
    }
    throw new Error("");
  };
  const busy = (on) => {
    document.getElementById("bz-stop").hidden = !on;
    for (const button of document.querySelectorAll("#bz-ask .bz-send, #bz-advice, .bz-follow button")) button.setAttribute("aria-disabled", String(on));
  };
  async function ask(text, shown = text) {
    if (waiting) return;
    if (!text.trim()) { say(words.empty); document.getElementById("bz-question").focus(); return; }
    waiting = new AbortController();
    const log = document.getElementById("bz-log");
    const question = made("div", "bz-said-by-you");
    question.append(made("h2", "", words.you), made("p", "bz-typed", shown));
    const box = made("article", "bz-answer");
    box.setAttribute("aria-busy", "true");
    box.append(made("p", "", words.working));
    log.append(question, box);
    say(words.working);
    busy(true);
    question.scrollIntoView({ block: "nearest" });
    try {
      await answered(text, box, waiting.signal);
    } catch (failure) {
      const sentence = failure.name === "AbortError" ? words.stopped : (!(failure instanceof TypeError) && failure.message) || words.failed;
      box.replaceChildren(made("p", "bz-notice", sentence));
      say(sentence);
    }
    box.removeAttribute("aria-busy");
    waiting = null;
    busy(false);
  }

  const input = document.getElementById("bz-question");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = input.value;
    if (waiting) return;
    if (text.trim()) input.value = "";
    ask(text);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
  });
  document.getElementById("bz-stop").addEventListener("click", () => { waiting?.abort(); input.focus(); });
  document.getElementById("bz-advice")?.addEventListener("click", (event) => ask(event.target.dataset.case, event.target.dataset.shown));
})();
