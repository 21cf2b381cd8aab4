#!/usr/bin/env bash
# The independent judge of signatures (EU DSS): exit code 0 only where every signature of every
# file is TOTAL_PASSED, at the level named, with nothing fetched.
#   scripts/dss.sh [--tingkat LTA] ROOT.pem FILE.pdf…
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
level=LTA
[ "${1:-}" = --tingkat ] && { level=$2; shift 2; }
[ $# -ge 2 ] || { printf 'Pemakaian: scripts/dss.sh [--tingkat LTA] AKAR.pem BERKAS.pdf…\n' >&2; exit 2; }
for tool in java mvn; do
  command -v "$tool" >/dev/null 2>&1 || { printf 'Pasang dahulu: %s (Java 17, Maven).\n' "$tool" >&2; exit 3; }
done
project="$here/tests/conformance/dss"
built="$here/build/dss"
want=$(cat "$project/pom.xml" "$project"/src/main/java/notula/*.java | sha256sum | cut -c1-64)
if [ "$(cat "$built/.stempel" 2>/dev/null)" != "$want" ]; then
  mvn -q -B -f "$project/pom.xml" compile dependency:copy-dependencies
  printf '%s\n' "$want" > "$built/.stempel"
fi
root=$1
shift
exec java -cp "$built/classes:$built/lib/*" notula.Periksa "$root" "BASELINE-$level" "$@"
