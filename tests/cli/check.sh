#!/bin/sh
# What is found while an entry is logged, amended or imported, and what 'sijil check' finds: rules about classes, other
# programs, previous entries, sites; by rule, by period, as text, CSV and JSON.
. "$(dirname "$0")/tap.sh"
SIJIL_PLUGIN_PATH=$top_builddir/tests/fixtures/.libs
new_city city <<'END'
sijil: 1
city: {name: Town}
sites: [{id: centre, name: Centre}, {id: kiosk, name: Kiosk}]
programs:
  - {id: north, plugin: classes, sites: [centre, kiosk], start: 2024-09-01, silent_days: 60}
  - {id: south, plugin: classes}
END

for who in 1 2 3 4 5; do
	"$sijil" log north enrolment --person "BG-$who" --on 2024-10-01 --site centre cohort=a sex=F >/dev/null || exit 99
done

# --- a class, while its entries are logged ---

run log north headcount --on 2024-10-08 --site centre cohort=a present=5
ok "as many heads as learners" said 0
run log north headcount --on 2024-10-09 --site centre cohort=a present=6
ok "a visitor is a warning" said 1 "CL-W06" "class a, 5 enrolled"
run log north headcount --on 2024-10-09 --site centre cohort=a present=7
ok "more than a fifth too many is an error" said 65 "CL-E06" "present: 7; class a, 5 enrolled"
run log north headcount --on 2024-09-30 --site centre cohort=a present=1
ok "nobody was enrolled the day before" said 65 "CL-E06" "0 enrolled"
run log north headcount --on 2024-10-09 --site centre cohort=z present=1
ok "nor ever, in a class that nobody named" said 65 "CL-E06" "class z, 0 enrolled"
run log north attendance --person BG-1 --on 2024-10-08 --site kiosk status=present
ok "heads were counted, at another site too" said 65 "CL-E07" "class a, 1 'headcount'"
run amend 6 --on 2024-10-10 --why "the wrong day"
ok "a head count may be moved" said 0
run log north attendance --person BG-1 --on 2024-10-08 --site kiosk status=present
ok "then the register may be kept" said 0
run amend 7 present=9 --why "miscounted"
ok "a correction is judged like any entry" said 65 "CL-E06"
run log north session --on 2024-10-08 --site centre cohort=a
ok "a session whose register is not marked yet" said 0

# --- imports ---

{
	echo "on,site,cohort,present"
	for day in 1 2 3 4 5 6 7 8 9; do echo "2024-11-0$day,centre,a,$((day % 2 + 5))"; done
} >"$work/heads.csv"
run import north headcount "$work/heads.csv"
ok "an import warns of every row" said 0 "9 added" "CL-W06" "5 with warnings"
{
	echo "on,site,person,status"
	for day in 01 02 03 04 05 06 07 08 09 10 11 12; do echo "2024-11-$day,centre,BG-2,present"; done
} >"$work/rows.csv"
run import north attendance "$work/rows.csv"
ok "and refuses what contradicts a head count" said 65 "9 rejected" "CL-E07"

# --- the person, elsewhere ---

run log south enrolment --person BG-5 --on 2024-10-20 --site centre cohort=s sex=M
ok "enrolled in two programs of one plugin, and of another sex" said 1 "CL-W03" \
	"in program 'north' since 2024-10-01" "CORE-W10" "sex 'M' differs from 'F' in entry #5 (north)"
run log south enrolment --person BG-5 --on 2024-10-20 --site centre cohort=s sex=M --ack "two half days"
ok "... acknowledged" said 0
run log south test --person BG-5 --on 2024-10-21 --site centre level=3
first=$(cat "$work/out")
run log south test --person BG-5 --on 2024-10-28 --site centre level=1
ok "a level that fell names the one before" said 1 "CL-W10" "level: 1; entry #$first of 2024-10-21"

# --- two sessions in a row ---

for day in 21 22 23; do
	"$sijil" log north session --on "2024-10-$day" --site centre cohort=a >/dev/null || exit 99
	for who in 1 2 3; do
		"$sijil" log north attendance --person "BG-$who" --on "2024-10-$day" --site centre status=absent \
			"session=a/2024-10-$day" >/dev/null || exit 99
	done
done

# --- check ---

run check
ok "check: warnings and notes are no failure" said 0 "0 errors"
ok "by rule, with what to do" sh -c "grep -A1 '^warning CL-W17: 4$' '$work/out' | grep -q '^  mark it$'"
ok "and where each is" said 0 \
	"  #9 north session 2024-10-08 centre: the register is not marked (class a, 5 enrolled, 1 'attendance')"
ok "the second in a row is told, the third is not" said 0 "warning CL-W12: 1" "3 'attendance', 2 in a row"
ok "what was said while logging is found again" said 0 "warning CL-W06: 5" \
	"#10 north headcount 2024-11-01 centre: more heads than learners (present: 6; class a, 5 enrolled)"
ok "acknowledged warnings are counted apart" said 0 "2 acknowledged"
ok "a learner not seen for a month" said 0 "info CL-I16:" "BG-4"
ok "nobody was at the kiosk for 38 days, which is not yet long" sh -c "! grep -q CORE-I11 '$work/out'"
SIJIL_TODAY=2025-01-10 run check north
ok "a silent site" said 0 "info CORE-I11: 2" "  north: site kiosk: no entry for 94 days (the last on 2024-10-08)" \
	"  north: site centre: no entry for 62 days (the last on 2024-11-09)"
SIJIL_TODAY=2025-01-10 run check south --format csv
ok "35 days are enough where nothing is said" said 0 \
	"info,CORE-I11,,south,,site,site centre: no entry for 81 days (the last on 2024-10-21),"
run check south
ok "check of one program" sh -c "! grep -q north '$work/out'"

# --- by period ---

run check --period 2024-10-21..2024-10-22
ok "only what touches the period" said 0 "warning CL-W17: 2"
ok "... judged with all that is around it" said 0 "warning CL-W12: 1"
SIJIL_TODAY=2025-01-10 run check --period 2025-01
ok "silent sites when today is in it" said 0 "CORE-I11: 3"
SIJIL_TODAY=2025-01-10 run check --period 2024-12
ok "and not when it is not" said 0 "0 errors, 0 warnings, 0 notes"
run check --period 2024-13
ok "a period that is none" said 64 "2024-13"

# --- sijil.yaml has changed since ---

cp "$SIJIL_CITY/sijil.yaml" "$work/kept.yaml"
sed -e 's/sites: \[centre, kiosk\], start: 2024-09-01/sites: [centre], start: 2024-10-02/' "$work/kept.yaml" >"$SIJIL_CITY/sijil.yaml"
run check north
ok "a site that has gone is an error" said 1 "error CORE-E07" "site 'kiosk' is not, or no longer, a site of this program"
ok "days before the start are a warning" grep -q "is before the program started, 2024-10-02" "$work/out"
cp "$work/kept.yaml" "$SIJIL_CITY/sijil.yaml"
run check north
ok "and neither is when it is back" sh -c "! grep -q 'CORE-E07\|before the program' '$work/out'"

# --- codes that look alike ---

cat >"$work/new.csv" <<'END'
person,on,site,sex,cohort
N-007,2024-10-20,centre,F,a
n7,2024-10-20,centre,F,a
N-008,2024-10-20,centre,F,a
bg-01,2024-10-20,centre,F,a
END
cp -r "$SIJIL_CITY" "$work/alike"
run -C "$work/alike" programs north
run -C "$work/alike" import north enrolment "$work/new.csv"
ok "an import tells of a new code that looks like another" grep -q "^$work/new.csv:5: warning CORE-W16: person 'bg-01' differs from 'BG-1'" "$work/err"
ok "... or like one in the line before" grep -q "new.csv:3: warning CORE-W16: person 'n7' differs from 'N-007'" "$work/err"
ok "... and of no other" test "$(grep -c CORE-W16 "$work/err")" = 2
run -C "$work/alike" check north
ok "and check tells of both" said 0 "warning CORE-W16: 2"
id=$(sed -n 's/^  #\([0-9]*\) .*n7.*/\1/p' "$work/out")
run -C "$work/alike" ack "$id" CORE-W16 --why "two brothers"
ok "which can be acknowledged" said 0
run -C "$work/alike" check north
ok "... and then counts no more" said 0 "warning CORE-W16: 1"

# --- formats ---

run check --format csv
ok "CSV: day, person, site stand last" said 0 "severity,rule,entry,program,kind,field,message,remedy,day,person,site" \
	"mark it,2024-10-08,,centre"
run check --format json
ok "JSON has them too" said 0 '"day": "2024-10-08"' '"person": "BG-4"' '"site": "centre"'

# --- errors ---

run void 4 --why "never came"
run void 3 --why "never came"
ok "a void that makes others wrong" said 0
run check
ok "is told by check, with exit status 1" said 1 "error CL-E06: 10"
ok "one of a sort is singular" sh -c "grep -q '^1 error, ' '$work/out' || ! grep -q '^1 errors\\| 1 warnings\\| 1 notes' '$work/out'"
ok "nothing was changed behind the register's back" "$sijil" verify
if [ -n "${SQLITE3:-$(command -v sqlite3)}" ]; then
	ok "the learners of a class are found by an index" test "$("${SQLITE3:-sqlite3}" "$SIJIL_CITY/register.db" \
		"SELECT count(*) FROM sqlite_schema WHERE name LIKE 'roll_%_cohort'")" = 1
fi
done_testing
