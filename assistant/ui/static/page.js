// What the page does by itself: open a reference, bring a new question to the top, mend one role. Nothing else runs on it.
document.documentElement.lang = "fr";

// A reference in the text opens its passage and takes the focus there.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a.bz-ref");
  if (!link) return;
  event.preventDefault();
  const passage = document.getElementById(link.getAttribute("href").slice(1));
  if (!passage) return;
  passage.closest("details.bz-refs").open = true;
  passage.open = true;
  passage.querySelector("summary").focus({ preventScroll: true });
  passage.scrollIntoView({ block: "nearest" });
});

// An answer is read from its beginning: the question just asked stays at the top of the conversation while its answer comes, until
// the person scrolls.
let asked = 0;
let pinned = null;
const scroller = (element) => {
  let box = element.parentElement;
  while (box && box.scrollHeight <= box.clientHeight + 1) box = box.parentElement;
  return box;
};
const follow = () => {
  const questions = document.querySelectorAll('[data-testid="user"]');
  if (questions.length > asked) pinned = questions[questions.length - 1];
  asked = questions.length;
  const box = pinned && pinned.isConnected && scroller(pinned);
  if (box) box.scrollTop += pinned.getBoundingClientRect().top - box.getBoundingClientRect().top - 40;
};
for (const gesture of ["wheel", "touchmove", "keydown", "pointerdown"]) {
  document.addEventListener(gesture, (event) => { if (!event.target.closest("button, textarea")) pinned = null; }, { passive: true });
}

// The list of examples loses a role that its buttons do not fit (Gradio gives it `list` without `listitem`; WCAG 1.3.1).
const mend = () => document.querySelectorAll('.examples[role="list"]').forEach((list) => list.removeAttribute("role"));

new MutationObserver(() => { follow(); mend(); }).observe(document.documentElement, { childList: true, subtree: true });
