#!/bin/sh
# The worked examples: a folder each in tests/data/worked, with a city, a CSV per kind, and the expected figures, which
# were computed by hand.  Every figure is a test.
. "$(dirname "$0")/tap.sh"
SIJIL_TODAY=2025-10-31

# breakdowns FILE: what the expected groups are broken down by, joined by commas.
breakdowns()
{
	awk -F'\t' '!/^#/ && $3 ~ /=/ { split($3, g, "="); if (g[1] != "part" && g[1] != "aside" && !seen[g[1]]++) print g[1] }' "$1" |
		paste -sd, -
}

# figure FILE PERIOD METRIC GROUP: "value numerator denominator" of one row of a summary in CSV, - where it is empty.
figure()
{
	awk -F, -v period="$2" -v metric="$3" -v group="$4" '
		BEGIN {
			if (group == "-") want = "|"
			else if (group == "adjusted") want = "adjusted|"
			else { at = index(group, "="); by = substr(group, 1, at - 1)
				if (by == "aside") by = "excluded"
				want = by "|" substr(group, at + 1) }
		}
		function dash(s) { return s == "" ? "-" : s }
		# Texts may be quoted and hold commas; the columns asked for stand before the title or are counted from the end.
		$3 == metric && $(NF - 6) == period && ($(NF - 5) "|" (group == "adjusted" ? "" : $(NF - 4))) == want {
			if ($(NF - 5) == "excluded") # its value is how many units, its numerator their amount
				print dash($(NF - 2)), "- -"
			else
				print ($(NF) != "" ? "missing" : dash($(NF - 3))), dash($(NF - 2)), dash($(NF - 1))
			found = 1
			exit
		}
		END { if (!found) print "no such row" }' "$1"
}

same()
{
	test "$1" = "$2" || { echo "# expected: $1"; echo "#      got: $2"; return 1; }
}

example()
{
	name=$(basename "$1")
	SIJIL_CITY=$work/$name
	export SIJIL_CITY
	mkdir "$SIJIL_CITY"
	cp "$1"/*.yaml "$SIJIL_CITY"
	run init "$SIJIL_CITY"
	program=$(sed -n 's/.*programs:.*id: *\([a-z0-9_]*\),.*/\1/p' "$1/sijil.yaml" | head -n 1)
	for csv in "$1"/*.csv; do
		kind=$(basename "$csv" .csv)
		run import "$program" "${kind#*_}" "$csv"
		ok "$name: imports $kind" said 0
	done
	by=$(breakdowns "$1/expected.tsv")
	for period in $(awk -F'\t' '!/^#/ { print $1 }' "$1/expected.tsv" | sort -u); do
		rc=0
		"$sijil" summary "$program" --period "$period" ${by:+--by "$by"} --format csv >"$work/$name-$period.csv" 2>"$work/err" || rc=$?
		ok "$name: a summary of $period" test $rc -eq 0
	done
	tab=$(printf '\t')
	while IFS="$tab" read -r period metric group value numerator denominator; do
		case $period in \#* | "") continue ;; esac
		ok "$name: $metric $group of $period" \
			same "$value $numerator $denominator" "$(figure "$work/$name-$period.csv" "$period" "$metric" "$group")"
	done <"$1/expected.tsv"
	run verify
	ok "$name: the register verifies" said 0
}

for dir in "$top_srcdir"/tests/data/worked/*/; do
	example "${dir%/}"
done
done_testing
