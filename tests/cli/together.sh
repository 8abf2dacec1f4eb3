#!/bin/sh
# All kinds of a program in one file: `sijil export --together`, and `sijil import PROGRAM FILE` by the column `kind`.
. "$(dirname "$0")/tap.sh"
SIJIL_TODAY=2025-10-31
cases=$(cd "$top_srcdir/tests/data/worked" && pwd) || exit 99
cd "$work" || exit 99

figures()
{
	"$sijil" -C "$1" summary "$2" --period 2023-09-01..2025-10-31 --by site --format csv
}

# back FOLDER FORMAT: the entries of a worked example come back from one file: into an empty register all of them, into
# their own none.  Persons leave and come again in some.
back()
{
	rm -rf a b file."$2" again."$2"
	"$sijil" init --from "$cases/$1/sijil.yaml" a >out 2>err && "$sijil" init --from "$cases/$1/sijil.yaml" b >out 2>err || return 1
	program=$("$sijil" -C a programs --format csv | sed -n '2s/,.*//p')
	for csv in "$cases/$1"/[0-9]*.csv; do
		kind=$(basename "$csv" .csv)
		"$sijil" -C a import "$program" "${kind#*_}" "$csv" >out 2>err || return 1
	done
	"$sijil" -C a export "$program" --together --format "$2" -o "file.$2" >out 2>err || return 1
	"$sijil" -C b import "$program" "file.$2" >out 2>err || return 1
	"$sijil" -C b verify >out 2>err || return 1
	figures a "$program" >before && figures b "$program" >after && cmp before after >out || return 1
	"$sijil" -C b import "$program" "file.$2" >out 2>err && grep -q ': 0 added, ' out || return 1
	test "$2" = xlsx && return 0
	"$sijil" -C b export "$program" --together --format "$2" -o "again.$2" >out 2>err && cmp "file.$2" "again.$2" >out
}
for folder in "$cases"/*; do
	name=$(basename "$folder")
	rc=0
	back "$name" csv || rc=1
	ok "$name comes back from one CSV file" test $rc -eq 0
done
for format in xlsx json; do
	for name in second_chance_twice womens_literacy_twice; do
		rc=0
		back "$name" $format || rc=1
		ok "$name comes back from one file, $format" test $rc -eq 0
	done
done

# --- what may be wrong with such a file ---

new_city town <<'END'
sijil: 1
city: {name: Town, school_year_start: 9}
sites: [{id: centre, name: Centre}]
programs: [{id: school, plugin: second_chance_schools, title: School}]
END
head='kind,person,on,site,sex,birth_year,track,cohort,planned_minutes,session,status'
first='enrolment,P1,2024-09-02,centre,F,2007,vocational,a,,,'
session='Session,,2024-09-03,centre,,,,a,60,,'
present='attendance,P1,2024-09-03,centre,,,,,,a/2024-09-03,present'

printf '%s\n' "$head" "$present" "$session" "$first" >good.csv
run import school good.csv --dry-run
ok 'a row may name an entry that stands below it' said 0 '3 lines: 3 added'
ok '... and a dry run writes nothing' test "$(entries)" = 0
run import school good.csv
ok 'it is one batch' said 0 '3 lines: 3 added'
run batches --format csv
ok '... with all of it' said 0 ',3,3,3,0,0,0,0,'
run undo 1 --why 'a trial'
ok '... and is undone as one' said 0

printf '%s\n' "$head" 'enrollment,P2,2024-09-02,centre,F,2007,vocational,,,,' ',P3,2024-09-02,centre,F,2007,vocational,,,,' "$first" >bad.csv
run import school bad.csv
ok 'a kind that is none is told at its place, with the nearest' said 65 "bad.csv:2:1: error CSV-E20: 'school' has no kind 'enrollment' (did you mean 'enrolment'?)"
ok '... and so is a row without one' said 65 'bad.csv:3:1: error CSV-E20' 'does not say of which kind'
ok '... and the lines are all accounted for' said 65 '3 lines: 0 added, 0 unchanged, 2 rejected, 1 not written'

printf '%s\n' "$head" "$first" 'session,,2024-09-03,centre,,,,a,-5,,' "$present" >low.csv
run import school low.csv
ok 'what others name comes first: with an error there, nothing else is looked at' said 65 'low.csv:3:9: error' \
	'3 lines: 0 added, 0 unchanged, 1 rejected, 2 not written'
ok '... and nothing is written' test "$("$sijil" list school --format csv | grep -c current)" = 0
run import school low.csv --partial
ok 'with --partial what names a rejected line is rejected, too' said 1 '3 lines: 1 added, 0 unchanged, 2 rejected'
sed -i 's/,-5,/,60,/' low.csv.rejects.csv
run import school low.csv.rejects.csv
ok '... and the mended lines are imported as they are' said 0 '2 lines: 2 added'

printf 'person,on\nP1,2024-09-02\n' >none.csv
run import school none.csv
ok 'without a column kind, the kind has to be said' said 64 "give the file a column 'kind'"
printf '%s\nlunch,P1,2024-09-02,centre,F,2007,vocational,,,,\n' "$head" >lunch.csv
run import school lunch.csv
ok 'a file of no known kind is refused' said 65 "lunch.csv:1:1:" "names a kind of 'school'"
run import school good.csv --profile kobo
ok 'records of a tool are of one kind' said 64 'with --profile, say which kind'
run export school enrolment --together
ok 'one kind alone is not together' said 64 'leave out the KIND'
done_testing
