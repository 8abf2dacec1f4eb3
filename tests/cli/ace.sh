#!/bin/sh
# Real data: a year of 153 English library services, in single counts, against the totals that were published of them.
#
#	SIJIL_SHARED	where the data lie (default: shared/ beside the sources); without them the test is skipped
. "$(dirname "$0")/tap.sh"

data=$(cd "${SIJIL_SHARED:-$top_srcdir/../shared}/data/ace-libraries-2023-24" 2>/dev/null && pwd) || {
	echo "1..0 # SKIP no data/ace-libraries-2023-24 in ${SIJIL_SHARED:-shared/ beside the sources}"
	exit 0
}

mkdir "$work/files"
cp "$data/services.csv" "$work/files/services.csv"
new_city city <<END
sijil: 1
city:
  name: English library services
  time_zone: Europe/London
  fiscal_year_start: 4
sites:
  file: ../files/services.csv
  columns: {id: Authority code, name: Authority nice name}
programs:
  - {id: libraries, plugin: community_spaces, start: 2023-04-01}
imports:
  visits:
    program: libraries
    kind: visit_count
    columns: {Authority: site, Location: location, Period: period, Count: visits}
    constants: {count_type: manual_daily}
  events:
    program: libraries
    kind: event
    columns: {Authority: site, Event type: location, Age group: age_band, Period: period, Count: events}
    values:
      age_band: {Under 12: under_12, Adult: adult, All ages: all_ages}
  # These lines count who came, not how many events there were.
  attendance:
    program: libraries
    kind: event
    columns: {Authority: site, Event type: location, Age group: age_band, Period: period, Count: attendees}
    constants: {events: 0}
    values:
      age_band: {Under 12: under_12, Adult: adult, All ages: all_ages}
END

# import KIND FILE MAP: every line is added.
import()
{
	lines=$(($(wc -l <"$data/$2") - 1))
	run import libraries "$1" "$data/$2" --map "$3"
	ok "$2: all $lines lines are added" said 0 "$lines lines: $lines added, 0 unchanged, 0 rejected"
}
import visit_count visits.csv visits
import event events.csv events
import event event_attendance.csv attendance
run verify
ok 'verify is clean' said 0 'everything is as it was written'

run summary libraries --period FY2023 --by site --format csv
ok 'the summary of the fiscal year is made' test $rc -eq 0
cp "$work/out" "$work/summary.csv"

# The published table as "site,metric,value" (blank cells with no value), and the summary's.  Only names hold commas.
sed 's/"[^"]*"/name/g' "$data/services.csv" | awk -F, 'NR > 1 {
	print $1 ",visits," $9
	print $1 ",events," $6
	print $1 ",event_attendance," $7
}' >"$work/published"
awk -F, 'NR == 1 {
	for (i = 1; i <= NF; i++)
		at[$i] = i
	next
}
$at["metric"] ~ /^(visits|events|event_attendance)$/ && $at["by"] == "site" {
	print $at["group"] "," $at["metric"] "," $at["value"]
}
$at["metric"] ~ /^(visits|events|event_attendance)$/ && $at["by"] == "" {
	print "total," $at["metric"] "," $at["value"]
}' "$work/summary.csv" >"$work/summed"

# consistent AWK-RULE: no line of the published table is contradicted by the summary.
consistent()
{
	awk -F, -v OFS=, 'NR == FNR { summed[$1 "," $2] = $3; next } '"$1" "$work/summed" "$work/published" >"$work/out"
	test ! -s "$work/out"
}
cells=$(grep -c '[0-9]$' "$work/published")
ok 'three figures each of 153 services' test "$(wc -l <"$work/published")" -eq 459
ok "every published figure is the sum of its lines" consistent \
	'$3 != "" && summed[$1 "," $2] != $3 { print $0, "summed: " summed[$1 "," $2] }'
ok "what was not published has no figure, and is not 0" consistent \
	'$3 == "" && summed[$1 "," $2] != "" { print $0, "summed: " summed[$1 "," $2] }'
echo "# $cells figures are published"

total()
{
	sed -n "s/^total,$1,//p" "$work/summed"
}
ok 'visits: 113,173,328 in all' test "$(total visits)" = 113173328
ok 'events: 285,079 in all' test "$(total events)" = 285079
ok 'attendance: 4,876,692 in all' test "$(total event_attendance)" = 4876692

before=$(entries)
for again in 'visit_count visits.csv visits' 'event events.csv events' 'event event_attendance.csv attendance'; do
	# shellcheck disable=SC2086
	set -- $again
	run import libraries "$1" "$data/$2" --map "$3"
	ok "$2 again adds nothing" said 0 ': 0 added,' ', 0 rejected'
done
ok 'the register has not grown' test "$(entries)" = "$before"
done_testing
