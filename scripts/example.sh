#!/usr/bin/env bash
# The REST API with curl, from an empty hand to a settled dossier: declares an absence of a year.
#   scripts/example.sh [ADDRESS]        an officer's token in OFFICER_TOKEN or data/officer-token
# `make test` runs it against a real server.
set -euo pipefail
cd "$(dirname "$0")/.."
server="${1:-http://localhost:8080}"
token="${OFFICER_TOKEN:-$(cat data/officer-token)}"

# The value of one text member of a JSON document.
text() { sed -E "s/.*\"$1\":\"([^\"]*)\".*/\1/"; }

# The form has a version; what is sent is judged by that one.
version="$(curl -sf "$server/api/v1/services/khai-bao-tam-vang" | text version)"

# An idempotency key: the same key and the same body give the same receipt, however often they are sent.
key="$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
body='{
  "key": "'$key'", "service": "khai-bao-tam-vang", "version": "'$version'",
  "answers": { "variant": "away-12-months", "sections": {
    "office": { "residence_type": "permanent", "office_commune": { "province": "22", "commune": "06685" }, "declaring_for": "self" },
    "absent_person": {
      "full_name": "Nguyễn Thị Ánh", "date_of_birth": "1990-02-01", "gender": "female", "nationality": "VN",
      "citizen_id": "022190001234",
      "residence_address": { "province": "22", "commune": "06685", "detail": "Tổ 5, khu 3" } },
    "absence": {
      "destination_kind": "domestic",
      "destination_address": { "province": "31", "commune": "11311", "detail": "Số 8, ngõ 12" },
      "absent_from": "'$(date -d '+7 days' +%F)'", "absent_to": "'$(date -d '+400 days' +%F)'",
      "absence_reason": "Đi làm việc ở Hải Phòng" },
    "result": { "notify_method": "portal", "result_method": "portal" },
    "declaration": { "truth_declaration": true } } },
  "consent": { "text_version": "2026-11", "language": "vi", "accepted_at": '$(date +%s)'000 }
}'
receipt="$(curl -sS --fail-with-body -H 'content-type: application/json' -d "$body" "$server/api/v1/submissions")"
code="$(text code <<<"$receipt")"
secret="$(text secret <<<"$receipt")"
echo "Sent: $code"

# Anyone with the code sees the steps; the secret of the receipt opens the details. It goes in a header, never in an address.
curl -sf -H "lookup-secret: $secret" "$server/api/v1/tracking/$code"
echo

# An officer's system accepts it. `expected_version` keeps two officers from overwriting each other.
curl -sS --fail-with-body -H "authorization: Bearer $token" -H 'content-type: application/json' \
  -d '{ "action": "receive", "expected_version": 1 }' "$server/api/v1/officer/dossiers/$code/transitions"
echo
