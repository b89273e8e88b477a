#!/bin/sh
# Virtuoso: sh virtuoso.sh [check | FILE.rq ... | FILE.ru ...]
# shellcheck source=common.sh
. "$(dirname -- "$0")/common.sh"

: "${VIRTUOSO_PASSWORD:?set VIRTUOSO_PASSWORD, that of VIRTUOSO_USER, dba if not given}"
VIRTUOSO_USER=${VIRTUOSO_USER:-dba}
VIRTUOSO_URL=${VIRTUOSO_URL:-http://localhost:8890}
QUERY_URL=$VIRTUOSO_URL/sparql-auth
UPDATE_URL=$QUERY_URL

secrets() {
  say digest
  setting user "$VIRTUOSO_USER:$VIRTUOSO_PASSWORD"
}

# A statement a request: Virtuoso compiles a request as a whole, and eight statements of 500 triples took it 40 seconds.
send() {
  rm -f "$WORK"/part.*
  PART=$WORK/part. awk '
    /^(PREFIX|BASE) / { whole = 1 }
    /^(INSERT|DELETE) DATA \{ GRAPH </ && started && !whole { close(file); started = 0; parts++ }
    /^(INSERT|DELETE) / { started = 1 }
    { file = sprintf("%s%06d", ENVIRON["PART"], parts); print > file }' "$1"
  for part in "$WORK"/part.*; do
    request --output "$WORK/answer" --header 'Content-Type: application/sparql-update' --data-binary "@$part" "$UPDATE_URL" ||
      return 1
  done
}

text() { say "'$(say "$1" | sed "s/'/''/g")'"; }

# The list of loads forgets the file, or it would not be read again. A folder that may not be read stops it before anything goes.
sql() {
  cat <<END
create procedure DB.DBA.DIPLOGRAPH_LOAD (in base varchar, in folder varchar)
{
  declare graphs any;
  log_enable (3, 1);
  delete from DB.DBA.load_list where ll_file = concat (folder, '/diplograph.nq');
  ld_dir (folder, 'diplograph.nq', concat (base, 'things'));
  graphs := vector ();
  for (sparql select distinct ?g where { graph ?g { ?s ?p ?o } }) do
    if (starts_with ("g", base)) graphs := vector_concat (graphs, vector ("g"));
  foreach (varchar graph in graphs) do
    exec (sprintf ('sparql clear graph <%s>', graph));
  rdf_loader_run ();
};
DB.DBA.DIPLOGRAPH_LOAD ($(text "$BASE"), $(text "$VIRTUOSO_FOLDER"));
checkpoint;
drop procedure DB.DBA.DIPLOGRAPH_LOAD;
select ll_file, ll_state, ll_error from DB.DBA.load_list where ll_file = $(text "$VIRTUOSO_FOLDER/diplograph.nq");
END
}

load() {
  : "${VIRTUOSO_FOLDER:?set VIRTUOSO_FOLDER to a folder that DirsAllowed in virtuoso.ini names}"
  sh "$HERE/named.sh" >"$VIRTUOSO_FOLDER/diplograph.nq"
  sql | "${ISQL:-isql}" "${VIRTUOSO_SQL:-localhost:1111}" "$VIRTUOSO_USER" "$VIRTUOSO_PASSWORD" \
    ERRORS=STDOUT PROMPT=OFF VERBOSE=OFF BANNER=OFF >"$WORK/answer" || die "$(answer)"
  grep -q '\*\*\* Error' "$WORK/answer" && die "$(answer)"
  cat "$WORK/answer"
}

main "$@"
