#!/bin/sh
# `sijil import`, as a coordinator uses it.
. "$(dirname "$0")/tap.sh"

new_city city <<'END'
sijil: 1
city: {name: Town}
sites:
  - {id: centre, name: Centre}
  - {id: kiosk, name: Kiosk}
programs:
  - {id: school, plugin: second_chance_schools}
  - {id: spaces, plugin: community_spaces}
imports:
  portes:
    program: spaces
    kind: visit_count
    delimiter: ";"
    columns: {Lieu: site, Période: period, Entrées: visits, Notes: skip}
    constants: {count_type: automatic}
    values: {site: {Kiosque du jardin: kiosk, الكشك: kiosk}}
END
cd "$work" || exit 99

# --- the first file, and again ---

cat >visits.csv <<'END'
site,on,until,visits,count_type
kiosk,2024-03-01,2024-03-31,1240,automatic
centre,2024-03-01,2024-03-31,310,automatic
END
run import spaces visit_count visits.csv --dry-run
ok 'a dry run counts' said 0 '2 lines: 2 added, 0 unchanged, 0 rejected' 'dry run'
ok '... and writes nothing' test "$(entries)" = 0
run import spaces visit_count visits.csv
ok 'a file is imported' said 0 '2 lines: 2 added, 0 unchanged, 0 rejected'
ok '... as entries' test "$(entries)" = 2
before=$(fingerprint)
run import spaces visit_count visits.csv
ok 'the same file again adds nothing' said 0 '2 lines: 0 added, 2 unchanged, 0 rejected'
ok '... and changes nothing' test "$(fingerprint)" = "$before"
echo 'kiosk,2024-04-01,2024-04-30,900,automatic' >>visits.csv
run import spaces visit_count visits.csv --format json
ok 'a grown file adds what is new' said 0 '"lines": 3' '"added": 1' '"unchanged": 2' '"rejected": 0' '"accepted": 0'
hash=$(b2sum -l 256 visits.csv 2>/dev/null | cut -d ' ' -f 1)
ok 'the report holds the hash of the file, as b2sum makes it' said 0 "\"hash\": \"${hash:-}"
run verify
ok 'the register is sound' said 0 '3 entries in 2 batches'
if command -v "${SQLITE3:=sqlite3}" >/dev/null 2>&1; then
	"$SQLITE3" -readonly "$SIJIL_CITY/register.db" 'SELECT * FROM spaces_visit_count' >out 2>err
	ok 'any SQLite tool sees decoded rows' grep -q 'kiosk.*1240' out
fi

# --- dialects ---

printf '\357\273\277site;on;loans\r\nkiosk;2024-03-01;10\r\n' >semicolon.csv
run import spaces loan_count semicolon.csv
ok 'semicolons, a BOM, CRLF' said 0 '1 line: 1 added'
printf 'loans\tsite\ton\tformat\r20\tkiosk\t2024-03-02\t\r' >tab.csv
run import spaces loan_count tab.csv
ok 'tabs, CR line ends, columns in any order' said 0 '1 line: 1 added'
printf 'on,title,event_type,attendees,site\n2024-03-09,"Tales, ""old"" ones",reading,14,kiosk' | (
	run import spaces event -
	echo $rc >rc
)
read -r rc <rc
ok 'quotes, no last newline, standard input' said 0 '1 line: 1 added'
run list spaces event --format csv
ok 'the title is whole' said 0 'Tales, ""old"" ones'
cat >fr.csv <<'END'
Lieu;Période;Entrées;Notes;Zone
kiosque DU jardin;2024-05-01/P1M;700;x;entrance
الكشك;2024-06-01/P1M;800;;entrance
END
run import spaces visit_count fr.csv --map portes
ok 'a mapping: columns, spellings, a constant, an interval' said 0 '2 lines: 2 added, 0 unchanged, 0 rejected'
run list spaces visit_count --format csv
ok 'the entries hold codes and days' said 0 '2024-05-01' '2024-05-31' '2024-06-30' '700' 'automatic'

# --- what is wrong ---

before=$(fingerprint)
cat >wrong.csv <<'END'
site,on,until,visits,count_type
kiosk,2024-07-01,2024-07-31,1240,automatic
hay_raid,2024-07-01,2024-07-31,1240,automatic
kiosk,2024-08-01,2024-08-31,About 1000,automatic
kiosk,2024-09-01,2024-09-30,12,automatic,and more
kiosk,2024-10-01,2024-10-31,12,automatic
END
run import spaces visit_count wrong.csv
ok 'a file with wrong lines is refused, each with line and cell' said 65 'wrong.csv:3:1: error CORE-E07' \
	'wrong.csv:4:4: error CS-E05' "'About 1000'" 'wrong.csv:5:6: error CSV-E01'
ok '... and the totals add up' said 65 '5 lines: 0 added, 0 unchanged, 3 rejected, 2 not written'
ok '... and nothing is written' test "$(fingerprint)" = "$before"
cat >overlap.csv <<'END'
site,on,until,visits,count_type
kiosk,2024-03-20,2024-03-25,5,automatic
END
run import spaces visit_count overlap.csv
ok 'rules see what was logged before' said 65 'overlap.csv:2: error CS-E02'
ok '... and nothing is written' test "$(fingerprint)" = "$before"

cat >header.csv <<'END'
site,on,until,vists,count_type
kiosk,2024-11-01,2024-11-02,5,automatic
END
run import spaces visit_count header.csv
ok 'a missing column is named, with the nearest' said 65 'header.csv:1: error' "'visits' (did you mean 'vists'?)"
run import spaces visit_count fr.csv
ok 'columns under other names need a mapping' said 65 "'site'" "'Lieu'"
run import spaces visit_count fr.csv --map porte
ok 'an unknown mapping gets the nearest' said 64 "(did you mean 'portes'?)"
run import spaces loan_count fr.csv --map portes
ok 'a mapping for another kind' said 64 "mapping 'portes' is for 'visit_count', not 'loan_count'"
run import spaces visit_count visits.csv --map portes
ok 'a column of the mapping that is not there: where sijil.yaml names it' said 65 'sijil.yaml:14:' "'Lieu'"
tail -n +2 visits.csv >data.csv
run import spaces visit_count data.csv
ok 'a file without a header' said 65 'the first row must name the columns' 'looks like data'
run import spaces visit_count missing.csv
ok 'a file that is not there' said 66 'missing.csv'
run import spaces visit_count
ok 'a command that is not complete' said 64

# --- warnings, and entries that name others ---

printf 'site,on,title,event_type,attendees\nkiosk,2024-03-20,Clay,workshop,0\n' >empty_event.csv
run import spaces event empty_event.csv
ok 'a warning is shown, and the row is written' said 0 'empty_event.csv:2:' 'warning CS-W06' '1 added' '1 with warnings'
cat >sessions.csv <<'END'
site,on,cohort,planned_minutes
centre,2024-10-07,evening-a,120
centre,2024-10-08,evening-a,120
END
printf 'person,on,sex,birth_year,track\nP1,2024-09-02,F,2008,mixed\n' >enrolment.csv
run import school session sessions.csv
run import school enrolment enrolment.csv
cat >attendance.csv <<'END'
person,on,session,status
P1,2024-10-07,evening-a/2024-10-07,present
P1,2024-10-08,evening-a/2024-10-08,excused
END
run import school attendance attendance.csv
ok 'attendance names its session by cohort and day' said 0 '2 lines: 2 added'
run import school attendance attendance.csv
ok '... and again adds nothing' said 0 '2 lines: 0 added, 2 unchanged'
printf 'person,on,session,status\nP1,2024-10-07,evening-z/2024-10-07,present\n' >attendance.csv
run import school attendance attendance.csv
ok 'a session that is not there' said 65 'attendance.csv:2:3: error' 'evening-z/2024-10-07'
printf 'person,on,session,status\nP2,2024-10-07,evening-a/2024-10-07,present\n' >attendance.csv
run import school attendance attendance.csv
ok 'a person who is not enrolled' said 65 'attendance.csv:2: error SC-E01'
run verify
ok 'the register is sound after all that' said 0 'everything is as it was written'
done_testing
