#!/bin/sh
# Find a Chromium for the browser tests, install Debian's where that is allowed, or say how to get one. Never skip in silence.
for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
  [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installation de Chromium pour les tests de la page…"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } >/dev/null 2>&1 && exit 0
fi
echo "Les tests de la page demandent Chromium : installez-le (par exemple « sudo apt-get install chromium »), ou donnez son chemin dans CHROMIUM." >&2
exit 2
