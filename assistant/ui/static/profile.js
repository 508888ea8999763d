// What the questionnaire asks of the server: its profile, shown under it, or a file to keep.
(() => {
  const bz = window.boussole;
  const shown = async (json) => {
    const place = document.querySelector(".bz-view[data-view=reflection]");
    if (!place) return;
    const answer = await fetch(`/api/reflection/profile?lang=${bz.texts.language}`, { method: "POST", body: json }).catch(() => null);
    if (!answer?.ok) { bz.say((await answer?.json().catch(() => null))?.error || bz.texts.failed); return; }
    let profile = document.getElementById("bz-profile-place");
    if (!profile) { profile = document.createElement("div"); profile.id = "bz-profile-place"; place.append(profile); }
    profile.innerHTML = await answer.text();
    document.getElementById("bz-profile-title")?.focus();
  };
  document.addEventListener("bz-reflection", ({ detail: { want, json } }) => {
    if (want === "profile") shown(json);
    else bz.download(`/api/reflection/${want}?lang=${bz.texts.language}`, json);
  });
})();
