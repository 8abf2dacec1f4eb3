#!/bin/sh
# What becomes of every line of an import: all or nothing, good lines only, the file of the rejected ones, keys.
. "$(dirname "$0")/tap.sh"

new_city city <<'EOF'
sijil: 1
city: {name: Town}
sites:
  - {id: centre, name: Centre}
  - {id: kiosk, name: Kiosk}
programs:
  - {id: school, plugin: second_chance_schools}
  - {id: spaces, plugin: community_spaces}
imports:
  counts:
    program: spaces
    kind: visit_count
    columns: {Lieu: site}
    key: [site, on]
  learners:
    program: school
    kind: enrolment
    columns: {person: person}
    key: [person]
  register:
    program: school
    feeds:
      - kind: enrolment
        when: {what: enrolment}
        columns: {who: person, day: on, centre: site, sex: sex, born: birth_year, class: cohort}
        constants: {track: mixed}
      - kind: attendance
        when: {what: attendance}
        columns: {who: person, day: on, centre: site, class: cohort, minutes: minutes, status: status}
        constants: {planned_minutes: "90"}
EOF
cd "$work" || exit 99
cp "$SIJIL_CITY/register.db" empty.db
bom=$(printf '\357\273\277')

start_over()
{
	rm -f "$SIJIL_CITY"/register.db*
	cp "$work/empty.db" "$SIJIL_CITY/register.db"
}

# counts LINE...: a file of visit counts.
counts()
{
	echo 'Lieu,on,until,visits,count_type'
	printf '%s\n' "$@"
}

# totals: lines = added + superseded + unchanged + rejected + passed over + accepted, in the JSON of the last run.
totals()
{
	awk -F '[:,]' '/"(added|superseded|unchanged|rejected|passed_over|accepted)":/ { sum += $2 }
		/"lines":/ && !seen++ { lines = $2 } END { exit !(lines == sum) }' "$work/out"
}

# --- nothing, loudly ---

counts >none.csv
sed -i '$d' none.csv
before=$(fingerprint)
run import spaces visit_count none.csv --map counts
ok 'a header alone is an error' said 65 '0 lines: 0 added' 'the file has no data lines below its header'
: >empty.csv
run import spaces visit_count empty.csv --map counts
ok 'an empty file is an error' said 65 'the file is empty'
ok '... and nothing was written' test "$(fingerprint)" = "$before"

# --- all or nothing ---

counts kiosk,2024-03-01,2024-03-31,1240,automatic centre,2024-03-01,2024-03-31,Fifty,automatic \
	centre,2024-04-01,2024-04-30,310,automatic centre,2024-05-01 centre,2024-06-01,2024-06-30,1,automatic,surplus \
	'nowhere,2024-06-01,2024-06-30,About 1000,automatic' >mixed.csv
run import spaces visit_count mixed.csv --map counts
ok 'one wrong line and nothing is written' said 65 '6 lines: 0 added, 0 unchanged, 4 rejected, 2 not written' \
	'nothing was written' '--partial'
ok '... the lines by rule, with the first of them' said 65 'CSV-E01  2 lines: 5, 6' 'CORE-E02 2 lines: 3, 7' 'CORE-E07 1 line: 7'
ok '... and the register is as it was' test "$(fingerprint)" = "$before"
run import spaces visit_count mixed.csv --map counts --partial --dry-run --format json
ok 'a dry run tells what --partial would do' said 1 '"added": 2' '"rejected": 4' '"dry_run": true' '"rejects": null' '"batch": null'
ok '... in totals that are the lines' totals
ok '... and writes nothing, no file of rejects either' test "$(fingerprint)" = "$before" -a ! -e mixed.csv.rejects.csv

# --- the good lines ---

run import spaces visit_count mixed.csv --map counts --partial
ok 'the good lines are kept' said 1 '6 lines: 2 added, 0 unchanged, 4 rejected' "in 'mixed.csv.rejects.csv'"
ok '... as entries' test "$(entries)" = 2
cat >expected <<EOF
${bom}Lieu,on,until,visits,count_type,_line,_column,_severity,_code,_field
centre,2024-03-01,2024-03-31,Fifty,automatic,3,4,error,CORE-E02,visits
centre,2024-05-01,,,,5,2,error,CSV-E01,
centre,2024-06-01,2024-06-30,1,automatic,6,6,error,CSV-E01,
nowhere,2024-06-01,2024-06-30,About 1000,automatic,7,1,error,CORE-E07,site
EOF
tr -d '\r' <mixed.csv.rejects.csv | cut -d , -f 1-10 >found
ok '... and the others are in a file, once each, with what is wrong' cmp -s expected found
ok '... of several faults the first has the columns, and the others are told behind it' \
	grep -q '^nowhere.*CORE-E02 visits' mixed.csv.rejects.csv
ok '... and what was too much stands behind' grep -q 'surplus.$' mixed.csv.rejects.csv
run import spaces visit_count mixed.csv --map counts --partial
ok 'a file of rejects is not written over' said 64 "'mixed.csv.rejects.csv' exists already" '--force'
run import spaces visit_count mixed.csv --map counts --partial --force
ok '... unless it is asked for; nothing added is loud' said 65 '6 lines: 0 added, 2 unchanged, 4 rejected' 'nothing was written'
cp mixed.csv.rejects.csv again.csv
run import spaces visit_count again.csv --map counts
ok 'as it is, it is rejected as before' said 65 '4 lines: 0 added, 0 unchanged, 4 rejected' 'CSV-E01  2 lines: 3, 4'
sed -e 's/Fifty/50/' -e 's/About 1000/1000/' -e 's/^nowhere/kiosk/' -e '/^centre,2024-05-01/s/,,,,/,2024-05-31,7,automatic,/' \
	-e 's/,surplus//' again.csv >mended.csv
run import spaces visit_count mended.csv --map counts
ok 'mended, it imports as it is' said 0 '4 lines: 4 added, 0 unchanged, 0 rejected'
ok '... without a word on its own columns' test -z "$(grep CSV-W "$work/err")"
run list spaces visit_count --format csv
ok '... each value in its place' said 0 'centre,,50,automatic' 'centre,,7,automatic' 'kiosk,,1000,automatic'

# --- where the rejects go ---

start_over
counts kiosk,2024-03-01,2024-03-31,x,automatic centre,2024-03-01,2024-03-31,3,automatic >one.csv
run import spaces visit_count - --map counts --partial <one.csv
ok 'of standard input, the file must be named' said 64 '--rejects FILE'
run import spaces visit_count - --map counts --partial --rejects out.csv <one.csv
ok '... and standard input is read twice' said 1 '2 lines: 1 added, 0 unchanged, 1 rejected'
ok '... for its rejected line' grep -q '^kiosk,2024-03-01,2024-03-31,x,automatic,2,4,error,CORE-E02,visits' out.csv
run import spaces visit_count one.csv --map counts --rejects out.csv
ok '--rejects without --partial does nothing, and says so' said 64 'give it with --partial'
cp one.csv same.csv
run import spaces visit_count same.csv --map counts --partial --rejects same.csv --force
ok 'the file itself is not written over' said 64 'is the file that is imported'
ok '... and is as it was' cmp -s one.csv same.csv
mkdir folder
before=$(fingerprint)
run import spaces visit_count one.csv --map counts --partial --rejects nowhere/out.csv
ok 'a file of rejects that cannot be written is found out before anything is' said 74 "'nowhere/out.csv'"
ok '... and nothing was written' test "$(fingerprint)" = "$before"
if test "$(id -u)" -eq 0 && mount -t tmpfs -o size=64k none folder 2>/dev/null; then
	start_over
	awk 'BEGIN { print "Lieu,on,until,visits,count_type"
		for (i = 0; i < 2000; i++) printf "kiosk,2024-03-01,2024-03-31,wrong%d,automatic\n", i
		print "kiosk,2024-03-01,2024-03-31,7,automatic" }' >large.csv
	run import spaces visit_count large.csv --map counts --partial --rejects folder/out.csv
	ok 'a full disk: nothing was written' said 74 'No space left'
	ok '... not the good line' test "$(entries)" = 0
	ok '... and nothing is left behind' test -z "$(ls -A folder)"
	umount folder
else
	ok 'a full disk # SKIP needs a file system of its own' true
fi

# --- a line that is good only because of another ---

start_over
cat >register.csv <<'EOF'
what,who,day,centre,sex,born,class,minutes,status
enrolment,P1,2024-02-01,centre,F,2008,A,,
enrolment,P1,2024-02-02,centre,F,2008,A,,
attendance,P1,2024-02-03,centre,,,A,90,present
enrolment,P2,2024-02-01,centre,F,wrong,A,,
attendance,P2,2024-02-03,centre,,,A,90,present
enrolment,P3,2024-02-01,centre,F,2025,A,,
attendance,P3,2024-02-03,centre,,,A,90,present
attendance,P3,2024-02-04,centre,,,A,90,present
enrolment,P4,2024-02-01,centre,F,2008,A,,
attendance,P4,2024-02-03,centre,,,A,90,present
note,P4,2024-02-03,centre,,,A,90,present
EOF
run import school register.csv --map register
ok 'all or nothing: what is wrong by itself is told' said 65 '11 lines: 0 added, 0 unchanged, 4 rejected, 1 passed over' \
	'SC-E01   1 line: 6' 'SC-E02   1 line: 3' 'CORE-E02 2 lines: 5, 7'
run import school register.csv --map register --partial
ok 'what leaned on a rejected line is rejected with it' said 1 '11 lines: 4 added, 0 unchanged, 6 rejected, 1 passed over' \
	'SC-E01   3 lines: 6, 8, 9' 'SC-E02   1 line: 3' 'CORE-E02 2 lines: 5, 7'
printf '%s\n' 3,SC-E02 5,CORE-E02 6,SC-E01 7,CORE-E02 8,SC-E01 9,SC-E01 >expected
tr -d '\r' <register.csv.rejects.csv | sed 1d | cut -d , -f 10,13 >found
ok '... and stands in the file of rejects' cmp -s expected found
run check
ok '... so that what was written is good' said 0
sed 's/2025/2009/; s/wrong/2008/; /^enrolment,P1/d' register.csv.rejects.csv >mended.csv
run import school mended.csv --map register
ok '... and mended it joins what was written' said 0 '5 lines: 5 added, 0 unchanged, 0 rejected'

# --- keys ---

start_over
counts kiosk,2024-03-01,2024-03-31,1240,automatic centre,2024-03-01,2024-03-31,300,automatic >k.csv
run import spaces visit_count k.csv --map counts
counts kiosk,2024-03-01,2024-03-31,1241,automatic centre,2024-03-01,2024-03-31,300,automatic \
	kiosk,2024-04-01,2024-04-30,5,automatic >k2.csv
run import spaces visit_count k2.csv --map counts
ok 'a changed line supersedes, and says what' said 0 '3 lines: 1 added, 1 superseded, 1 unchanged, 0 rejected' \
	'k2.csv:2: info CSV-I14: replaces entry #1: visits 1240 -> 1241'
run show 3
ok '... with its reason' said 0 'replaces      #1' 'import of k2.csv, line 2'
before=$(fingerprint)
run import spaces visit_count k2.csv --map counts
ok '... and again changes nothing' said 0 '3 lines: 0 added, 3 unchanged, 0 rejected'
ok '... at all' test "$(fingerprint)" = "$before"
run amend 2 visits=301 --why 'counted again'
run import spaces visit_count k2.csv --map counts
ok 'what was corrected by hand since is not undone by the same file' said 0 '3 unchanged'
counts centre,2024-03-01,2024-03-31,302,automatic >k3.csv
run import spaces visit_count k3.csv --map counts
ok '... nor overwritten by another' said 65 '1 rejected' 'CSV-E11' 'visits 301 -> 302' '--overwrite-corrections'
run import spaces visit_count k3.csv --map counts --overwrite-corrections
ok '... unless it is asked for' said 0 '0 added, 1 superseded'
run void 4 --why 'not ours'
counts kiosk,2024-04-01,2024-04-30,5,automatic centre,2024-03-01,2024-03-31,302,automatic >k4.csv
run import spaces visit_count k4.csv --map counts --format json
ok 'what was voided stays so' said 0 '"unchanged": 1' '"passed_over": 1' 'CSV-W12' 'not ours'
sed -i '$d' k4.csv
run import spaces visit_count k4.csv --map counts
ok 'all lines passed over is loud' said 65 '1 passed over' 'all lines were passed over'
counts kiosk,2024-05-01,2024-05-31,1,automatic kiosk,2024-05-01,2024-05-31,2,automatic kiosk,2024-06-01,2024-06-30,3,automatic \
	kiosk,2024-06-01,2024-06-30,3,automatic >k5.csv
run import spaces visit_count k5.csv --map counts --partial
ok 'two lines of one key that differ are both rejected, the same line twice counts once' said 1 \
	'4 lines: 1 added, 0 unchanged, 2 rejected, 1 passed over' 'CSV-E10  2 lines: 2, 3' \
	'line 3 has the same key' 'line 2 has the same key' 'CSV-W13'
run import spaces visit_count k5.csv --map counts --partial --force --format json
ok '... in totals that are the lines' totals

# --- what leaned on an entry that is superseded ---

printf '%s\n' person,on,site,sex,birth_year,track,cohort P8,2024-02-01,centre,F,2008,mixed,A >enrolled.csv
run import school enrolment enrolled.csv --map learners
run log school attendance --on 2024-02-03 --site centre --person P8 cohort=A planned_minutes=90 minutes=90 status=present
sed -i s/2024-02-01/2024-02-10/ enrolled.csv
before=$(fingerprint)
run import school enrolment enrolled.csv --map learners --dry-run
ok 'a dry run tells what would not fit any more' said 0 '1 superseded' 'these entries would not fit any more' 'SC-E01'
ok '... and writes nothing' test "$(fingerprint)" = "$before"
run import school enrolment enrolled.csv --map learners
ok '... and so does the import' said 0 '1 superseded' 'these entries do not fit any more' 'SC-E01'

# --- every outcome in one file ---

counts centre,2024-03-01,2024-03-31,302,automatic kiosk,2024-03-01,2024-03-31,1250,automatic kiosk,2024-07-01,2024-07-31,9,automatic \
	kiosk,2024-08-01,2024-08-31,x,automatic kiosk,2024-04-01,2024-04-30,5,automatic ',,,,' >all.csv
run import spaces visit_count all.csv --map counts --partial --format json
ok 'every outcome in one file' said 1 '"lines": 5' '"added": 1' '"superseded": 1' '"unchanged": 1' '"rejected": 1' '"passed_over": 1'
ok '... in totals that are the lines' totals
run batches --format csv
ok '... kept with the batch' said 0 '2,5,1,1,1,1,1,'
run verify
ok 'the register is sound' said 0 'everything is as it was written'
done_testing
