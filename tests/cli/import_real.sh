#!/bin/sh
# Real files of others, in the dialects that they were published in.
#
#	SIJIL_SHARED	where the data lie (default: shared/ beside the sources); without them the test is skipped
. "$(dirname "$0")/tap.sh"

data=$(cd "${SIJIL_SHARED:-$top_srcdir/../shared}/data/studentinsights-attendance" 2>/dev/null && cd .. && pwd) || {
	echo "1..0 # SKIP no data/studentinsights-attendance in ${SIJIL_SHARED:-shared/ beside the sources}"
	exit 0
}
schools=$data/studentinsights-attendance
dhis2=$data/dhis2-core

new_city city <<'END'
sijil: 1
city: {name: Town}
sites:
  - {id: centre, name: Centre}
  - {id: kiosk, name: Kiosk}
programs:
  - {id: spaces, plugin: community_spaces}
imports:
  dump:
    columns: {ATT_DATE: on, ATT_COMMENT: title}
    constants: {site: kiosk, event_type: reading, attendees: 0}
  values:
    columns: {dataElement: skip, period: period, ORGUNIT: site, value: visits}
    constants: {count_type: automatic}
    values: {site: {ouabcdefghA: centre, ouabcdefghB: kiosk}}
END

run import spaces event "$schools/attendance_dump.csv" --map dump --escape backslash
ok 'a dump of a database: single quotes, quotes and backslashes behind backslashes' said 0 '2 lines: 2 added'
run list spaces event --format csv
ok '... and its comments are whole' said 0 '"MTHR CALLED ""FEW MINUTES LATE"""' 'still away with family\'
run import spaces event "$schools/attendance_dump.csv" --map dump
ok '... which has no such column, read as what it is not' said 65 "no column 'ATT_DATE'"

rows=$(($(wc -l <"$dhis2/dataValues.csv") - 1))
run import spaces visit_count "$dhis2/dataValues.csv" --map values --dry-run
ok 'blanks before opening quotes' said 65 "$rows lines: " 'dataValues.csv:2'
ok '... every line is accounted for' grep -q "^$rows lines: 0 added" "$work/out"

run import spaces visit_count "$dhis2/dataValueSetBNoHeader.csv" --map values
ok 'a file without a header: dhis2' said 65 'dataValueSetBNoHeader.csv:1:2:' 'the first row must name the columns'
run import spaces visit_count "$schools/fake_no_headers.csv"
ok 'a file without a header: a school' said 65 'fake_no_headers.csv:1:2:' 'the first row must name the columns'
run import spaces event "$schools/student_voice_survey_2020.csv"
ok 'two questions of one name' said 65 'columns 21' 'and 23'
for file in "$data"/*/*.csv; do
	run import spaces event "$file" --dry-run
	ok "$(basename "$file") is read or refused, with a place" test $rc -eq 65 -a -s "$work/err"
done
done_testing
