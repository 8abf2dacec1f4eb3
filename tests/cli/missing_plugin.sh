#!/bin/sh
# A program whose plugin is missing or broken, or that has left sijil.yaml: its entries stay readable, nothing is written
# to it, the other programs go on, and it is said why and what to do.
. "$(dirname "$0")/tap.sh"
plugins=$work/plugins
mkdir "$plugins"
chmod 755 "$plugins"
for p in second_chance_schools womens_literacy community_spaces; do
	cp "$SIJIL_PLUGIN_PATH/$p.so" "$plugins/" || exit 99
done
chmod 644 "$plugins"/*.so
SIJIL_PLUGIN_PATH=$plugins

new_city city <<'END'
sijil: 1
city: {name: Town, school_year_start: 9}
sites: [{id: centre, name: Centre}]
programs:
  - {id: school, plugin: second_chance_schools}
  - {id: spaces, plugin: community_spaces}
END
run log spaces visit_count --on 2024-10-01 visits=120 count_type=automatic
run log spaces visit_count --on 2024-10-02 visits=80 count_type=automatic
run log spaces note --on 2024-10-02 text="Rain all day"
run log school session --on 2024-10-07 cohort=a planned_minutes=120
ok "four entries while all is well" test "$rc $(entries)" = "0 4"
printf 'on,visits,count_type\n2024-10-03,70,automatic\n' >"$work/visits.csv"

# without CAUSE...: everything that is asked of the city while the plugin of spaces cannot be used.
without()
{
	case=$1
	shift
	for format in text csv json; do
		run plugins --format $format
		ok "$case: plugins says why ($format)" said 0 "$plugins/community_spaces.so" "$@"
	done
	ok "$case: ... and the others are loaded" test "$(grep -c '"state": "loaded"' "$work/out")" = 1
	run programs
	ok "$case: programs" said 0 "plugin not available"
	for what in "programs spaces" "programs spaces visit_count" "log spaces visit_count visits=1 count_type=automatic" \
		"log spaces note text=x" "import spaces visit_count $work/visits.csv" "amend 1 visits=3 --why slip"; do
		# shellcheck disable=SC2086 # words on purpose
		run $what
		ok "$case: $what: path, cause, remedy" said 69 "program 'spaces' is not available" "$plugins/community_spaces.so" "$@"
	done
	ok "$case: nothing was written" test "$(entries)" = 4

	run list spaces
	ok "$case: list" test "$rc $(grep -c ' spaces ' "$work/out")" = "0 3"
	run list spaces visit_count --format csv
	ok "$case: list exports" said 0 '2,current,spaces,visit_count,2024-10-02,,centre,,"{""count_type"":""automatic"",""visits"":80}"'
	run list spaces visit_cuont
	ok "$case: a kind that was never logged" said 0 "nothing was ever logged for kind 'visit_cuont'"
	run show 1
	ok "$case: show" said 0 "visits      120" "count_type  automatic"
	run verify
	ok "$case: verify" said 0 "4 entries" "everything is as it was written"

	run summary --period SY2024 --format csv
	ok "$case: the summary of the others, and a line that says that it is not all" said 69 \
		"school,second_chance_schools,contact_hours" "spaces,community_spaces,,,,SY2024,,,,,,unavailable" "$@"
	run summary school --period SY2024
	ok "$case: a summary of another program alone is complete" said 0 "Contact hours"
	run summary spaces --period SY2024
	ok "$case: of this one alone, there is none" said 69 "not available" "$@"
	ok "$case: ... and not as if it had no entries" sh -c '! grep -q "no entries yet" "$1"' sh "$work/out"
	run check school
	ok "$case: another program is checked" said 0 "0 errors"
	run check
	ok "$case: that this one was not checked is said" said 69 "program 'spaces' was not checked" "$@"
	run log school note text=x --dry-run
	ok "$case: the other program is written to" said 0
}

mv "$plugins/community_spaces.so" "$work/kept.so"
without "missing" "No such file or directory" "install the plugin there"
echo "not a shared object" >"$plugins/community_spaces.so"
without "text instead of a plugin" "cannot be"
for bytes in 40 100 5000 20000; do
	head -c $bytes "$work/kept.so" >"$plugins/community_spaces.so"
	run plugins
	ok "cut off after $bytes bytes: plugins says so" said 0 "$plugins/community_spaces.so" "loaded"
done
head -c 5000 "$work/kept.so" >"$plugins/community_spaces.so"
without "cut off" "is cut off" "copy it again"
cp "$plugins/womens_literacy.so" "$plugins/community_spaces.so"
without "another plugin under its name" "community_spaces"
cp "$work/kept.so" "$plugins/community_spaces.so"
chmod 666 "$plugins/community_spaces.so"
without "anybody may write to it" "can be changed by anybody" "chmod o-w"

chmod 644 "$plugins/community_spaces.so"
run log spaces visit_count --on 2024-10-03 visits=70 count_type=automatic
ok "the plugin is back, and so is the program" said 0

# --- a program that has left the configuration ---

cat >"$SIJIL_CITY/sijil.yaml" <<'END'
sijil: 1
city: {name: Town, school_year_start: 9}
sites: [{id: centre, name: Centre}]
programs:
  - {id: school, plugin: second_chance_schools}
END
run list spaces
ok "gone from sijil.yaml: its entries are listed by its name" test "$rc $(grep -c ' spaces ' "$work/out")" = "0 4"
run list spaces visit_count --format json
ok "gone: one kind of them" test "$rc $(grep -c '"visits":' "$work/out")" = "0 3"
run list
ok "gone: they stand in the list of all" test "$rc $(grep -c ' spaces ' "$work/out")" = "0 4"
run show 1
ok "gone: show" said 0 "spaces" "120"
run verify
ok "gone: verify" said 0 "5 entries" "everything is as it was written"
run log spaces note text=x
ok "gone: nothing more is logged" said 64 "unknown program 'spaces'"
run amend 1 visits=3 --why slip
ok "gone: nothing is amended" said 69 "spaces"
run summary spaces
ok "gone: there is no summary" said 64 "unknown program 'spaces'"
run void 1 --why "counted twice"
ok "gone: an entry is taken back all the same" said 0
run list spaces --all
ok "gone: ... and that is listed" said 0 "replaced" "void"
run list spacs
ok "a program that never was" said 64 "unknown program 'spacs'"
run verify
ok "the register verifies" said 0
done_testing
