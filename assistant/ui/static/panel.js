// A reference opens beside the conversation: the passage in its context, the document, the place, the kind of statement.
(() => {
  const bz = window.boussole;
  let opener = null;

  const close = () => {
    const panel = document.getElementById("bz-panel");
    if (!panel || panel.hidden) return;
    panel.hidden = true;
    document.body.classList.remove("bz-reading");
    if (opener?.isConnected) opener.focus();
  };
  const made = (name, text, className = "") => Object.assign(document.createElement(name), { textContent: text, className });
  const around = (title, lines) => {
    if (!lines?.length) return [];
    return [made("h3", title), ...lines.map((line) => made("p", line, "bz-around"))];
  };
  const open = async (source, number) => {
    const panel = document.getElementById("bz-panel");
    const title = made("h2", bz.texts.panel.replace("{n}", number));
    title.id = "bz-panel-title";
    const shut = made("button", "✕", "bz-small bz-close");
    shut.type = "button";
    shut.setAttribute("aria-label", bz.texts.panel_close);
    shut.addEventListener("click", close);
    const copy = document.createElement("div");
    copy.className = "bz-passage";
    copy.append(made("p", source.querySelector("summary").textContent.replace(/^\[\d+\]\s*/, ""), "bz-where"));
    for (const part of source.querySelectorAll(":scope > blockquote, :scope > p")) copy.append(part.cloneNode(true));
    const quote = copy.querySelector("blockquote");
    if (quote) { const mark = document.createElement("mark"); mark.append(...quote.childNodes); quote.append(mark); }
    panel.replaceChildren(shut, title, copy);
    panel.setAttribute("role", "complementary");
    panel.setAttribute("aria-labelledby", title.id);
    panel.tabIndex = -1;
    panel.hidden = false;
    document.body.classList.add("bz-reading");
    panel.focus();
    const told = await fetch(`/api/passage?id=${encodeURIComponent(bz.passageOf(source.id))}&lang=${bz.texts.language}`).then((r) => (r.ok ? r.json() : null)).catch(() => null);
    if (!told || panel.hidden) return;
    quote?.before(...around(bz.texts.panel_before, told.before));
    quote?.after(...around(bz.texts.panel_after, told.after));
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.bz-ref");
    if (!link) return;
    event.preventDefault();
    const source = document.getElementById(link.getAttribute("href").slice(1));
    if (!source) return;
    opener = link;
    open(source, link.textContent.replace(/\D/g, ""));
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
})();
