#!/bin/sh
# The graph with a name for the part that has none, because the union that stores ask is one of named graphs.
#   sh named.sh [GRAPH.nq]        N-Quads
#   sh named.sh --update FILE.ru  an update of the `sparql` format
set -eu
THINGS=@THINGS@
LC_ALL=C
export THINGS LC_ALL

if [ "${1-}" = --update ]; then
  exec awk '
    $0 == "INSERT DATA { " { print $0 "GRAPH <" ENVIRON["THINGS"] "> {"; next }
    $0 == "} ;" { print "} " $0; next }
    { print }' "$2"
fi

graph=${1-${GRAPH-$(dirname -- "$0")/../graph.nq}}
[ -r "$graph" ] || {
  printf '%s\n' "$graph is not there: name the graph.nq of the build" >&2
  exit 1
}
exec awk '
  /^<[^>]*> <[^>]*> (<[^>]*>|"([^"\\]|\\.)*"[^ ]*) \.$/ {
    print substr($0, 1, length($0) - 1) "<" ENVIRON["THINGS"] "> ."
    next
  }
  { print }' "$graph"
