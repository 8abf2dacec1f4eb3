#!/bin/sh
# Frozen reports: what may no longer be written without a reason (CORE-E13), what changes a number that was given out
# (CORE-W14), and what opens a period again.
. "$(dirname "$0")/tap.sh"
SIJIL_TODAY=2025-10-01

new_city town <<'END'
sijil: 1
city: {name: Town, time_zone: UTC}
sites: [{id: centre, name: Centre}]
programs:
  - {id: school, plugin: second_chance_schools}
  - {id: spaces, plugin: community_spaces}
END
log() { run log "$@" --ack "years ago"; }

log school enrolment --person P1 --on 2024-09-10 sex=F birth_year=2009 track=mixed cohort=a
log school session --on 2024-10-07 cohort=a planned_minutes=120
session=$(cat "$work/out")
log school attendance --person P1 --on 2024-10-07 session="#$session" status=present
log school enrolment --person P3 --on 2024-09-10 sex=M birth_year=2009 track=mixed cohort=a
log school attendance --person P3 --on 2024-10-07 session="#$session" status=present
log spaces visit_count --on 2024-10-07 visits=10 count_type=automatic
ok "entries of the year" said 0

# --- freezing ---

run freeze school
ok "a period has to be named" said 64 "--period"
run freeze school --period SY2025
ok "a period that is not over is not frozen" said 64 "SY2025 is not over yet"
run freeze school --period 2025-10-01
ok "nor one that ends today: more may be logged" said 64 "2025-10-01 is not over yet"
run freeze school --period 2023..2024
ok "nor one of more than a year" said 64 "more than 366 days"
run freeze scool --period SY2024
ok "an unknown program" said 64 "did you mean 'school'"
before=$(fingerprint)
run freeze school --period SY2024 --dry-run
ok "a dry run freezes nothing" said 0 "can be frozen"
ok "and writes nothing" test "$before" = "$(fingerprint)"
run freeze school --period SY2024 --note "for the committee"
ok "frozen" said 0
freeze=$(sed -n 1p "$work/out")
digest=$(sed -n 2p "$work/out")
if command -v b2sum >/dev/null 2>&1; then
	"$sijil" summary school --period SY2024 --format json | b2sum -l 256 >"$work/b2"
	ok "the digest is that of the summary in JSON" grep -q "^$digest" "$work/b2"
else
	ok "no b2sum # SKIP" true
fi
run summary school --period SY2024
ok "the summary says that it was given out" said 0 "frozen: entry #$freeze, digest $digest"
run summary school --period 2024-10
ok "that of another period does not" sh -c "! grep -q frozen '$work/out'"
run freeze school --period SY2024
ok "the same report is not frozen twice" said 65 "frozen already, by entry #$freeze"
run log school freeze period=SY2023 report=x
ok "nor by hand" said 64 "sijil freeze"
run list school freeze
ok "frozen reports are listed" said 0 "period SY2024" "for the committee"

# --- CORE-E13: inside the period ---

held=$(entries)
run log school attendance --person P1 --on 2025-03-03 cohort=a planned_minutes=60 status=present
ok "an entry inside is refused" said 65 "error CORE-E13: on '2025-03-03' is inside SY2024, whose report was frozen (entry #$freeze)" "--late"
ok "and not written" test "$(entries)" = "$held"
run log school attendance --person P1 --on 2025-03-03 cohort=a planned_minutes=60 status=present --late "the sheet was lost" --ack "old"
ok "with a reason it is written" said 0 "CORE-W14" "contact_hours"
late=$(sed -n 1p "$work/out")
run show "$late"
ok "and the reason is kept" said 0 "CORE-E13: the sheet was lost" "CORE-W14: the sheet was lost"
run log school attendance --person P1 --on 2025-03-04 cohort=a planned_minutes=60 status=present --late "x" --ack "old"
ok "a reason has three characters" said 65 "at least 3 characters"
run log spaces visit_count --on 2024-10-08 visits=10 count_type=automatic --ack "late sheet"
ok "other programs are not frozen" said 0
run log school note text="Open day" --on 2025-09-15
ok "nor other days" said 0
cat >"$work/more.csv" <<'END'
person,on,cohort,planned_minutes,status
P1,2025-03-10,a,60,present
P1,2025-09-10,a,60,present
END
run import school attendance "$work/more.csv"
ok "a line of a file inside is refused with its place" said 65 "more.csv:2:" "CORE-E13" "1 rejected"
run import school attendance "$work/more.csv" --late "sent late by the school"
ok "with a reason the file is imported" said 0 "2 added" "CORE-W14"
run check school
ok "check finds no error in what was written" said 0

# --- CORE-W14: a write that changes the report from outside the period ---

held=$(entries)
run log school completion --person P1 --on 2025-09-20 award=certificate --ack "no test"
ok "a completion after the year changes nothing in it" said 0
ok "and is written" test "$(entries)" -gt "$held"
run log school outcome --person P1 --on 2025-09-25 destination=formal_school
ok "an outcome of who completed later does not either" said 0
run amend "$session" planned_minutes=90 --why "shorter"
ok "an amended session inside is refused" said 65 "CORE-E13"
run amend "$session" --on 2025-09-07 --why "wrong year"
ok "moving it out of the year too" said 65 "CORE-E13" "on '2024-10-07'"
run amend "$session" planned_minutes=90 --why "shorter" --late "the teacher corrected it"
ok "with a reason it is corrected, and its attendances change the report" said 0 "CORE-W14" "contact_hours"
# P3 had lapsed within the year; who is seen again had not left.
run log school attendance --person P3 --on 2025-09-12 cohort=a planned_minutes=60 status=present
ok "an attendance after the year that undoes a lapse in it needs a reason, as a warning does" \
	said 1 "warning CORE-W14: this changes the frozen report of SY2024 (entry #$freeze)" "dropout_rate" "nothing was written"
run log school attendance --person P3 --on 2025-09-12 cohort=a planned_minutes=60 status=present --ack "came back"
ok "with one it is written" said 0
other=$(sed -n 1p "$work/out")

# --- what a report is compared with is in it as well ---

run freeze spaces --period 2024-11
ok "a month is frozen" said 0
run log spaces visit_count --on 2024-10-20 visits=3 count_type=automatic --dry-run
ok "the month before it changes its report" said 1 "CORE-W14" "2024-11" "visits"

# --- voids ---

run void "$late" --why "logged twice"
ok "a void inside is refused" said 65 "CORE-E13" "--late"
run void "$late" --why "logged twice" --late "agreed with the committee"
ok "with a reason it is taken back" said 0
run void "$other" --why "another child"
ok "a void that changes the report from outside needs a reason" said 65 "CORE-W14" "--late"
run void "$freeze" --why "to be made again"
ok "voiding the frozen report opens the period" said 0
run log school attendance --person P1 --on 2025-03-05 cohort=a planned_minutes=60 status=present --ack "old"
ok "and entries need no reason any more" said 0
run void "$other" --why "another child"
ok "nor do voids" said 0
run summary school --period SY2024 --format csv
ok "and the lapse counts again" said 0 "dropout_rate"
run log school note text="x y z" --on 2025-09-16 --late "nothing is frozen"
ok "--late without need is said" said 0 "--late was not needed"
run verify
ok "the register verifies" said 0
done_testing
