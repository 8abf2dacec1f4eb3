#!/bin/sh
# The same entries, recorded in another order, in other batches, or by way of corrections, make the same summaries to the
# last byte; but for the box of warnings that are open: of two entries that do not go together, a rule tells of the one
# recorded later, whatever its period.
. "$(dirname "$0")/tap.sh"
. "$top_srcdir/tests/reference/city.sh"

story "$work/files" 30

# figures_of FILE: a summary without that box.
figures_of()
{
	sed -e '/^[a-z0-9_]*,[a-z_]*,,,,[^,]*,quality,/d' -e '/^      "quality": {/,/^      }/d' "$1"
}
# told NAME: every figure of the city, of a year and of a semester, to $work/NAME.csv; all that a summary says of the year to
# $work/NAME.json.
told()
{
	by=$(axes)
	run summary --period SY2023 --by "$by" --format csv
	figures_of "$work/out" >"$work/$1.csv"
	run summary --period 2024-S1 --by "$by" --format csv
	figures_of "$work/out" >>"$work/$1.csv"
	run summary --period SY2023 --by "$by" --format json
	figures_of "$work/out" >"$work/$1.json"
}
same_figures()
{
	test -s "$work/first.csv" && diff "$work/first.csv" "$work/$1.csv" >"$work/out"
}
same()
{
	same_figures "$1" && diff "$work/first.json" "$work/$1.json" >"$work/out"
}
# city NAME: an empty one with the story's sijil.yaml; its CSV files are made by the caller in $work/NAME.
city()
{
	mkdir -p "$work/$1"
	cp "$work/files/sijil.yaml" "$work/$1"
}

city first
ok "imports the story" import_all "$work/first" "$work"/files/*.csv
told first
ok "a summary of many figures" test "$(wc -l <"$work/first.csv")" -gt 1000

# (a) The lines of every file in another order.
city shuffled
for csv in "$work"/files/*.csv; do
	"$awk" 'NR == 1 { print; next }
		{ line[++n] = $0 }
		END {
			seed = 7
			for (i = n; i > 0; i--) {
				seed = (seed * 16807) % 2147483647
				k = 1 + seed % i
				print line[k]
				line[k] = line[i]
			}
		}' "$csv" >"$work/shuffled/$(basename "$csv")"
done
ok "a file's lines do differ in order" test "$(cksum <"$work/files/103_e2c_attendance.csv")" != \
	"$(cksum <"$work/shuffled/103_e2c_attendance.csv")"
ok "imports them shuffled" import_all "$work/shuffled" "$work"/shuffled/*.csv
told shuffled
ok "lines in another order: the same summary" same shuffled

# (b) Every file in two imports: what is dated first, then the rest, each backwards.
city split
for csv in "$work"/files/*.csv; do
	name=$(basename "$csv" .csv)
	number=${name%%_*}
	middle=$(sed 1d "$csv" | sort | "$awk" '{ day[NR] = substr($0, 1, 10) } END { print day[int((NR + 1) / 2)] }')
	for half in 1 2; do
		{ head -n 1 "$csv"; sed 1d "$csv" | sort -r | "$awk" -v m="$middle" -v half=$half \
			'(substr($0, 1, 10) <= m) == (half == 1)'; } >"$work/split/$number${half}_${name#*_}.csv"
		test "$(wc -l <"$work/split/$number${half}_${name#*_}.csv")" -gt 1 || rm "$work/split/$number${half}_${name#*_}.csv"
	done
done
ok "imports them in halves" import_all "$work/split" "$work"/split/*.csv
ok "in more batches" test "$("$sql" "$work/split/register.db" "SELECT count(*) FROM batch")" -gt \
	"$("$sql" "$work/first/register.db" "SELECT count(*) * 3 / 2 FROM batch")"
told split
ok "two batches for each file: the same summary" same split

# (c) Sites and programs first, then one half of the persons after the other, and the other way round.
for order in "0 1" "1 0"; do
	name=persons_$(echo "$order" | tr -d ' ')
	city "$name"
	turn=1
	for csv in "$work"/files/*.csv; do
		head -n 1 "$csv" | grep -q ',person,' || cp "$csv" "$work/$name/0$(basename "$csv")"
	done
	for half in $order; do
		for csv in "$work"/files/*.csv; do
			head -n 1 "$csv" | grep -q '^on,site,person,' || continue
			to=$work/$name/$turn$(basename "$csv")
			"$awk" -F , -v half="$half" 'NR == 1 || substr($3, length($3)) % 2 == half' "$csv" >"$to"
			test "$(wc -l <"$to")" -gt 1 || rm "$to"
		done
		turn=2
	done
	ok "imports persons $order" import_all "$work/$name" "$work/$name"/*.csv
	ok "all of them" test "$(entries)" -eq "$(SIJIL_CITY=$work/first && entries)"
	told "$name"
	ok "persons in turn ($order): the same summary" same "$name"
done

# (d) An entry of every kind corrected, and corrected back.  The warnings that are acknowledged on the way are news, the
# figures are not.
SIJIL_CITY=$work/first
cp "$work/first/register.db" "$work/before.db"
in_2023="date BETWEEN '2023-09-01' AND '2024-06-30'"
: >"$work/changed"
# other PROGRAM KIND NTH FIELD VALUE [CONDITION]: corrected to another value; what it was is remembered.
other()
{
	entry=$(current "$1" "$2" "$3" "$in_2023 AND (j->>'$4' IS NULL OR j->>'$4' <> '$5') AND (${6:-1})")
	old=$("$sql" -readonly "$SIJIL_CITY/register.db" "SELECT CASE json_type(fields, '\$.$4') WHEN 'true' THEN 'true'
		WHEN 'false' THEN 'false' ELSE fields->>'$4' END FROM progress_log WHERE number = $entry")
	run amend "$entry" "$4=$5" --why "a slip" --ack "a slip"
	ok "corrects #$entry, $1 $2: $4=$5 (was '$old')" said 0
	echo "$(cat "$work/out") $4=$old" >>"$work/changed"
}
for n in 7 90; do
	other e2c attendance $n status excused "j->>'minutes' IS NULL"
	other literacy attendance $n status excused "j->>'minutes' IS NULL"
	other spaces visit_count $n visits 100000
	other spaces support_session $n minutes 200
done
other e2c enrolment 3 sex U
other e2c session 9 planned_minutes 500
other e2c assessment 9 level 5
other e2c placement 1 hours 1999
other e2c completion 3 award none
other e2c exit 2 reason moved
other e2c outcome 4 destination none
other e2c outcome 5 destination self_employment
other e2c follow_up 4 still_in_destination unreachable
other e2c budget_line 3 amount 900000.25
other literacy enrolment 3 area U
other literacy session 9 planned_minutes 400
other literacy headcount 5 present 0
other literacy assessment 9 level 4
other literacy level_completion 3 result fail
other literacy exit 1 reason class_closed
other literacy follow_up 1 joined_cooperative true
other literacy budget_line 3 amount 1
other literacy population_estimate 1 value 5
other spaces visit 9 sex U
other spaces loan_count 9 loans 77777
other spaces computer_use 9 sessions 5000
other spaces event 9 attendees 5000 "j->>'female' IS NULL"
other spaces membership 2 members_total 9999
other spaces goal 9 criterion 10
other spaces goal_progress 9 successes 0
other spaces mainstream_integration 3 still_there unknown
other spaces capacity 1 seats 999
other spaces seat_count 9 occupied 0
other spaces closure 1 reason other
told other
ok "other values: another summary" test "$(cksum <"$work/first.csv")" != "$(cksum <"$work/other.csv")"
while read -r entry field; do
	run amend "$entry" "$field" --why "it was right" --ack "it was right"
	ok "corrects #$entry back: $field" said 0
done <"$work/changed"
told back
ok "corrected and corrected back: the same figures" same_figures back

# (e) An entry of every kind taken back, and logged again.
again()
{
	entry=$(current "$1" "$2" "$3" "$in_2023 AND (${4:-1})")
	"$sql" -readonly "$SIJIL_CITY/register.db" "
		SELECT key || '=' || CASE type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE value END
			FROM progress_log, json_each(fields) WHERE number = $entry;
		SELECT '--on' || x'0a' || date || CASE WHEN until <> date THEN x'0a' || '--until' || x'0a' || until ELSE '' END ||
			coalesce(x'0a' || '--site' || x'0a' || site, '') || coalesce(x'0a' || '--person' || x'0a' || person, '')
			FROM progress_log WHERE number = $entry" >"$work/words"
	run void "$entry" --why "by mistake"
	ok "voids #$entry, $1 $2" said 0
	newline='
'
	IFS=$newline
	set -f
	# shellcheck disable=SC2046 # a word a line
	set -- "$1" "$2" $(cat "$work/words")
	unset IFS
	set +f
	run log "$@" --ack "logged again"
	ok "and logs it again" said 0
}
for kind in attendance placement assessment completion exit outcome follow_up budget_line; do
	again e2c $kind 2
done
# Who is voided with what followed: a person of whom nothing but the enrolment is logged is the one to take.
for kind in headcount assessment level_completion exit follow_up attendance budget_line population_estimate; do
	again literacy $kind 1
done
for kind in visit_count visit loan_count computer_use event membership support_session goal_progress \
	mainstream_integration capacity seat_count closure budget_line; do
	again spaces $kind 2
done
again e2c enrolment 1
again e2c outcome 6
again e2c outcome 9
told again
ok "taken back and logged again: the same figures" same_figures again
done_testing
