#!/bin/sh
# Amazon Neptune: sh neptune.sh [check | FILE.rq ... | FILE.ru ...]
# shellcheck source=common.sh
. "$(dirname -- "$0")/common.sh"

: "${NEPTUNE_URL:?set NEPTUNE_URL, such as https://NAME.cluster-ID.REGION.neptune.amazonaws.com:8182}"
QUERY_URL=$NEPTUNE_URL/sparql
UPDATE_URL=$QUERY_URL

# Signed where there are keys, as a cluster with IAM authentication wants it.
secrets() {
  [ -n "${AWS_ACCESS_KEY_ID-}" ] || return 0
  setting aws-sigv4 "aws:amz:${AWS_REGION:?set AWS_REGION}:neptune-db"
  setting user "$AWS_ACCESS_KEY_ID:${AWS_SECRET_ACCESS_KEY:?set AWS_SECRET_ACCESS_KEY}"
  [ -z "${AWS_SESSION_TOKEN-}" ] || setting header "x-amz-security-token: $AWS_SESSION_TOKEN"
}

# As a form, the one way that Neptune's guide shows.
send() {
  request --output "$WORK/answer" --data-urlencode "update@$1" "$UPDATE_URL"
}

# The request to the bulk loader.
job() {
  sed -e "s|NEPTUNE_S3|$NEPTUNE_S3|" -e "s|NEPTUNE_ROLE|$NEPTUNE_ROLE|" -e "s|AWS_REGION|$AWS_REGION|" "$HERE/neptune.json"
}

# A field of an answer of the loader.
field() { sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p" "$2" | tail -n 1; }

# The graphs of an older load go first, each by its name: to drop the default graph would be to drop all of them.
load() {
  : "${NEPTUNE_S3:?set NEPTUNE_S3 to where the file is to lie, such as s3://BUCKET/diplograph.nq}"
  : "${NEPTUNE_ROLE:?set NEPTUNE_ROLE to the ARN of a role that lets Neptune read it}"
  : "${AWS_REGION:?set AWS_REGION to the region of the cluster and of the bucket}"
  case $NEPTUNE_S3$NEPTUNE_ROLE$AWS_REGION in *[\"\\\|\&]*) die 'NEPTUNE_S3, NEPTUNE_ROLE or AWS_REGION is mistyped' ;; esac
  sh "$HERE/named.sh" >"$WORK/graph.nq"
  aws s3 cp "$WORK/graph.nq" "$NEPTUNE_S3" --region "$AWS_REGION"
  ask "$HERE/graphs.rq" >"$WORK/graphs"
  sed -e 1d -e 's/"//g' -e 's/.*/DROP SILENT GRAPH <&> ;/' "$WORK/graphs" >"$WORK/drop.ru"
  [ ! -s "$WORK/drop.ru" ] || update "$WORK/drop.ru"
  job >"$WORK/job.json"
  request --output "$WORK/answer" --header 'Content-Type: application/json' --data-binary "@$WORK/job.json" \
    "$NEPTUNE_URL/loader" || die "$(answer)"
  id=$(field loadId "$WORK/answer")
  state=LOAD_NOT_STARTED
  while :; do
    case $state in LOAD_NOT_STARTED | LOAD_IN_QUEUE | LOAD_IN_PROGRESS) ;; *) break ;; esac
    sleep "${NEPTUNE_PAUSE:-5}"
    request --output "$WORK/answer" "$NEPTUNE_URL/loader/$id"
    state=$(grep -o '"status" *: *"LOAD_[A-Z_]*"' "$WORK/answer" | head -n 1 | grep -o 'LOAD_[A-Z_]*')
  done
  [ "$state" = LOAD_COMPLETED ] || die "$(answer)"
}

main "$@"
