// What the page does by itself: its language, an answer read from its beginning, two roles mended.
(() => {
  // The language is the page's, whatever Gradio makes of the browser's.
  const root = document.documentElement;
  const speak = () => { if (root.lang !== window.boussole.texts.language) root.lang = window.boussole.texts.language; };
  speak();
  new MutationObserver(speak).observe(root, { attributes: true, attributeFilter: ["lang"] });

  // The question just asked stays at the top while its answer comes, until the person scrolls.
  let asked = 0;
  let pinned = null;
  const scroller = (element) => {
    let box = element.parentElement;
    while (box && (box.scrollHeight <= box.clientHeight + 1 || getComputedStyle(box).overflowY === "visible")) box = box.parentElement;
    return box || document.scrollingElement;
  };
  const follow = () => {
    const questions = document.querySelectorAll('[data-testid="user"]');
    if (questions.length > asked) pinned = questions[questions.length - 1];
    asked = questions.length;
    const box = pinned && pinned.isConnected && scroller(pinned);
    if (!box) return;
    const top = box === document.scrollingElement ? 0 : box.getBoundingClientRect().top;
    box.scrollTop += pinned.getBoundingClientRect().top - top - 40;
  };
  for (const gesture of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    document.addEventListener(gesture, (event) => { if (!event.target.closest("#bz-composer")) pinned = null; }, { passive: true });
  }
  // The list of examples loses a role that its buttons do not fit (Gradio gives it `list` without `listitem`; WCAG 1.3.1).
  const mend = () => document.querySelectorAll('.examples[role="list"]').forEach((list) => list.removeAttribute("role"));
  new MutationObserver(() => { follow(); mend(); if (!document.querySelector("#bz-history details")) window.boussole.drawStore?.(); })
    .observe(document.documentElement, { childList: true, subtree: true });
})();
