#!/bin/sh
# A PostgreSQL of its own for the tests, in a folder: installed from Debian's packages where that is allowed, started, its address printed.
#   TEST_POSTGRES=$(sh tests/postgres.sh start FOLDER [PORT]) make test     then     sh tests/postgres.sh stop FOLDER
set -eu
way=$1 folder=$2 port=${3:-$((20000 + $$ % 20000))}
find_bin() { for path in /usr/lib/postgresql/*/bin/initdb $(command -v initdb || true); do [ -x "$path" ] && dirname "$(readlink -f "$path")" && return; done; return 0; }
as() { if [ "$(id -u)" = 0 ]; then setpriv --reuid postgres --regid postgres --clear-groups "$@"; else "$@"; fi; }  # it refuses to be run by root
bin=$(find_bin)
if [ "$way" = stop ]; then
  [ -n "$bin" ] && [ -d "$folder/data" ] && as "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null
  exit 0
fi
if [ -z "$bin" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installation de PostgreSQL pour les tests des séances…" >&2
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql; } >/dev/null 2>&1 || true
  bin=$(find_bin)
fi
[ -n "$bin" ] || { echo "Il faut PostgreSQL : installez-le (par exemple « sudo apt-get install postgresql »)." >&2; exit 2; }
mkdir -p "$folder"
[ "$(id -u)" != 0 ] || chown postgres "$folder"
as "$bin/initdb" -D "$folder/data" -U boussole -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
as "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w -o "-h 127.0.0.1 -p $port -k $folder" start >/dev/null
as "$bin/createdb" -h 127.0.0.1 -p "$port" -U boussole boussole
echo "postgresql://boussole@127.0.0.1:$port/boussole"
