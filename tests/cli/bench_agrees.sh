#!/bin/sh
# sijil's figures against independent SQL over the same register: total, by month and by site, to the last digit.
. "$(dirname "$0")/tap.sh"

bench=$top_srcdir/tests/bench
sql=${SQLITE3:-sqlite3}
generate=$top_builddir/tests/bench/generate
if ! command -v "$sql" >/dev/null 2>&1 || [ ! -x "$generate" ]; then
	echo "1..0 # SKIP needs the sqlite3 shell and tests/bench/generate"
	exit 0
fi
SIJIL_TODAY=2025-12-31
SIJIL_CITY=$work/city
export SIJIL_CITY
mkdir "$SIJIL_CITY"
"$generate" 10000 "$SIJIL_CITY"
run init "$SIJIL_CITY"
for csv in "$SIJIL_CITY"/*.csv; do
	name=$(basename "$csv" .csv)
	rest=${name#*_}
	run import "${rest%%_*}" "${rest#*_}" "$csv"
	ok "imports $name" said 0
done
# Some corrections and voids, which both have to leave out.
for entry in 900 1700 2900; do
	run void $entry --why "benchmark"
	ok "voids $entry" said 0
done
for by in e2c literacy spaces; do
	"$sql" -csv "$SIJIL_CITY/register.db" <"$bench/$by.sql" >>"$work/sql.csv"
done
run summary --period SY2023 --by month --by site --format csv
cp "$work/out" "$work/sijil.csv"
rc=0
awk -v period=SY2023 -f "$bench/agree.awk" "$work/sql.csv" "$work/sijil.csv" >"$work/out" || rc=$?
sed 's/^/# /' "$work/out"
ok "every cell agrees" test $rc -eq 0
done_testing
