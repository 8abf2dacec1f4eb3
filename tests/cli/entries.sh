#!/bin/sh
# An entry's life: logged, warned about, acknowledged, amended, voided; and what list, show, check and verify say of it.
. "$(dirname "$0")/tap.sh"
new_city city <<'END'
sijil: 1
city: {name: Town, school_year_start: 9}
sites: [{id: centre, name: Centre}, {id: kiosk, name: Kiosk}]
programs:
  - {id: school, plugin: second_chance_schools}
  - {id: spaces, plugin: community_spaces}
  - {id: literacy, plugin: womens_literacy}
END

# --- field by field ---

run log school enrolment --person BG-1 --on 2024-09-16 --site centre sex=F birth_year=2008 track=formal_return
ok "an enrolment" test "$rc $(cat "$work/out")" = "0 1"
run log school enrolment --person BG-2 --on 2024-09-16 --site centre birth_year=2008 track=formal_return
ok "a required field is missing" said 65 "CORE-E01" "sex"
run log school enrolment --person BG-2 --on 2024-09-16 --site centre sex=girl birth_year=2008 track=formal_return
ok "a choice that is none: which there are" said 65 "CORE-E02" "girl" "F" "M"
run log school enrolment --person BG-2 --on 2019-31-01 --site centre sex=F birth_year=2008 track=formal_return
ok "an impossible date" said 65 "CORE-E06" "2019-31-01"
run log school enrolment --person BG-2 --on 2030-01-01 --site centre sex=F birth_year=2008 track=formal_return
ok "a date to come" said 65 "2030-01-01"
run log school enrolment --person BG-2 --on 0020-01-01 --site centre sex=F birth_year=2008 track=formal_return
ok "the year 20" said 65 "CORE-E06"
run log school enrolment --person BG-2 --on 2024-09-16 --site center sex=F birth_year=2008 track=formal_return
ok "an unknown site" said 65 "CORE-E07" "did you mean 'centre'"
run log school enrolment --on 2024-09-16 --site centre sex=F birth_year=2008 track=formal_return
ok "no person" said 65 "person"
run log spaces visit_count --site kiosk visits="About 1000" count_type=automatic --on 2024-03-01
ok "text in a count" said 65 "About 1000"
ok "nothing of that was written" test "$(entries)" = 1

# --- the history is looked at while the entry is logged ---

run log school attendance --person BG-9 --on 2024-10-07 --site centre status=present cohort=a planned_minutes=120
ok "attendance without enrolment" said 65 "SC-E01"
run log school enrolment --person BG-1 --on 2024-10-01 --site centre sex=F birth_year=2008 track=mixed
ok "a second enrolment while the first is open" said 65 "SC-E02"
run log school enrolment --person BG-3 --on 2024-09-16 --site centre sex=M birth_year=1999 track=mixed
ok "a warning stands in the way" said 1 "SC-W11" "--ack"
run log school enrolment --person BG-3 --on 2024-09-16 --site centre sex=M birth_year=1999 track=mixed --ack "sent by the court"
ok "an acknowledged warning does not" said 0
run show "$(cat "$work/out")"
ok "and is kept with its reason" said 0 "SC-W11: sent by the court, by tester"
run log school enrolment --person BG-4 --on 2024-09-16 --site centre sex=M birth_year=2008 track=mixed --dry-run
ok "--dry-run checks" said 0 "nothing was written"
ok "and writes nothing" test "$(entries)" = 2

# --- sessions, and attendances that refer to them ---

run log school session --on 2024-10-07 --site centre cohort=a planned_minutes=120
session=$(cat "$work/out")
run log school attendance --person BG-1 --on 2024-10-07 --site centre status=present session=a/2024-10-07
ok "a session named by cohort and day" said 0
attendance=$(cat "$work/out")
run log school attendance --person BG-1 --on 2024-10-07 --site centre status=late minutes=60 session="#$session"
ok "twice in the same session" said 65 "#$attendance"
run log school attendance --person BG-3 --on 2024-10-07 --site centre status=late minutes=200 session="#$session"
ok "more minutes than the session had" said 65 "SC-E04"
run log school attendance --person BG-3 --on 2024-10-08 --site centre status=present session=b/2024-10-08
ok "a session that is not there" said 65 "b/2024-10-08"

# --- corrections ---

run amend "$session" planned_minutes=90 --why "ended early"
amended=$(cat "$work/out")
ok "amend prints the new number" test "$rc" -eq 0 -a "$amended" -gt "$attendance"
run summary school --period SY2024 --format csv
ok "the attendance follows the amended session" said 0 "contact_hours,Contact hours,hours,SY2024,,,1.5,1.5,,"
run show "$session"
ok "the old entry says what replaced it" said 0 "replaced by" "#$amended"
run show "$amended"
ok "the new one says what it replaces, and why" said 0 "replaces" "#$session" "ended early"
run amend "$session" planned_minutes=80 --why "once more"
ok "an entry is amended once" said 65 "was replaced by #$amended already"
run amend "$amended" planned_minutes=abc --why "slip"
ok "an amendment is checked like any entry" said 65 "abc"
run amend "$attendance" status=absent --why x
ok "a reason has three characters" said 65 "reason"
run void "$attendance" --why "wrong child"
void=$(cat "$work/out")
ok "void" said 0
run void "$attendance" --why "wrong child"
ok "an entry is voided once" said 65
run amend "$void" --why "bring it back"
ok "a void cannot be amended" said 65 "is a void"
run summary school --period SY2024 --format csv
ok "a voided attendance counts no more" said 0 "contact_hours,Contact hours,hours,SY2024,,,,,,no_entries"

# --- a summary as of a day knows nothing of what came later ---

run log literacy enrolment --person W-1 --on 2023-11-20 --site centre level=1 birth_year=1980
run log literacy level_completion --person W-1 --on 2024-02-01 --site centre level=1 result=pass --ack "attended elsewhere"
run log literacy enrolment --person W-1 --on 2024-11-10 --site centre level=2 birth_year=1980
ok "a second level" said 0
run summary literacy --period SY2024 --as-of 2024-11-01 --include-later --format csv
ok "as of the day before, nobody went on" said 0 "l1_l2_transition,Transition to level 2,%,SY2024,,,0,0,1,"
run summary literacy --period SY2024 --format csv
ok "as of today, she did" said 0 "l1_l2_transition,Transition to level 2,%,SY2024,,,100,1,1,"

# --- list and show ---

run list school session
ok "list shows what is current" said 0 "cohort a, planned_minutes 90"
ok "and not what was replaced" sh -c "! grep -q 'planned_minutes 120' '$work/out'"
run list school session --all
ok "--all shows both" said 0 "planned_minutes 120" "replaced"
run list --person BG-1
ok "list --person" test "$(grep -c enrolment "$work/out")" = 1
run list --period 2024-10 --format csv
ok "list --period" test "$(grep -c ',current,' "$work/out")" = 1
run list school --limit 1 --format csv
ok "list --limit" test "$(wc -l <"$work/out")" = 2
run list --person BG-77
ok "a person nobody wrote about" said 0 "nothing was ever logged for person 'BG-77'"
run list school session --format csv
ok "CSV has a column per field" said 0 "entry,status,program,kind,on,until,site,person,cohort,planned_minutes,subject,planned"
if command -v b2sum >/dev/null 2>&1; then
	run show 1
	digest=$(awk '$1 == "digest" { print $2 }' "$work/out")
	run show 1 --format raw
	ok "b2sum recomputes an entry's digest" test -n "$digest" -a "$digest" = "$(b2sum -l 256 <"$work/out" | cut -d' ' -f1)"
fi

# --- check and verify ---

run check
ok "check finds no error" said 0 "0 errors" "2 acknowledged"
run log school attendance --person BG-1 --on 2024-10-14 --site centre status=present cohort=a planned_minutes=60
run void 1 --why "enrolled by mistake"
ok "void names the entries that leaned on it" said 0 "do not fit any more" "SC-E01"
run check
ok "and check finds them" said 1 "error SC-E01: 1"
run log school exit --person BG-3 --on 2024-10-20 --site centre reason=moved
run verify
ok "verify" said 0 "everything is as it was written"
if [ -n "${SQLITE3:-$(command -v sqlite3)}" ]; then
	sql=${SQLITE3:-sqlite3}
	ok "the register is append-only" sh -c "! $sql '$SIJIL_CITY/register.db' 'UPDATE entry SET day = day + 1' 2>/dev/null"
	ok "so are its rows" sh -c "! $sql '$SIJIL_CITY/register.db' 'DELETE FROM entry' 2>/dev/null"
	ok "the log is readable in any SQLite tool" test "$("$sql" "$SIJIL_CITY/register.db" \
		"SELECT status FROM progress_log WHERE number = $session")" = replaced
	ok "each kind has a view" test "$("$sql" "$SIJIL_CITY/register.db" \
		"SELECT planned_minutes FROM school_session WHERE cohort = 'a'")" = 90
	cp -r "$SIJIL_CITY" "$work/circle"
	"$sql" "$work/circle/register.db" "INSERT INTO entry (id, batch, program, kind, subject, site, day, fields, replaces, reason, salt)
		SELECT 9000, batch, program, kind, subject, site, day, fields, 9000, 'abc', salt FROM entry WHERE id = $session" 2>/dev/null
	run -C "$work/circle" log school attendance --person BG-3 --on 2024-10-08 --site centre status=present session=9000
	ok "corrections that lead in circles end in an error" said 65 "lead in circles" "sijil verify"
	"$sql" "$SIJIL_CITY/register.db" "DROP TRIGGER $("$sql" "$SIJIL_CITY/register.db" \
		"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'entry' AND sql LIKE '%UPDATE%' LIMIT 1"); UPDATE entry SET day = day + 1 WHERE id = 2"
	run verify
	ok "verify finds what was changed behind its back" said 1 "entry 2" "NOT as it was written"
fi
# --- where: an attendance is where its session was, unless it says so itself ---

new_city places <<'END'
sijil: 1
city: {name: Town}
sites: [{id: centre, name: Centre}, {id: annex, name: Annex}]
programs: [{id: school, plugin: second_chance_schools}]
END
# site_of ENTRY
site_of()
{
	"$sijil" show "$1" --format json | sed -n 's/^  "site": "\(.*\)",$/\1/p'
}
for person in S1 S2 S3 S4 S5; do
	run log school enrolment --person $person --on 2024-10-01 --site centre sex=F birth_year=2008 track=mixed cohort=a
done
run log school session --on 2024-10-07 --site annex cohort=a planned_minutes=60
session=$(cat "$work/out")
run log school attendance --person S1 --on 2024-10-07 session=a/2024-10-07 status=present
ok "an attendance without a site has that of its session" test "$(site_of "$(cat "$work/out")")" = annex
run log school attendance --person S2 --on 2024-10-07 --site centre session=a/2024-10-07 status=present
ok "... unless it says another" test "$(site_of "$(cat "$work/out")")" = centre
run log school attendance --person S3 --on 2024-10-07 cohort=a planned_minutes=60 status=present
ok "without a session there is none" test -z "$(site_of "$(cat "$work/out")")"
run amend "$session" site=centre --why "it was moved"
run log school attendance --person S4 --on 2024-10-07 session="#$session" status=present
ok "it is the site of the session as it was corrected" test "$(site_of "$(cat "$work/out")")" = centre
run log school session --on 2024-10-08 --site annex cohort=a planned_minutes=60
printf 'person,on,session,status,site\nS1,2024-10-08,a/2024-10-08,present,\nS2,2024-10-08,a/2024-10-08,present,centre\nS5,2024-10-07,a/2024-10-07,present,\n' >"$work/marked.csv"
run import school attendance "$work/marked.csv"
ok "an import does the same, line by line" sh -c "'$sijil' export school attendance --format csv | grep -c \
	-e '^S1,2024-10-08,annex,' -e '^S2,2024-10-08,centre,' -e '^S5,2024-10-07,centre,' | grep -qx 3"
run import school attendance "$work/marked.csv"
ok "... and knows the lines when they come again" said 0 "3 lines: 0 added, 3 unchanged, 0 rejected"
done_testing
