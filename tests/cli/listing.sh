#!/bin/sh
# What list and show print is for other programs too: a listing can be imported again, JSON has each key once.
. "$(dirname "$0")/tap.sh"
new_city city <<'END'
sijil: 1
city: {name: Town, school_year_start: 9}
sites: [{id: centre, name: Centre}]
programs:
  - {id: school, plugin: second_chance_schools}
END
run log school enrolment --person BG-1 --on 2024-09-16 sex=F birth_year=2008 track=mixed cohort="=1+1, \"a\""
run log school session --on 2024-10-07 cohort=a planned_minutes=120
run log school attendance --person BG-1 --on 2024-10-07 status=present session=a/2024-10-07
run log school attendance --person BG-1 --on 2024-10-08 status=late minutes=45 cohort=a planned_minutes=60
ok "four entries" said 0

for kind in enrolment session attendance; do
	run list school $kind --format csv
	cp "$work/out" "$work/$kind.csv"
	ok "$kind: every column has a name of its own" \
		test -z "$(head -n 1 "$work/$kind.csv" | tr , '\n' | sort | uniq -d)"
	lines=$(($(wc -l <"$work/$kind.csv") - 1))
	run import school $kind "$work/$kind.csv"
	word=lines
	test "$lines" -ne 1 || word=line
	ok "$kind: imported again, a listing adds nothing" said 0 "$lines $word: 0 added, $lines unchanged, 0 rejected"
done
ok "the field, not the state of the entry, is what 'status' is" \
	test "$(sed -n '1s/.*\(entry_status\).*,\(status\),.*/\1 \2/p' "$work/attendance.csv")" = "entry_status status"

run show 3
ok "show: what an entry refers to, as it is typed" said 0 "  session    #2"
run show 4
ok "show: the entry's own status, and its field of that name" said 0 "status             current" "  status           late"
run show 4 --format csv
ok "show in CSV keeps them apart" said 0 "status,current" "fields.status,late"
run show 4 --format json
ok "show in JSON too" said 0 '"status": "current"' '"fields": {"cohort":"a","minutes":45,"planned_minutes":60,"status":"late"}'
ok "... each key once" test -z "$(sed -n 's/^  "\([^"]*\)":.*/\1/p' "$work/out" | sort | uniq -d)"
ok "... and no blanks in keys" test -z "$(sed -n 's/^  "\([^"]* [^"]*\)":.*/\1/p' "$work/out")"

# --- what is typed is text ---

for words in "log school note text=$(printf 'caf\351')" "log school note text=x --who $(printf '\377')" "list --person $(printf 'a\300\200')"; do
	# shellcheck disable=SC2086 # words on purpose
	run $words
	ok "bytes that are no UTF-8 are refused, and where they are is said" said 65 "is not valid UTF-8, after '"
done
SIJIL_WHO=$(printf '\377') run log school note text=x
ok "... in SIJIL_WHO too" said 65 "SIJIL_WHO is not valid UTF-8"
SIJIL_WHO=tester
run list --all --format csv
ok "none of them was written" test "$(grep -c ,school, "$work/out")" = 4

# --- every command that writes can be tried ---

for words in "init $work/tried" "log school note text=x" "import school session $work/session.csv" \
	"amend 4 minutes=40 --why slip" "void 4 --why slip"; do
	# shellcheck disable=SC2086 # words on purpose
	run $words --dry-run
	ok "${words%% *} --dry-run" said 0 "nothing was written (dry run)"
done
ok "nothing was written" test "$(entries)" = 4 -a ! -e "$work/tried"
run init "$work/tried" --dry-run --from "$work/none.yaml"
ok "what would fail is said" said 66 "cannot read"

# --- what could not be printed is not passed over in silence ---

if test -w /dev/full; then
	for words in list "list --format csv" "log school note text=kept" version "help log" --help; do
		rc=0
		# shellcheck disable=SC2086 # words on purpose
		"$sijil" $words >/dev/full 2>"$work/err" || rc=$?
		: >"$work/out"
		ok "$words, onto a full disk" said 74 "cannot write the output"
	done
	ok "the entry was written nevertheless" test "$(entries)" = 5
fi
rc=0
"$sijil" >"$work/out" 2>"$work/err" || rc=$?
ok "an overview that was not asked for is a message" test $rc -eq 64 -a ! -s "$work/out" -a -s "$work/err"
"$sijil" list --format json 2>"$work/err" | head -c 1 >"$work/out"
ok "a reader that has seen enough is no error" test ! -s "$work/err"
done_testing
