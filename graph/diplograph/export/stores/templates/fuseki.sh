#!/bin/sh
# Apache Jena Fuseki: sh fuseki.sh [check | FILE.rq ... | FILE.ru ...]
# shellcheck source=common.sh
. "$(dirname -- "$0")/common.sh"

: "${FUSEKI_URL:?set FUSEKI_URL, such as http://localhost:3030/diplograph}"
QUERY_URL=$FUSEKI_URL/query
UPDATE_URL=$FUSEKI_URL/update

secrets() {
  [ -z "${FUSEKI_USER-}" ] || setting user "$FUSEKI_USER:${FUSEKI_PASSWORD-}"
}

# PUT without a graph replaces the dataset, in one transaction.
load() {
  sh "$HERE/named.sh" >"$WORK/graph.nq"
  request --output /dev/null --header 'Content-Type: application/n-quads' --upload-file "$WORK/graph.nq" "$FUSEKI_URL/data"
}

main "$@"
