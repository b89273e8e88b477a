# What the scripts of the stores share. They read it; it does nothing by itself.
# shellcheck shell=sh
set -eu

HERE=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
BASE=@BASE@
: "$BASE"
QUADS=@QUADS@
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
trap 'exit 1' HUP INT TERM

say() { printf '%s\n' "$*"; }

die() {
  say "$*" >&2
  exit 1
}

# A line of a curl configuration, which comes on standard input: a list of processes shows no secret.
setting() {
  say "$1 = \"$(say "$2" | sed 's/[\\"]/\\&/g')\""
}

# Each store says what lets one in: lines of `setting`, or nothing.
secrets() { :; }

request() {
  secrets | curl --config - --silent --show-error --fail-with-body "$@"
}

# What a store says to a request that failed: enough of it.
answer() { head -n 3 "$WORK/answer" | cut -c 1-300; }

send() {
  request --output "$WORK/answer" --header 'Content-Type: application/sparql-update' --data-binary "@$1" "$UPDATE_URL"
}

# One update in a file, in which what has no graph goes where `named.sh` puts it.
update() {
  sh "$HERE/named.sh" --update "$1" >"$WORK/update.ru"
  : >"$WORK/answer"
  send "$WORK/update.ru" || die "$1: $(answer)"
  say "$1"
}

# What a query in a file gives, as CSV. Its prefixes are those of this build.
ask() {
  cat "$HERE/prefixes.rq" "$1" >"$WORK/query.rq"
  : >"$WORK/answer"
  request --output "$WORK/answer" --header 'Accept: text/csv' --data-urlencode "query@$WORK/query.rq" "$QUERY_URL" ||
    die "$1: $(answer)"
  tr -d '\r' <"$WORK/answer"
}

check() {
  ask "$HERE/count.rq" >"$WORK/count"
  found=$(tr -d '"' <"$WORK/count" | sed 1d)
  say "$found quads are there, and $QUADS in the build"
  [ "$found" = "$QUADS" ]
}

# With no arguments load and count; `check` only counts; files are queries (.rq) or updates, sent in their order.
main() {
  case ${1-} in
    '')
      load
      check
      ;;
    check) check ;;
    *) for file; do case $file in *.rq) ask "$file" ;; *) update "$file" ;; esac done ;;
  esac
}
