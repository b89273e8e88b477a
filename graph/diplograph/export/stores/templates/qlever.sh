#!/bin/sh
# QLever: sh qlever.sh [check | FILE.rq ... | FILE.ru ...]
# shellcheck source=common.sh
. "$(dirname -- "$0")/common.sh"

: "${QLEVER_TOKEN:?set QLEVER_TOKEN to a word that lets one change the data}"
QUERY_URL=${QLEVER_URL:-http://localhost:7019}
UPDATE_URL=$QUERY_URL

secrets() { setting header "Authorization: Bearer $QLEVER_TOKEN"; }

# The index is built anew, so nothing is left of an older one.
load() {
  cd "$HERE"
  qlever stop || say "no server was running"
  qlever index --overwrite-existing --input-files "${GRAPH:-../graph.nq}"
  qlever start --persist-updates --access-token "$QLEVER_TOKEN"
}

main "$@"
