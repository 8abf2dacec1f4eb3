#!/bin/sh
# sijil program: a file made, checked with its examples, and compared with another version of it and with its entries.
. "$(dirname "$0")/tap.sh"
top_srcdir=$(cd "$top_srcdir" && pwd)
SIJIL_DATA=$top_srcdir/plugins
TMPDIR=$work/tmp
mkdir "$TMPDIR"
export SIJIL_DATA TMPDIR

new_city city <<'END'
sijil: 1
city: {name: Town, school_year_start: 9}
sites: [{id: centre, name: Centre}]

# What the city runs.
programs:
  - {id: spaces, plugin: community_spaces}

# Small numbers.
privacy: {suppress_below: 0}
END
cd "$SIJIL_CITY" || exit 99
unset SIJIL_CITY
cp sijil.yaml before.yaml

# --- new ---

for what in persons visits both; do
	run program new "of_$what" --what $what --title "Of \"$what\"" --title-fr "Le \\ $what" --title-ar "برنامج"
	ok "new --what $what: a file that is sound at once" said 0 "made programs/of_$what.yaml" "as expected"
	ok "... with titles in three languages" said 0 "programs/of_$what.yaml"
	ok "... of which nothing lacks one" sh -c "! grep -q ': info: ' '$work/out'"
	ok "... and the lines to write" said 0 "  - id: of_$what" "    plugin: file:programs/of_$what.yaml"
	ok "... that nobody else may change" test "$(find programs -name "of_$what.yaml" -perm -002 | wc -l)" = 0
done
ok "sijil.yaml was not touched" cmp -s sijil.yaml before.yaml
cksum programs/of_both.yaml >"$work/sum"
run program new of_both
ok "what is there is not overwritten" said 64 "is there already"
ok "... and stays as it was" sh -c "cksum programs/of_both.yaml | cmp -s - '$work/sum'"
run program new Of-Both
ok "a name that is none" said 64 "not the name of a program"
run program new
ok "no name" said 64 "give a name"
run program new x --what person
ok "another answer to --what" said 64 "did you mean 'persons'?"
run program new x --like family_lerning
ok "another program to be like" said 64 "did you mean 'family_learning'?"
run program nwe x
ok "another verb" said 64 "did you mean 'new'?"
ok "none of them made a file" test ! -e programs/x.yaml -a "$(find programs -type f | wc -l)" = 3

run program new seniors --like digital_skills_seniors --add
ok "--like: a copy of one that comes with sijil" cmp -s programs/seniors.yaml "$top_srcdir/conf/programs/digital_skills_seniors.yaml"
ok "--add: said" said 0 "added to sijil.yaml: program 'seniors'"
sed '/id: spaces/a\
  - id: seniors\
    plugin: file:programs/seniors.yaml' before.yaml >"$work/expected"
ok "... two lines more, and nothing else" cmp -s sijil.yaml "$work/expected"
run programs
ok "... and it is ready" said 0 "seniors" "Digital skills for seniors"
run program new of_flow --add
cat >flow.yaml <<'END'
sijil: 1
city: {name: Town}
sites: [{id: centre, name: Centre}]
programs: [{id: spaces, plugin: community_spaces}]
END
mkdir flow && cp flow.yaml flow/sijil.yaml
run -C flow program new of_flow --add
ok "--add to a list on one line: the file stays as it was" cmp -s flow/sijil.yaml flow.yaml
ok "... the lines to write are told" said 78 "was not changed" "    plugin: file:programs/of_flow.yaml"
run program list
ok "list" said 0 "digital_skills_seniors" "Digital skills for seniors" "family_learning" "workplace_training"
run program list --lang ar
ok "list in Arabic" said 0 "المهارات الرقمية لكبار السن"

# --- the programs that come with sijil, and their examples ---

for file in "$top_srcdir"/conf/programs/*.yaml; do
	name=$(basename "$file" .yaml)
	run program check "$file"
	ok "$name: sound, and its examples come out" said 0 "2 examples" "as expected"
	ok "$name: every text in three languages" sh -c "! grep -q ': info: ' '$work/out'"
done
run program check programs/seniors.yaml --lang fr
ok "the form in French" said 0 "Sexe *" "F = Féminin, M = Masculin" "Année de naissance *"
run program check programs/seniors.yaml programs/of_both.yaml --format json
ok "JSON of two files" test "$rc $(grep -c '"file":' "$work/out")" = "0 2"
if command -v python3 >/dev/null 2>&1; then
	ok "... is JSON" python3 -c 'import json,sys; json.load(open(sys.argv[1]))' "$work/out"
fi
ok "no folder is left" test -z "$(ls "$TMPDIR")"

# --- what is wrong with a file ---

run program check programs/none.yaml
ok "no such file" said 66 "programs/none.yaml" "cannot be read"
sed 's/^    subject: person /    subjct: person /' programs/of_persons.yaml >programs/bad.yaml
run program check programs/bad.yaml
ok "a mistake in a key, with its place" said 65 "programs/bad.yaml:17:5: error:" "did you mean 'subject'?"
run program check programs/bad.yaml --format json
ok "... in JSON" said 65 '"line": 17' '"column": 5'

# examples <<END: a small program with the examples on standard input, which begin in line 31.
examples()
{
	cat "$top_srcdir/tests/data/program/tried.yaml" - >programs/tried.yaml
}
# tried STATUS TEXT...: what the check says of it.
tried()
{
	run program check programs/tried.yaml
	said "$@"
}

good='
  - name: two
    entries:
      - {kind: enrolment, on: 2024-10-01, person: A, sex: F}
      - {kind: enrolment, on: 2024-10-01, person: B, sex: M}
      - {kind: lesson, on: 2024-10-02, person: A, minutes: 60}
      - {kind: lesson, on: 2024-10-03, person: A, minutes: 30, after: "#3"}'

printf '%s\n' "$good" '    expect:
      2024-10: {learners: {value: 2, by: {sex: {F: 1, M: 1}}}, minutes: 90}' | examples
ok "an example that comes out" tried 0 "1 example, 4 figures and findings as expected"

printf '%s\n' "$good" '    expect:
      2024-10:
        learners: {value: 3, by: {sex: {F: 1, M: 2, U: 1}}}
        minutes: {value: 90, numerator: 91}
      2023-10: {minutes: 0}' | examples
ok "a value that does not" tried 1 "programs/tried.yaml:40:27: example 'two': 2024-10 learners: expected 3, got 2"
ok "... of a group" said 1 "programs/tried.yaml:40:50: example 'two': 2024-10 learners sex M: expected 2, got 1"
ok "... of a group that is not there" said 1 "programs/tried.yaml:40:56: example 'two': 2024-10 learners sex U: expected 1, got no such group"
ok "... of a numerator" said 1 "2024-10 minutes numerator: expected 91, got 90"
ok "... where there is no value" said 1 "2023-10 minutes: expected 0, got missing"
ok "... all of them" said 1 "1 example, 5 of what it expected did not come out"
run program check programs/tried.yaml --format json
ok "... in JSON" said 1 '"what": "2024-10 learners sex M"' '"expected": "2"' '"got": "1"' '"line": 40'

printf '%s\n' "$good" '      - {kind: lesson, on: 2024-10-04, person: C, minutes: 30}
      - {kind: lesson, on: 2024-10-04, person: A, minutes: 0}
      - {kind: lesson, on: 2024-10-04, person: A, minutes: 700}' | examples
ok "an error that nobody expects" tried 1 "programs/tried.yaml:38:9: example 'two': entry 5: expected nothing wrong, got TR-E01: not enrolled"
ok "... nor this one" said 1 "programs/tried.yaml:40:9: example 'two': entry 7: expected nothing wrong, got CORE-E02"
ok "... a warning may pass without a list of findings" sh -c "! grep -q TR-W02 '$work/out'"
printf '%s\n' '    findings: [{entry: 5, rule: TR-E01}, {entry: 7, rule: CORE-E02}, {entry: 2, rule: TR-W02}]' >>programs/tried.yaml
ok "with a list it may not" tried 1 "programs/tried.yaml:39:9: example 'two': entry 6: expected nothing wrong, got TR-W02: no minutes"
ok "... and what is in the list has to come" said 1 "programs/tried.yaml:41:70: example 'two': entry 2: expected TR-W02, got nothing of that rule"
ok "... but no more" said 1 "2 of what it expected"

printf '%s\n' "$good" '      - {correct: 3, why: slip, minutes: 45}
      - {correct: 5, why: slip again, minutes: 50}
      - {void: 4, why: not held}
    expect: {2024-10: {minutes: 50}}' | examples
ok "corrections, of corrections too, and what is taken back" tried 0 "1 figures and findings as expected"

{
	sed '/^examples:/d' "$top_srcdir/tests/data/program/tried.yaml"
	cat <<'END'
  per_thousand:
    title: Learners per 1,000
    unit: per 1,000
    definition: L
    scale: 1000
    numerator: {take: persons, spells: active}
    denominator: {take: standing, kind: population_estimate, of: value, reference: people}
examples:
  - name: a figure from outside, and an entry that every program has
    references: {people: 500}
    entries:
      - {kind: enrolment, on: 2024-10-01, person: A, sex: F}
      - {kind: note, on: 2024-10-01, text: The first one}
    expect:
      2024-10: {per_thousand: {value: 2, numerator: 1, denominator: 500}}    # 1 of 500
END
} >programs/tried.yaml
ok "a figure from outside" tried 0 "3 figures and findings as expected"

# wrong TEXT <<END: an example at fault is told with its place.
wrong()
{
	examples
	tried 65 "$1"
}
ok "an unknown key" wrong "programs/tried.yaml:32:5: error: unknown key 'entris' (did you mean 'entries'?)" <<END
  - name: x
    entris: []
END
ok "no name" wrong "programs/tried.yaml:31:5: error: the key 'name' is missing" <<END
  - entries: []
END
ok "an unknown kind" wrong "programs/tried.yaml:33:16: error: kind: there is no kind 'leson' (did you mean 'lesson'?)" <<END
  - name: x
    entries:
      - {kind: leson, on: 2024-10-01}
END
ok "no kind" wrong "programs/tried.yaml:33:9: error: an entry needs its kind" <<END
  - name: x
    entries:
      - {on: 2024-10-01}
END
ok "an unknown field" wrong "programs/tried.yaml:33:53: error: kind 'lesson' has no field 'minuts' (did you mean 'minutes'?)" <<END
  - name: x
    entries:
      - {kind: lesson, on: 2024-10-01, person: A,   minuts: 60}
END
ok "an unknown metric" wrong "programs/tried.yaml:33:24: error: there is no metric 'lerners' (did you mean 'learners'?)" <<END
  - name: x
    entries: []
    expect: {2024-10: {lerners: 1}}
END
ok "a period that is none" wrong "programs/tried.yaml:33:14: error: '2024-13' is not a period" <<END
  - name: x
    entries: []
    expect: {2024-13: {learners: 1}}
END
ok "a value that is none" wrong "programs/tried.yaml:33:34: error: learners: expected a number with at most six decimals, or missing" <<END
  - name: x
    entries: []
    expect: {2024-10: {learners: some}}
END
ok "a breakdown that it does not have" wrong "programs/tried.yaml:33:53: error: metric 'minutes' is not broken down by 'sex'" <<END
  - name: x
    entries: []
    expect: {2024-10: {minutes: {value: 1,     by: {sex: {F: 1}}}}}
END
ok "a finding of an entry that is not there" wrong "there are 0 entries only" <<END
  - name: x
    entries: []
    findings: [{entry: 1, rule: TR-E01}]
END
ok "a correction of what comes later" wrong "expected the place of an entry before this one" <<END
  - name: x
    entries:
      - {correct: 1, why: slip}
END
ok "a correction without its reason" wrong "a correction needs its reason" <<END
  - name: x
    entries:
      - {kind: enrolment, on: 2024-10-01, person: A, sex: F}
      - {correct: 1, sex: M}
END
ok "... or one too short to be one" wrong "programs/tried.yaml:34:9: error: a correction needs its reason, of at least 3 characters" <<END
  - name: x
    entries:
      - {kind: enrolment, on: 2024-10-01, person: A, sex: F}
      - {void: 1, why: no}
END
ok "a list that is none" wrong "error: examples: expected a list" <<END
  name: x
END
rm programs/tried.yaml programs/bad.yaml

# --- diff, and what becomes of the entries ---

run program new course --what both --add </dev/null
ok "a program in use" said 0 "added to sijil.yaml"
SIJIL_TODAY=2025-01-15
export SIJIL_TODAY
for entry in "enrolment --on 2024-10-01 --person A sex=F birth_year=1990" "enrolment --on 2024-10-01 --person B sex=M birth_year=1960" \
	"attendance --on 2024-10-08 --person A status=present" "attendance --on 2024-10-08 --person B status=excused" \
	"attendance --on 2024-10-15 --person A status=present minutes=400" "visits_count --on 2024-10-15 visits=12"; do
	# shellcheck disable=SC2086 # words on purpose
	run log course $entry
done
ok "six entries" test "$(entries)" = 6
run program diff course
ok "diff: everything fits" said 0 "All 6 entries in the register fit."
run program diff course programs/course.yaml
ok "diff with itself: the same" said 0 "The tables are the same." "No figure of 2024-10-01..2024-10-15 is another."

sed -e '/^          excused:/d' -e 's/        max: 600/        max: 300/' -e 's/visits_count/count_of_visits/g' \
	-e 's/^      birth_year:/      born:/' -e 's/where: "status=present|absent"/where: status=absent/' \
	-e '/^examples:/,$d' programs/course.yaml >narrower.yaml
sum=$(cksum <register.db)
run program diff course narrower.yaml
ok "diff: a choice that is gone, and its entries" said 1 "field attendance.status does not take 'excused' any more" \
	"attendance.status 'excused': not one of: present, absent: 1 entry (#4)"
ok "... a range that is narrower" said 1 "field attendance.minutes is narrower: 5 to 300" \
	"attendance.minutes: not in the range 5 to 300: 1 entry (#5)"
ok "... a field that is gone, and its new name" said 1 "field enrolment.birth_year is gone" \
	"if 'born' is its new name: keep 'birth_year', and change the title only" \
	"enrolment.birth_year: kind 'enrolment' has no such field: 2 entries (#1 #2)"
ok "... a kind that is gone, and its new name" said 1 "kind visits_count is gone" "if 'count_of_visits' is its new name" \
	"visits_count: the program has no such kind: no summary counts it: 1 entry (#6)"
ok "... how many in all" said 1 "Entries that do not fit: 5 of 6"
ok "... a metric that is counted otherwise" said 1 "metric attendance_rate is counted otherwise (denominator)"
ok "... and what that does" said 1 "attendance_rate: 100.0 before, no value (no_denominator) after" \
	"visits: 12 before, no value (no_entries) after"
run program diff course narrower.yaml --format json
ok "... in JSON, entry by entry" test "$rc $(grep -c '"why":' "$work/out")" = "1 5"
ok "nothing was changed by looking" test "$sum" = "$(cksum <register.db)"

sed -e '/^examples:/,$d' -e 's/key: \[day, person\]/key: [person]/' -e 's/must: visits>0/must: visits>20/' programs/course.yaml >stricter.yaml
run program diff course stricter.yaml
ok "diff: another key, another rule" said 0 "kind attendance has another key" "rule CO-W03 judges otherwise"
ok "... what check would say" said 0 "error CORE-E09: 0 before, 1 after" "warning CO-W03: 0 before, 1 after"
run program diff course stricter.yaml --format json
ok "... in JSON" said 0 '"rule": "CO-W03"'

sed -e 's/^          excused:/          sick: Ill\n          excused:/' -e 's/        max: 600/        max: 700/' \
	-e 's/^  leaving:/  visit_home:\n    title: Visit\n    subject: person\n    fields: {note: {title: Note, type: text}}\n  leaving:/' \
	-e '/^examples:/,$d' programs/course.yaml >wider.yaml
run program diff course wider.yaml
ok "diff: adding is free" said 0 "kind visit_home is new" "field attendance.status takes 'sick' too" \
	"field attendance.minutes is wider" "All 6 entries" "No figure"
ok "... all of it" sh -c "! grep -q 'may' '$work/out'"
run program diff course none.yaml
ok "a version that is not there" said 65 "none.yaml"
run program diff corse
ok "another program" said 64 "did you mean 'course'?"
run program diff spaces "$SIJIL_PLUGIN_PATH/community_spaces.so"
ok "a plugin in C is compared as well" said 0 "The tables are the same."

# Now the narrower file is in use: nothing is hidden.
cp narrower.yaml programs/course.yaml
run list course
ok "list marks what does not fit" said 0 "status excused (?)" "minutes 400 (?)" "visits_count (?)" "birth_year 1990 (?)" \
	"'sijil program diff PROGRAM' says what"
run list course attendance --format csv
ok "... CSV has it as recorded" said 0 ",excused,90" ",present,400"
run list course enrolment --format csv
ok "... in a column of its own, if the kind has none" said 0 "sex,born,birth_year" ",F,,1990"
run list course --format json
ok "... JSON names it" test "$(grep -c not_in_program "$work/out")" = 5
run show 4
ok "show marks it" said 0 "excused (?) not one of: present, absent"
run show 6
ok "... and a kind that is gone" said 0 "the program has no such kind (any more)" "visits     12"
run check course
ok "check tells of it" said 0 "warning CORE-W15: 5" "status 'excused' does not fit: not one of: present, absent" \
	"program 'course' has no kind 'visits_count': no summary counts this entry"
run summary course --period SY2024
ok "a summary tells what it left out" said 0 "left out: 1 entry of kinds that the program does not have"
run summary course --period SY2024 --format json
ok "... in JSON" said 0 '"entries_of_unknown_kinds": 1'
run program diff course
ok "diff without a file: what the entries hold that the program does not know" said 1 "Entries that do not fit: 5 of 6"
run verify
ok "verify" said 0 "6 entries" "everything is as it was written"
run amend 4 minutes=60 --why slip
ok "a correction wants a value that fits" said 65 "status 'excused' is not one of: present, absent"
run amend 4 status=absent --why "the choice is gone"
ok "... and takes it" said 0
run amend 1 sex=F --why "no change"
ok "... a field that is gone is not carried over, and that is said" said 0 "birth_year '1990' is not carried over"
run ack 5 CORE-W15 --why "it was a long day"
ok "an old value can be acknowledged" said 0
run check course
ok "... and counts apart then" said 0 "1 acknowledged"
done_testing
