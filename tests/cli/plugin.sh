#!/bin/sh
# sijil plugin: 'new' writes a plugin or nothing; 'check' passes sound plugins, and tells of each that misbehaves what it
# does.
. "$(dirname "$0")/tap.sh"
SIJIL_TODAY=2025-10-31
SIJIL_DATA=$top_srcdir/plugins
TMPDIR=$work/temporary
mkdir "$TMPDIR"
export SIJIL_DATA TMPDIR
fixtures=$top_builddir/tests/fixtures/.libs

# --- new ---

cd "$work" || exit 99
run plugin new book_club
ok "new writes a folder of that name" said 0 "made book_club" "cd book_club && make && make check"
(cd book_club && find . -type f | sort) >"$work/tree"
cat >"$work/expected" <<'END_TREE'
./Makefile
./README.md
./book_club.c
./example/01_workshop.csv
./example/expected.tsv
./example/sijil.yaml
END_TREE
ok "with all its files" cmp -s "$work/expected" "$work/tree"
ok "in which nothing is called template any more" sh -c "! grep -rqi template book_club"
ok "but after it" grep -q 'SIJIL_PLUGIN(book_club)' book_club/book_club.c
ok "its codes begin with its letters" grep -q '"BC-W02"' book_club/book_club.c
ok "its title is a title" grep -q '.title = "Book club"' book_club/book_club.c
before=$(cat book_club/* book_club/example/* 2>/dev/null | cksum)
run plugin new book_club
ok "new overwrites nothing" said 64 "book_club is there already"
ok "and leaves it as it was" test "$before" = "$(cat book_club/* book_club/example/* 2>/dev/null | cksum)"
run plugin new gardens "$work/elsewhere"
ok "new writes into another folder" test "$rc" = 0 -a -f "$work/elsewhere/gardens.c"
ok "a name of one word gives a code of its first letters" grep -q '"GA-W02"' "$work/elsewhere/gardens.c"
for name in Book 1book book-club 'book club' ../book book/club ''; do
	run plugin new "$name" "$work/refused"
	ok "'$name' is not a name" said 64 "is not the name of a plugin"
done
ok "and nothing was written" test ! -e "$work/refused"
run plugin new other --from "$work/none"
ok "a template that is not there" said 69 "$work/none/template.c" "--from"
cp -r "$top_srcdir/plugins/template" "$work/torn"
chmod -R u+w "$work/torn"
rm "$work/torn/example/expected.tsv"
run plugin new other --from "$work/torn"
ok "a template that is not whole" said 69 "expected.tsv"
ok "leaves nothing half-written" test "$(ls -d other* 2>/dev/null)" = ""
run plugin new other "$work/no/such/folder"
ok "a folder that cannot be made" said 74 "cannot create"

# --- words ---

run plugin
ok "plugin alone is a usage error" said 64 "an argument is missing"
run plugin chek x.so
ok "an unknown plugin command gets the nearest one" said 64 "did you mean 'check'"
run plugin list city
ok "who wants the list is told of 'sijil plugins'" said 64 "'sijil plugins'"
run plugn check x.so
ok "plugin and plugins are both found" said 64 "did you mean 'plugin'"
run plugin check "$work/none.so"
ok "a file that is not there" said 66 "none.so"
run plugin check "$top_srcdir/README.md"
ok "a file that is no plugin's" said 64 "is not a plugin's file"
run plugin check "$fixtures/good_small.so" "$work"
ok "an argument too many" said 64 "one argument too many"
run plugin check "$fixtures/good_small.so" --rounds many
ok "rounds that are no number" said 64 "--rounds 'many'"
run plugin check "$fixtures/good_small.so" --limit 0
ok "a limit that is none" said 64 "--limit 0 is not in 1..3600"

# --- check: sound ones ---

check() { run plugin check --rounds 4 --seed 7 "$@"; }
for p in second_chance_schools womens_literacy community_spaces; do
	check "$SIJIL_PLUGIN_PATH/$p.so" --example "$top_srcdir/tests/data/worked/$p"
	ok "$p passes" said 0 "ok     example" "ok     memory" "ok     order" "ok     subjects" "ok     months" \
		"ok     groups" "$p: all checks passed (seed 7)"
done
check "$fixtures/good_small.so"
ok "a plugin without an example" said 0 "-      example" "good_small: all checks passed"
check "$fixtures/classes.so"
ok "a plugin without callbacks" said 0 "-      memory     the plugin has no callbacks" "classes: all checks passed"
run plugin check "$fixtures/good_small.so" --rounds 1
ok "without a seed, one is taken and said" grep -Eq '^good_small: all checks passed \(seed [0-9]+\)$' "$work/out"

# --- check: those that are not ---

# bad NAME LINE...: it fails, and says so.
bad()
{
	name=$1
	shift
	check "$fixtures/$name.so" --limit "${limit:-60}"
	ok "$name fails" said 1 "$@" "sijil plugin check --seed 7"
}
bad bad_abi "FAILED tables" "built for plugin ABI 3" "other 9 checks were not run"
bad bad_magic "FAILED tables" "is not a sijil plugin"
bad bad_choice "FAILED tables" "zone"
bad no_denominator "FAILED tables" "is a ratio without a denominator"
bad failing_open "FAILED tables" "the moon is in the wrong phase"
bad mute "FAILED texts" "rule 'MU-W01': message ends with a full stop"
bad crashes "ok     texts" "FAILED behaviour  crashed: signal 11"
bad ends "FAILED behaviour  crashed: it ended the process, with status 0"
limit=2 bad loops "FAILED behaviour  did not end within 2 seconds"
bad writes "ok     behaviour" "FAILED memory     crashed: signal 11" "wrote into the history"
bad forgets "FAILED repeated" "asked twice, gives different answers" "first: " "then: " "FAILED memory" \
	"did not do the same"
bad by_number "ok     repeated" "FAILED order" "logged in another order"
bad homeless "FAILED groups" "the parts add up to"
bad remembers "FAILED subjects" "the parts add up to"

# --- check: the example ---

mkdir "$work/example"
cp "$top_srcdir"/tests/data/worked/community_spaces/* "$work/example"
chmod u+w "$work"/example/*
spaces() { check "$SIJIL_PLUGIN_PATH/community_spaces.so" --example "$work/example" --rounds 1; }
sed 's/^2024-03	visits	-	1240/2024-03	visits	-	1241/' "$top_srcdir/tests/data/worked/community_spaces/expected.tsv" \
	>"$work/example/expected.tsv"
spaces
ok "a figure that is another" said 1 "FAILED example" "expected.tsv:5: 2024-03 visits -: expected 1241 1240 -, got 1240 1240 -"
printf 'check\tCS-W03\t-\t2\t-\t-\n' >"$work/example/expected.tsv"
spaces
ok "a rule that speaks more or less often" said 1 "FAILED example" "check CS-W03 -: expected 2 - -, got 1 - -"
printf '2024-13\tvisits\t-\t1\t-\t-\n' >"$work/example/expected.tsv"
spaces
ok "a period that is none" said 1 "FAILED example" "2024-13"
printf 'today\ttomorrow\n' >"$work/example/expected.tsv"
spaces
ok "a day that is none" said 1 "FAILED example" "expected.tsv:1: today 'tomorrow'"
: >"$work/example/expected.tsv"
mv "$work/example/03_event.csv" "$work/example/03_evnt.csv"
spaces
ok "a file of no kind" said 1 "FAILED example" "03_evnt.csv is not named after a kind"
printf 'on,site,title,event_type,attendees\n2024-03-09,garden_kiosk,x,reading,-4\n' >"$work/example/03_event.csv"
rm "$work/example/03_evnt.csv"
spaces
ok "an entry that is not taken" said 1 "FAILED example" "03_event.csv:2: "
sed 's/community_spaces/womens_literacy/' "$top_srcdir/tests/data/worked/community_spaces/sijil.yaml" >"$work/example/sijil.yaml"
spaces
ok "a city without the plugin" said 1 "FAILED example" "has no program with 'plugin: community_spaces'"
rm "$work/example/expected.tsv"
cp "$top_srcdir/tests/data/worked/community_spaces/sijil.yaml" "$work/example"
spaces
ok "an example without expectations" said 1 "FAILED example" "cannot read $work/example/expected.tsv"

ok "no temporary folder is left" test -z "$(ls "$TMPDIR")"
TMPDIR=$work/none run plugin check "$fixtures/good_small.so"
ok "a temporary folder that cannot be made" said 74 "$work/none" "TMPDIR"
done_testing
