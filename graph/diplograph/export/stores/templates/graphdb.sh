#!/bin/sh
# GraphDB: sh graphdb.sh [check | FILE.rq ... | FILE.ru ...]
# shellcheck source=common.sh
. "$(dirname -- "$0")/common.sh"

: "${GRAPHDB_URL:?set GRAPHDB_URL, such as http://localhost:7200}"
QUERY_URL=$GRAPHDB_URL/repositories/diplograph
UPDATE_URL=$QUERY_URL/statements

secrets() {
  [ -z "${GRAPHDB_USER-}" ] || setting user "$GRAPHDB_USER:${GRAPHDB_PASSWORD-}"
}

# PUT replaces all statements of the repository, in one transaction.
load() {
  request --output /dev/null "$GRAPHDB_URL/rest/repositories/diplograph" 2>/dev/null ||
    request --output /dev/null --form "config=@$HERE/graphdb.ttl" "$GRAPHDB_URL/rest/repositories"
  sh "$HERE/named.sh" >"$WORK/graph.nq"
  request --output /dev/null --header 'Content-Type: application/n-quads' --upload-file "$WORK/graph.nq" "$UPDATE_URL"
}

main "$@"
