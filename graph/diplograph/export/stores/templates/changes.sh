#!/bin/sh
# What leads from one build to another, as SPARQL updates that take out and put in just what differs.
#   sh changes.sh OLD.nq NEW.nq FOLDER
set -eu
[ $# -eq 3 ] || {
  printf '%s\n' "usage: sh changes.sh OLD.nq NEW.nq FOLDER" >&2
  exit 2
}
LC_ALL=C
export LC_ALL
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

mkdir -p "$3"
[ -z "$(ls "$3")" ] || {
  printf '%s\n' "$3 is not empty: name a new folder" >&2
  exit 1
}
# The quads of a build with their graph in front, sorted.
quads() {
  sh "$here/named.sh" "$1" >"$work/named.nq"
  awk '{ match($0, / <[^>]*> \.$/); print substr($0, RSTART + 1, RLENGTH - 3) " " substr($0, 1, RSTART) "." }' "$work/named.nq" | sort
}

quads "$1" >"$work/old"
quads "$2" >"$work/new"
comm -23 "$work/old" "$work/new" | sed 's/^/DELETE /' >"$work/changes"
comm -13 "$work/old" "$work/new" | sed 's/^/INSERT /' >>"$work/changes"

# A statement for each graph: of several graphs in one, Virtuoso 7.2.5 leaves texts with a language where they are.
# Escapes with eight digits, and no backslash before a plain u: engines look for \u before they look for \\.
FOLDER=$3 awk '
  function plain(text,   done, run, letter) {
    while (match(text, /\\+[uU]/)) {
      run = RLENGTH - 1
      letter = substr(text, RSTART + run, 1)
      done = done substr(text, 1, RSTART - 1 + run)
      if (run % 2 == 0) done = done "\\U000000" (letter == "u" ? "75" : "55")
      else done = done (letter == "u" ? "U0000" : "U")
      text = substr(text, RSTART + RLENGTH)
    }
    return done text
  }
  function finish() {
    if (last) print "} };" > file
    last = ""
  }
  {
    if (rows % 5000 == 0) {
      finish()
      if (file) close(file)
      file = sprintf("%s/%04d.ru", ENVIRON["FOLDER"], ++files)
    }
    if (rows % 500 == 0 || $1 " " $2 != last) {
      finish()
      print $1 " DATA { GRAPH " $2 " {" > file
      last = $1 " " $2
    }
    print plain(substr($0, length(last) + 2)) > file
    rows++
  }
  END { finish() }' "$work/changes"
