#!/bin/sh
# What a summary prints, of a real register: targets, baselines, acknowledged warnings, sites, last year, width.
. "$(dirname "$0")/tap.sh"

new_city city <<'END'
sijil: 1
city: {name: Town, currency: MAD, school_year_start: 9}
sites:
  - {id: centre, name: {en: Centre}}
  - {id: annex, name: {en: Annex}}
programs:
  - id: school
    plugin: second_chance_schools
    sites: [centre, annex]
    targets:
      - {metric: attendance_rate, value: 80, unit: percent, direction: up}
      - {metric: learners_active, value: 2, unit: persons, direction: down,
         population: {year: 2014}}
    baselines:
      - {id: seed-illiteracy, value: 36.2, unit: percent, direction: down,
         population: {what: unspecified, source: "seed article, 2024"}}
END
enrol()
{
	run log school enrolment --person "$1" --on "$2" --site centre sex=F birth_year="$3" track=vocational cohort=a \
		${4+--ack "$4"}
}
attend()
{
	run log school attendance --person "$1" --on "$2" --site "$3" cohort=a planned_minutes=120 status="$4"
}
enrol A1 2023-10-02 2006 "found in the paper register"
enrol B1 2024-10-01 2001 "sent by the court"
enrol B2 2024-10-01 2001 "sent by the court"
enrol B3 2024-10-01 2000 "her sister is here"
for person in B1 B2 B3; do
	attend $person 2024-10-02 centre present
done
attend B1 2024-10-03 annex absent

run summary school --period 2024-10 --lang en
ok "a target behind, in words and numbers" said 0 "target 80.0 %: behind, 5.0 points below"
ok "what should go down, against a population of long ago" \
	said 0 "target 2 persons: behind, 1 person above (its population is of 2014)"
ok "the seed's rate is compared with nothing" \
	said 0 "baseline 36.2 % (seed-illiteracy, seed article, 2024): not comparable with any metric above: what,"
ok "it is printed once" test "$(grep -c '36\.2' "$work/out")" -eq 1
ok "the same month last year" said 0 "vs 2023-10 (last year): +200 %, ×3.00, improved"
ok "sites and their latest entries, silent after five weeks" \
	said 0 "latest entry per site: Centre 2024-10-02 (silent: 44 days), Annex 2024-10-03 (silent: 43 days)"
ok "acknowledged warnings" said 0 "  Acknowledged warnings" "    SC-W11: 3" "      2 × sent by the court" \
	"      her sister is here (#4, tester, "
run summary school --period 2023-10
ok "of a month, those of its entries" said 0 "    CORE-W05: 1" "found in the paper register (#1, tester, "
run summary school --period 2024-11
ok "not those of another month" test "$(grep -c "SC-W11" "$work/out")" -eq 0
run summary school --period SY2024
ok "a year has no other last year than the one before" test "$(grep -c "last year" "$work/out")" -eq 0

run summary school --period 2024-10 --format json
ok "JSON: reasons, sites, last year, and how to ask what is behind a figure" said 0 \
	'"reason": "her sister is here"' '"by": "tester"' '"site": "annex"' '"days": 43' '"code": "2023-10"' \
	'"explain": "sijil explain school attendance_rate --period 2024-10 --as-of 2024-11-15"' \
	'"plugin": "second_chance_schools '
run summary school --period 2024-10 --format csv
ok "CSV: last year is a row of its own period" test "$(grep -c ',learners_active,.*,2023-10,,,1,1,,$' "$work/out")" -eq 1
ok "... for every metric" test "$(grep -c ',2023-10,,,' "$work/out")" -eq "$(grep -c ',2024-09,,,' "$work/out")"

# Warnings of entries that were corrected or taken back have been dealt with.
run amend 4 birth_year=2007 --why "misread"
run summary school --period 2024-10
ok "of a corrected entry no reason is left" test "$(grep -c "her sister" "$work/out")" -eq 0
ok "of the others there is" said 0 "    SC-W11: 2" "      2 × sent by the court"

# --- width ---

# widest FILE: columns of its widest line.  (Every character counts; there are no wide or combining ones here.)
widest()
{
	LC_ALL=C sed 's/[\x80-\xbf]//g' "$1" | awk '{ if (length > n) n = length } END { print n + 0 }'
}
for columns in 60 72 80 100; do
	COLUMNS=$columns
	export COLUMNS
	run summary --period 2024-10 --by sex,site,week
	ok "no line is wider than $columns columns" test $rc -eq 0 -a "$(widest "$work/out")" -le "$columns"
done
COLUMNS=400
run summary --period 2024-10
cp "$work/out" "$work/wide"
unset COLUMNS
run summary --period 2024-10
ok "without a terminal it is 100" test "$(widest "$work/out")" -le 100
ok "... and COLUMNS is more" test "$(widest "$work/wide")" -gt 100
COLUMNS=nonsense run summary --period 2024-10
ok "what is no number of columns is passed over" test $rc -eq 0 -a "$(widest "$work/out")" -le 100
if script --version 2>/dev/null | grep -q util-linux; then
	script -qec "stty cols 64; '$sijil' summary --period 2024-10" "$work/typed" >/dev/null 2>&1
	sed '/^Script /d' "$work/typed" | tr -d '\r' >"$work/out"
	ok "at a terminal it is the terminal's width" test "$(widest "$work/out")" -le 64 -a -s "$work/out"
else
	ok "at a terminal it is the terminal's width # SKIP no script(1)" true
fi
# --- frozen ---

if command -v b2sum >/dev/null 2>&1; then
	run freeze school --period 2024-10 --note "for the committee"
	digest=$(sed -n 2p "$work/out")
	"$sijil" summary school --period 2024-10 --format json >"$work/json"
	ok "a frozen report holds what was acknowledged" \
		test -n "$digest" -a "$(b2sum -l 256 <"$work/json" | cut -d' ' -f1)" = "$digest"
	ok "... of which there is some" grep -q "sent by the court" "$work/json"
else
	ok "a frozen report holds what was acknowledged # SKIP no b2sum" true
	ok "... of which there is some # SKIP no b2sum" true
fi

# --- a period that is not over: it is 2024-11-15 ---

run summary school --period SY2024
ok "a year in its third month is said not to be over" said 0 "The period is not over: its figures go up to 2024-11-15,"
row()
{
	awk -v title="  $1 " 'index($0, title) == 1 { on = 1; print; next } /^  [^ ]/ { on = 0 } on' "$work/out" | tr '\n' ' '
}
ok "counts of it are no better or worse than those of a year" sh -c "echo '$(row "New enrolments")' |
	grep 'SY2023' | grep -vq 'improved\|worsened'"
ok "... but rates are" sh -c "grep -A1 '^  Attendance rate' '$work/out' | grep -q 'improved\|worsened\|SY2023: –'"
run summary school --period SY2024 --format json
ok "... in JSON" said 0 '"over": false'
run summary school --period 2024-10
ok "a month that is past is over" sh -c "! grep -q 'not over' '$work/out'"
run summary school --period 2024-10 --format json
ok "... in JSON" said 0 '"over": true'
run summary school --period 2024-11 --as-of 2024-11-30 --include-later
ok "and one whose last day it is" sh -c "! grep -q 'not over' '$work/out'"

# --- small numbers ---

for person in B1 B2; do
	run log school completion --person $person --on 2024-11-04 award=none --ack "not tested"
done
run log school budget_line --on 2024-11-05 phase=spent amount=9000
run summary school --period 2024-11 --format csv
ok "two completions cost 4,500 each" grep -q ',cost_per_completer,.*,2024-11,,,4500,9000,2,$' "$work/out"
printf 'privacy: {suppress_below: 5}\n' >>"$SIJIL_CITY/sijil.yaml"
run summary school --period 2024-11 --format csv
ok "... whose number is that of persons" grep -q ',cost_per_completer,.*,2024-11,,,,,,suppressed$' "$work/out"
ok "... but not the money" grep -q ',budget_spent,.*,2024-11,,,9000,9000,,$' "$work/out"

# --- what the coordinator says of it ---

run log school note --on 2024-11-12 text="The bus did not run in the second week of November, so that learners of the annex came late."
note=$(cat "$work/out")
run log school note --on 2024-11-03 text="Exams."
run log school note --on 2024-10-31 text="Last month."
COLUMNS=60 run summary school --period 2024-11
ok "notes of the period stand under its numbers, by date" sh -c "grep -A4 '^  Notes\$' '$work/out' | tr '\n' '|' |
	grep -qF '  Notes|    2024-11-03: Exams.|    2024-11-12: The bus did not run in the second week of|      November, so that learners'"
ok "... and those of others do not" sh -c "! grep -q 'Last month' '$work/out'"
run summary school --period 2024-11 --as-of 2024-11-05 --include-later
ok "... nor those of days after the day asked" sh -c "grep -q 'Exams' '$work/out' && ! grep -q 'The bus' '$work/out'"
run summary school --period 2024-11 --format json
ok "... in JSON as well" said 0 '"notes": [' '"on": "2024-11-03"' '"text": "Exams."'
ok "... and only of the period" sh -c "! grep -q 'Last month' '$work/out'"
run summary school --period 2024-11 --format csv
ok "... and in CSV" grep -q '^school,second_chance_schools,,2024-11-03,,2024-11,note,Exams.,,,,$' "$work/out"
run void "$note" --why "it did run"
run summary school --period 2024-11
ok "... nor those taken back" sh -c "grep -q 'Exams' '$work/out' && ! grep -q 'The bus' '$work/out'"

# --- what the figures mean ---

run summary school --period 2024-10
ok "the definition of a metric, and what it is comparable to" sh -c "tr '\n' ' ' <'$work/out' | tr -s ' ' | grep -qF \
	'Contact hours: Minutes attended by learners marked present or late, divided by 60. Comparable to: NRS attendance hours'"
ok "... below everything" sh -c "sed '1,/^  What the figures mean/d' '$work/out' | grep -vq '^    '; test \$? -eq 1"
ok "... once for each" test "$(grep -c '^    Contact hours:' "$work/out")" -eq 1
ok "... not again for those side by side" test "$(grep -c '^    Insertion rate (Morocco)' "$work/out")" -eq 1
ok "... nor for the budget of who has none" test "$(grep -c '^    Budget' "$work/out")" -eq 0
run summary school --period 2024-10 --brief
ok "--brief leaves it out" sh -c "! grep -q 'What the figures mean' '$work/out'"
ok "... but not the figures" said 0 "Contact hours"
run summary school --period 2024-10 --format csv
ok "CSV has it as rows" grep -q ',contact_hours,.*,2024-10,definition,"Minutes attended by learners marked present or late, divided by 60.",,,,$' \
	"$work/out"
ok "... with what it is comparable to" grep -q ',2024-10,comparable to,NRS attendance hours (United States),,,,$' "$work/out"

# --- the quality of the data ---

new_city quality <<'END'
sijil: 1
city: {name: Town, school_year_start: 9}
sites: [{id: centre, name: Centre}]
programs:
  - {id: school, plugin: second_chance_schools, options: {age_max: 30}}
  - {id: other, plugin: second_chance_schools}
END
# An import takes three of its four lines, one of them with a warning that nobody looked at.
cat >"$work/enrol.csv" <<'END'
person,on,sex,birth_year,track
Q1,2024-10-01,F,2000,vocational
Q2,2024-10-01,M,2001,vocational
Q3,2024-10-01,X,2001,vocational
Q4,2024-10-01,F,1970,vocational
END
run import school enrolment "$work/enrol.csv" --partial
ok "an import with a line at fault" test $rc -le 1
run log school attendance --person Q1 --on 2024-10-20 cohort=a planned_minutes=60 status=present minutes=0 --ack "came, and had to go"
run log school completion --person Q2 --on 2024-11-05 award=none --ack "no test"
run summary school --period 2024-10
ok "no error stands, Q4's age is open" sh -c "grep -q '^    errors standing: 0\$' '$work/out' &&
	grep -q '^    warnings open: 1 (SC-W11 1)\$' '$work/out'"
ok "what was acknowledged is not open" said 0 "    warnings acknowledged: 1, of them late entries: 0"
ok "one line of the import was rejected" said 0 "    lines rejected: 1, by 1 import with entries of the period"
run summary school --period 2024-11
ok "... which is no import of November" said 0 "    lines rejected: 0"
run summary other --period 2024-10
ok "... nor of another program" said 0 "    lines rejected: 0"
run check school --period 2024-10
ok "check says the same" said 0 "0 errors, 1 warning, "
run summary school --period 2024-10 --format json
ok "in JSON" sh -c "tr -d ' \n' <'$work/out' | grep -qF '\"quality\":{\"errors\":0,\"warnings\":1,\"rules\":[{\"severity\":\"warning\",\"rule\":\"SC-W11\",\"count\":1}],\"acknowledged\":1,\"late\":0,\"rejected_lines\":1,\"imports_with_rejects\":1}'"
run summary school --period 2024-10 --format csv
ok "in CSV" grep -q '^school,second_chance_schools,,,,2024-10,quality,lines rejected,1,,,$' "$work/out"
ok "... with the warnings" grep -q ',2024-10,quality,warnings open,1,,,$' "$work/out"
run log school session --on 2024-10-10 cohort=z planned_minutes=60
run log school attendance --person Q1 --on 2024-10-10 session=z/2024-10-10 status=late minutes=50 --ack "late"
run amend "$(($(cat "$work/out") - 1))" planned_minutes=30 --why "half an hour" --ack "so it was"
run summary school --period 2024-10
ok "an error that a correction brought stands" said 0 "    errors standing: 1 (SC-E04 1)"
done_testing
