// Clicking a reference opens its passage and takes the focus there; nothing else runs on the page.
document.documentElement.lang = "fr";
document.addEventListener("click", (event) => {
  const link = event.target.closest("a.bz-ref");
  if (!link) return;
  event.preventDefault();
  const passage = document.getElementById(link.getAttribute("href").slice(1));
  if (!passage) return;
  passage.open = true;
  passage.querySelector("summary").focus({ preventScroll: true });
  passage.scrollIntoView({ block: "nearest" });
});
