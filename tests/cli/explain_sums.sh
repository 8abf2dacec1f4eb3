#!/bin/sh
# What `sijil explain` lists adds up to what `sijil summary` prints: for every metric of every program, as a whole, for
# the period before, by every breakdown that the metric has and by month, to the last digit; and where there is no value,
# both say why.  A generated city with corrections and voids, and the worked examples.
. "$(dirname "$0")/tap.sh"

agree=$top_srcdir/tests/cli/explain_sums.awk
generate=$top_builddir/tests/bench/generate
SIJIL_TODAY=2025-12-31

# ask PROGRAM PERIOD: the list of metrics, the summary and an explanation of each metric, in $work/asked.
ask()
{
	rm -rf "$work/asked"
	mkdir "$work/asked" "$work/asked/metrics"
	"$sijil" explain "$1" --format csv >"$work/asked/list" || return 1
	by=$(awk -F, 'NR > 1 { n = split($NF, axes, " "); for (i = 1; i <= n; i++) if (!seen[axes[i]]++) printf "%s,", axes[i] }' \
		"$work/asked/list")
	"$sijil" summary "$1" --period "$2" --by "${by}month" --format csv >"$work/asked/summary" || return 1
	awk -F, 'NR > 1 { gsub(" ", ",", $NF); print $1, ($NF == "" ? "" : $NF ",") "month" }' "$work/asked/list" >"$work/asked/by"
	while read -r metric by; do
		"$sijil" explain "$1" "$metric" --period "$2" --by "$by" --format csv >"$work/asked/metrics/$metric" || return 1
	done <"$work/asked/by"
}

# agrees: whether what was asked last does.
agrees()
{
	awk -f "$agree" "$work/asked/list" "$work/asked/summary" "$work/asked"/metrics/* >"$work/out" 2>"$work/err" || return 1
	sed 's/^/# /' "$work/out"
}

# adds_up CITY PERIOD...: one test per program and period.
adds_up()
{
	city=$1
	shift
	for program in $("$sijil" programs --format csv | sed -n '2,$s/,.*//p'); do
		for period; do
			rc=0
			ask "$program" "$period" 2>"$work/err" || rc=$?
			ok "$city: $program of $period is explained" test $rc -eq 0
			ok "$city: ... and it adds up" agrees
		done
	done
}

# --- the worked examples ---

for dir in "$top_srcdir"/tests/data/worked/*/; do
	name=$(basename "$dir")
	SIJIL_CITY=$work/$name
	export SIJIL_CITY
	mkdir "$SIJIL_CITY"
	cp "$dir"/*.yaml "$SIJIL_CITY"
	run init "$SIJIL_CITY"
	program=$(sed -n 's/.*programs:.*id: *\([a-z0-9_]*\),.*/\1/p' "$dir/sijil.yaml" | head -n 1)
	for csv in "$dir"/*.csv; do
		kind=$(basename "$csv" .csv)
		run import "$program" "${kind#*_}" "$csv"
		test $rc -eq 0 || ok "$name: imports $kind" false
	done
	# shellcheck disable=SC2046
	adds_up "$name" $(awk -F'\t' '!/^#/ { print $1 }' "$dir/expected.tsv" | sort -u) 2024-10 2024-Q1
done

# --- a generated city ---

if [ -x "$generate" ]; then
	SIJIL_CITY=$work/generated
	mkdir "$SIJIL_CITY"
	"$generate" 10000 "$SIJIL_CITY"
	run init "$SIJIL_CITY"
	for csv in "$SIJIL_CITY"/*.csv; do
		name=$(basename "$csv" .csv)
		rest=${name#*_}
		run import "${rest%%_*}" "${rest#*_}" "$csv"
		test $rc -eq 0 || ok "generated: imports $name" false
	done
	for entry in 900 1700 2900 8500; do
		run void $entry --why "proof"
		ok "generated: voids $entry" said 0
	done
	run list e2c attendance --period SY2023 --limit 3 --format csv
	for entry in $(sed -n '2,$s/,.*//p' "$work/out"); do
		run amend "$entry" status=late minutes=31 --why "proof" --ack "proof"
		ok "generated: corrects $entry" said 0
	done
	# Estimates of areas: before there is one of the whole, and beside it.
	estimate()
	{
		run log "$1" population_estimate --on "$2" population="$3" sex="$4" age_min="$5" area="$6" value="$7" year=2023 \
			source=count --ack "proof"
		ok "generated: logs $7 $3 of ${6:-the whole} in $1" said 0
	}
	estimate literacy 2023-01-10 "illiterate women" F 15 urban 9000
	estimate literacy 2023-01-11 "illiterate women" F 15 rural 2500
	estimate literacy 2023-12-01 "illiterate women" F 15 commune 12100
	estimate literacy 2024-01-10 "illiterate women" F 15 rural 700
	estimate literacy 2023-10-10 women F 15 rural 8000
	estimate spaces 2023-10-10 inhabitants "" "" urban 90000
	estimate spaces 2023-12-10 inhabitants "" "" rural 20000
	adds_up generated SY2023 2023-11 2023-Q4
	run explain literacy coverage --period SY2023 --by area --format csv
	ok "the estimate of an area is not in the whole" said 0 ",700,0,of_a_part,"
	ok "... but in its group" grep -q "coverage,SY2023,area,rural,denominator,.*,700,1,," "$work/out"
	run explain literacy coverage --period SY2023 --by area --all
	ok "... and the text says so" said 0 "of a part"
fi

# --- the comparison sees what is wrong ---

SIJIL_CITY=$work/community_spaces_edges
ask spaces 2024-03 2>/dev/null
victim=$work/asked/metrics/visits
cp "$victim" "$work/whole"
awk '!done && /,numerator,1,sum,/ { done = 1; next } { print }' "$work/whole" >"$victim"
! agrees
ok "an entry that is not listed is missed" test $? -eq 0
sed 's/,numerator,1,sum,/,denominator,1,sum,/' "$work/whole" >"$victim"
! agrees
ok "an entry on the wrong side is seen" test $? -eq 0
rm "$victim"
! agrees
ok "a metric that is not explained is missed" test $? -eq 0
cp "$work/whole" "$victim"
agrees
ok "... and nothing else was wrong" test $? -eq 0
done_testing
