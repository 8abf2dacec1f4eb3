#!/bin/sh
# `sijil explain`: what it lists, what it says of it, and what it says to a question that cannot be answered.
. "$(dirname "$0")/tap.sh"

new_city city <<'END'
sijil: 1
city: {name: Town, currency: MAD}
privacy: {suppress_below: 5}
sites:
  - {id: centre, name: The centre}
  - {id: kiosk, name: The kiosk}
programs:
  - id: school
    plugin: second_chance_schools
    targets: [{metric: attendance_rate, value: 80, unit: percent, direction: up}]
    baselines: [{id: seed, value: 36.2, unit: percent}]
  - {id: spaces, plugin: community_spaces}
  - {id: gone, plugin: no_such_plugin}
references:
  - {id: population, value: 2000, unit: persons, population: {what: inhabitants, year: 2024, source: RGPH}}
END

# line TEXT: some line is just that, blanks aside.
line()
{
	sed 's/^ *//; s/  */ /g; s/ *$//' "$work/out" | grep -qxF -e "$1" || { echo "# no line: $1"; return 1; }
}
# lines TEXT...: all of them are there.
lines()
{
	for text; do
		line "$text" || return 1
	done
}

cat >"$work/enrolment.csv" <<'END'
on,site,person,sex,birth_year,track,cohort
2024-09-10,centre,P1,F,2008,mixed,a
2024-09-10,centre,P2,M,2008,mixed,a
2023-09-10,centre,P3,F,2007,mixed,a
END
run import school enrolment "$work/enrolment.csv"
ok "three enrolments" said 0
cat >"$work/attendance.csv" <<'END'
on,site,person,cohort,planned_minutes,status,minutes
2024-10-01,centre,P1,a,60,present,60
2024-10-02,kiosk,P1,a,60,late,45
2024-10-01,centre,P2,a,60,absent,
2023-10-01,centre,P3,a,60,present,60
END
run import school attendance "$work/attendance.csv"
ok "four attendances" said 0
run log spaces visit_count --on 2024-10-25 --until 2024-11-03 --site kiosk count_type=automatic visits=50
run log spaces visit_count --on 2024-10-01 --site kiosk count_type=automatic visits=30
ok "a count that reaches into November, and one that does not" said 0

# --- the list ---

run explain school
ok "without a metric: the metrics, with what they are broken down by" said 0 "attendance_rate" "sex site cohort"
run explain school --format csv
ok "... as CSV, with what divides the amounts" said 0 "metric,title,unit,per,breakdowns" "contact_hours,Contact hours,hours,60,"

# --- a rate ---

run explain school attendance_rate --period SY2024 --by sex
ok "a rate is explained" said 0 "Attendance rate (attendance_rate)" "SY2024: 2024-09-01"
ok "... its value with both sides, and the change" lines "value 58.3 % (105/180)" "change -41.7 points vs SY2023, worsened"
ok "... its definition, and plugin and version" said 0 "Minutes attended" "plugin second_chance_schools 0.1.0"
ok "... target and loose baseline" said 0 "target 80.0 %: behind, 21.7 points below" \
	"baseline 36.2 % (seed)" "not comparable" "what, sex, age, area"
ok "... every entry behind the numerator" lines "Numerator: 105" "P1 #4 attendance 2024-10-01 centre 60" \
	"P1 #5 attendance 2024-10-02 kiosk 45"
ok "... and behind the denominator" lines "Denominator: 180" "P2 #6 attendance 2024-10-01 centre 60"
ok "... its groups" lines "F 87.5 105 120" "M 0.0 0 60"
ok "... what changed" lines "numerator: 1 new, 1 gone, 0 changed" "new P1 – 105" "gone P3 60 –" \
	"denominator: 2 new, 1 gone, 0 changed"
ok "... how fresh the sites are" lines "centre The centre 2024-10-01 45" "kiosk The kiosk 2024-10-02 44"
ok "... and that it is not for publication" said 0 "Not for publication" "below 5" "sijil show ENTRY"
ok "... small numbers are there all the same" test -z "$(grep -F '<5' "$work/out")"

# --- persons, spells, divided amounts, what was left out ---

run explain school learners_active --period SY2024
ok "spells stand with how they ended" lines "P1 #1, open spell 2024-09-10 – centre 1" "P2 #2, open spell 2024-09-10 – centre 1"
run explain school learners_active --period SY2023
ok "... a lapsed one with its last service" lines "P3 #3, lapsed spell 2023-09-10 – 2023-10-01 centre 1"
run explain school contact_hours --period SY2024
ok "amounts as recorded, and what they are divided by" lines "Numerator: 1.75, the amounts divided by 60" \
	"P1 #5 attendance 2024-10-02 kiosk 45"
run explain spaces visits --period 2024-10
ok "what reaches beyond the period is left out, with its entry" lines "Numerator: 30" \
	"excluded: 1 that reaches beyond the period" "kiosk #8 visit_count 2024-10-25 – 2024-11-03 kiosk straddles"
run explain spaces visits_per_1000 --period 2024-10
ok "a reference says whom it speaks of" said 0 "reference population" "inhabitants, 2024, RGPH"
run explain spaces visits --period 2024-12
ok "what is missing says why" lines "value – no entries in the period"
run explain school gpi_attendance --period SY2024
ok "a parity says what is divided by what" said 0 "attendance_rate of sex=F (87.5)" "of sex=M (0)" \
	"Numerator of attendance_rate, sex=F"
run explain school attendance_rate --period SY2024 --as-of 2024-10-01 --include-later
ok "as of a day, later entries are not known" lines "value 50.0 % (60/120)" "centre The centre 2024-10-01 0"

# --- long lists ---

i=1
{
	echo "on,site,title,event_type,attendees"
	while test $i -le 43; do
		echo "2024-09-0$((i % 9 + 1)),centre,Event $i,reading,10"
		i=$((i + 1))
	done
} >"$work/events.csv"
run import spaces event "$work/events.csv"
ok "43 events" said 0
run explain spaces events --period 2024-09
ok "the text shows 40 of them, and says so" test "$(grep -c '#.* event ' "$work/out")" -eq 40 -a \
	"$(grep -c '^    ... and 3 more: --all, or --format csv' "$work/out")" -eq 1
run explain spaces events --period 2024-09 --all
ok "--all shows them all" test "$(grep -c '#.* event ' "$work/out")" -eq 43 -a "$(grep -c 'more: --all' "$work/out")" -eq 0
run explain spaces events --period 2024-09 --format csv
ok "and so does CSV, always" test "$(grep -c ',event,' "$work/out")" -eq 43

# --- counted already ---

run log school enrolment --on 2025-06-10 --site kiosk --person P3 sex=F birth_year=2007 track=mixed cohort=a
cat >"$work/second.csv" <<'END'
on,site,person,sex,birth_year,track,cohort
2024-01-15,kiosk,P3,F,2007,mixed,a
END
run import school enrolment "$work/second.csv"
run explain school learners_active --period SY2023 --by site --format csv
ok "a person's second spell is listed, and does not count again" said 0 ",SY2023,,,numerator,1,persons,person,P3,3," \
	"counted_already"
ok "... in the whole; in another group it does" grep -q ',SY2023,site,kiosk,numerator,1,persons,person,P3,5[0-9],.*,1,1,,' "$work/out"
run explain school learners_active --period SY2023
ok "the text leaves it away" test "$(grep -c 'counted already' "$work/out")" -eq 0
run explain school learners_active --period SY2023 --all
ok "... but for --all" said 0 "counted already"

# --- JSON ---

if command -v python3 >/dev/null 2>&1; then
	run explain school attendance_rate --period SY2024 --by sex,month --format json
	ok "JSON adds up too" python3 -c '
import json, sys
x = json.load(open(sys.argv[1]))
def side(name, counts):
    return sum(c["amount"] for m in x["measures"] if m["side"] == name for c in m["contributions"] if counts(c))
whole = lambda c: c["window"] == "SY2024" and c["counted"]
women = lambda c: c["window"] == "SY2024" and any(g["group"] == "F" and g["counted"] for g in c["groups"])
october = lambda c: c["window"] == "2024-10" and c["window_by"] == "month" and c["counted"]
assert (side("numerator", whole), side("denominator", whole)) == (105, 180)
assert (side("numerator", women), side("denominator", women)) == (105, 120)
assert side("numerator", october) == 105
assert x["publishable"] is False and x["plugin_version"] == "0.1.0" and x["comparisons"][1]["differs"] == "what, sex, age, area"
' "$work/out"
	run explain spaces visits --period 2024-10 --format json
	ok "... with what was left out" python3 -c '
import json, sys
x = json.load(open(sys.argv[1]))
left = [c for m in x["measures"] for c in m["contributions"] if c["reason"] == "straddles" and c["window"] == "2024-10"]
assert [c["entry"] for c in left] == [8] and x["excluded"][0]["count"] == 1
' "$work/out"
fi

# --- what cannot be answered ---

run explain
ok "no program" said 64 "an argument is missing" "usage: sijil explain PROGRAM [METRIC]"
run explain scool
ok "an unknown program gets the nearest" said 64 "did you mean 'school'"
run explain school atendance_rate
ok "so does an unknown metric, and where they are listed" said 64 "did you mean 'attendance_rate'" "'sijil explain school' lists its metrics"
run explain school attendance_rate --by sitte
ok "so does an unknown breakdown, with those that it has" said 64 "attendance_rate is not broken down by 'sitte'" \
	"did you mean 'site'" "it is by sex, site, cohort, "
run explain school attendance_rate --by track
ok "... another metric's is none of its own" said 64 "not broken down by 'track'"
run explain school gpi_attendance --by sex
ok "... and one that has none says by what it is" said 64 "it is by month, quarter"
run explain school attendance_rate --period 2024-13
ok "a period that is none" said 64 "2024-13"
run explain city
ok "the whole city cannot be explained while one of its programs is missing" said 69 "'gone' is not available"
run explain school attendance_rate --as-of soon
ok "a day that is none" said 64 "--as-of 'soon'"
run explain school attendance_rate --format pdf
ok "a format that is none" said 64 "text, csv, json"
run explain gone visits
ok "a program without its plugin" said 69 "program 'gone' is not available" "no_such_plugin"

# --- what is left out stands apart, whatever its date ---

run log spaces visit_count --on 2024-09-03 --site centre count_type=automatic visits=7
run log spaces visit_count --on 2024-09-25 --until 2024-10-04 --site centre count_type=automatic visits=90
run log spaces visit_count --on 2024-09-01 --site kiosk count_type=automatic visits=40
run explain spaces visits --period 2024-09 --format json
ok "the amount of a list is that of all its entries" said 0 '"amount": 47'
run explain spaces visits --period 2024-09
ok "... and all are listed" said 0 "47 visits" "2024-09-03" "2024-09-01"
run explain school insertion_rate_ma --period SY2024
ok "a further demand is told" said 0 "whose latest outcome has destination=formal_school"

# --- the whole city ---

sed '/id: gone/d' "$SIJIL_CITY/sijil.yaml" >"$work/sijil.yaml" && cp "$work/sijil.yaml" "$SIJIL_CITY/sijil.yaml"
run explain city
ok "the whole city has metrics of its own" said 0 "persons_in_several"
run explain city persons --period SY2024
ok "... and who they are" said 0 "Persons in any program" "persons with a spell or an entry in any program"
sed 's/^  - {id: spaces,/  - {id: other, plugin: second_chance_schools}\
&/' "$SIJIL_CITY/sijil.yaml" >"$work/sijil.yaml" && cp "$work/sijil.yaml" "$SIJIL_CITY/sijil.yaml"
run log other enrolment --person P1 --on 2024-11-01 --site centre sex=F birth_year=2008 track=mixed --ack "both schools"
ok "a person in two programs" said 0
run explain city persons_in_several --period SY2024
ok "... is one" said 0 "Numerator: 1"
ok "... of whom both are told, and which they are" sh -c \
	"grep -q ' P1 .* 1  in school\$' '$work/out' && grep -q ' P1 .* 1  in other, counted already\$' '$work/out'"
run explain city persons_in_several --period SY2024 --format csv
ok "... in CSV, too" said 0 "counted,reason,title,in_program" ",1,,persons with a spell or an entry in any program,school" \
	",0,counted_already,persons with a spell or an entry in any program,other"
run explain city person --period SY2024
ok "... and no others" said 64 "did you mean 'persons'"
done_testing
