#!/bin/sh
# The worked examples: a folder each in tests/data/worked, with a city, numbered files that are taken in order, and the
# expected figures, which were computed by hand.  Every figure is a test.
#
#	NN_KIND.csv		imported
#	NN_corrections.txt	a line each: amend PERSON KIND DAY FIELD=VALUE..., or void PERSON KIND DAY; PERSON is - for an
#				entry about none.  It means the only current entry of that kind, person and day.
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

# entry PERSON KIND DAY: its number.
entry()
{
	"$sijil" list "$program" "$2" --format csv | awk -F, -v person="$1" -v day="$3" '
		$2 == "current" && $5 == day && $8 == (person == "-" ? "" : person) { print $1 }'
}

# correct FILE: amend and void as its lines say.
correct()
{
	while read -r verb person kind day fields; do
		case $verb in \#* | "") continue ;; esac
		ack=
		test "$verb" = void || ack="it happened a year ago"
		# shellcheck disable=SC2086 # the fields are words
		run "$verb" "$(entry "$person" "$kind" "$day")" $fields --why "a mistake" ${ack:+--ack "$ack"} </dev/null
		ok "$name: $verb $person $kind $day $fields" said 0
	done <"$1"
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
	for file in "$1"/[0-9]*; do
		case $file in *.txt) correct "$file"; continue ;; esac
		kind=$(basename "$file" .csv)
		run import "$program" "${kind#*_}" "$file"
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
