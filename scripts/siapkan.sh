#!/usr/bin/env bash
# Prepare what `make` needs: a virtual environment with locked packages, and system libraries.
#   scripts/siapkan.sh jalan   to make documents (packages of requirements.lock, Pango)
#   scripts/siapkan.sh uji     also to test (requirements-dev.lock, LibreOffice, poppler, fonts, SoftHSM2, iproute2,
#                              Apache, Java and Maven for the CMIS server)
#   scripts/siapkan.sh nilai   also Java and Maven, for the judges of conformance
# A second run finds its stamp and touches no network.
set -euo pipefail
cd "$(dirname "$0")/.."
mode=${1:-jalan}
venv=${NOTULA_VENV:-.venv}

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 3; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null 2>&1; then sudo "$@"
  else return 1; fi
}
install_debian() { # packages…
  command -v apt-get >/dev/null 2>&1 || fail "Pasang dahulu: $* (apt-get tidak ada di mesin ini)."
  say "Memasang $* …"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q >/dev/null 2>&1 || true
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null \
    || fail "Tidak dapat memasang; jalankan sebagai root: apt-get install $*"
}

find_python() {
  local p
  for p in "${PYTHON:-}" python3.13 python3.12 python3.11 python3; do
    [ -n "$p" ] && command -v "$p" >/dev/null 2>&1 || continue
    "$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$p"; return; }
  done
  return 1
}
python=$(find_python) || { install_debian python3 python3-venv; python=$(find_python); } \
  || fail "Notula memerlukan Python 3.11 atau lebih baru."

if [ ! -x "$venv/bin/python" ]; then
  "$python" -c 'import ensurepip' 2>/dev/null || install_debian python3-venv
  "$python" -m venv "$venv" || { rm -rf "$venv"; install_debian python3-venv; "$python" -m venv "$venv"; }
fi

locks=(requirements.lock)
[ "$mode" != jalan ] && locks+=(requirements-dev.lock)
want=$(cat "${locks[@]}" pyproject.toml | sha256sum | cut -c1-64)
stamp="$venv/.notula-${mode/nilai/uji}"
if [ "$(cat "$stamp" 2>/dev/null)" != "$want" ]; then
  say "Memasang paket Python yang terkunci …"
  args=()
  for lock in "${locks[@]}"; do args+=(-r "$lock"); done
  # pairtree, which the OCFL judge of the tests needs, is published as source only.
  [ "$mode" = jalan ] || args+=(--no-binary pairtree)
  "$venv/bin/python" -m pip install -q --disable-pip-version-check --require-hashes --only-binary=:all: "${args[@]}"
  "$venv/bin/python" -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
  echo "$want" > "$stamp"
fi

pango_ok() {
  "$venv/bin/python" - <<'PY' 2>/dev/null
import weasyprint
from weasyprint.text.ffi import harfbuzz_subset
assert harfbuzz_subset
PY
}
pango_ok || install_debian libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0

if [ "$mode" != jalan ]; then
  missing=()
  command -v soffice >/dev/null 2>&1 || missing+=(libreoffice-writer-nogui)
  command -v softhsm2-util >/dev/null 2>&1 || missing+=(softhsm2)
  command -v apache2 >/dev/null 2>&1 || [ -x /usr/sbin/apache2 ] || missing+=(apache2-bin)
  command -v java >/dev/null 2>&1 || missing+=(default-jre-headless)
  [ -e "$venv/cmis/.lengkap" ] || command -v mvn >/dev/null 2>&1 || missing+=(maven)
  command -v pdftoppm >/dev/null 2>&1 || missing+=(poppler-utils)
  command -v fc-match >/dev/null 2>&1 || missing+=(fontconfig)
  command -v ip >/dev/null 2>&1 || [ -x /sbin/ip ] || missing+=(iproute2)
  case "$(fc-match -f '%{family}' Arial 2>/dev/null)" in *Liberation*|*Arial*) ;; *) missing+=(fonts-liberation2) ;; esac
  [ ${#missing[@]} -eq 0 ] || install_debian "${missing[@]}"
  if [ ! -e "$venv/cmis/.lengkap" ]; then
    say "Mengambil peladen CMIS untuk uji …"
    mvn -q -B -f tests/conformance/cmis/pom.xml dependency:copy -Dfolder="$(cd "$venv" && pwd)/cmis" \
      && touch "$venv/cmis/.lengkap" || fail "Peladen CMIS tidak dapat diambil dari Maven Central."
  fi
fi
if [ "$mode" = nilai ]; then
  command -v javac >/dev/null 2>&1 || install_debian default-jdk-headless
  command -v mvn >/dev/null 2>&1 || install_debian maven
  if [ ! -x "$venv/bin/versitygw" ]; then  # an S3 server with versions and object lock
    command -v go >/dev/null 2>&1 || install_debian golang-go
    GOBIN="$(cd "$venv" && pwd)/bin" go install github.com/versity/versitygw/cmd/versitygw@v1.8.0 \
      || say "versitygw tidak dapat dibangun; uji kunci objek S3 dilewati."
  fi
fi
