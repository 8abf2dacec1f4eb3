#!/bin/sh
# Every command: its help, its usage errors, and what it says to a word it does not know.
. "$(dirname "$0")/tap.sh"

commands="init log import list show amend void ack summary explain freeze check verify programs plugins plugin doctor help version"
for c in $commands; do
	run help "$c"
	ok "help $c" said 0 "usage: sijil $c" "--city DIR"
	run "$c" --help
	ok "$c --help says the same" said 0 "usage: sijil $c"
	run "$c" --no-such-option
	ok "$c refuses an unknown option" said 64 "unknown option '--no-such-option'"
done
run
ok "no command: the overview, and a usage error" said 64 "usage: sijil COMMAND"
run --help
ok "--help" said 0 "usage: sijil COMMAND"
run --version
ok "--version" said 0 "sijil 0.1.0 (plugin ABI 2, register schema 2)"
run version
ok "version" said 0 "sijil 0.1.0"
run sumary
ok "an unknown command gets the nearest one" said 64 "did you mean 'summary'"
run help lst
ok "help on an unknown command" said 64 "did you mean 'list'"

# --- no city, no register ---

run -C "$work/nowhere" list
ok "no city: says where and what to do" said 66 "$work/nowhere/sijil.yaml is missing" "sijil init"
mkdir "$work/bare"
echo 'sijil: 1' >"$work/bare/sijil.yaml"
run -C "$work/bare" list
ok "a configuration that is not one" said 78 "sijil.yaml:1:" "city"

# --- init ---

run init "$work/new"
ok "init makes a city" said 0 "made $work/new/sijil.yaml and $work/new/register.db"
run -C "$work/new" programs
ok "whose programs are ready" said 0 "second_chance_schools" "womens_literacy" "community_spaces" "ready"
before=$(cksum <"$work/new/register.db")
run init "$work/new"
ok "init overwrites nothing" said 64 "never overwritten"
ok "and leaves the register as it was" test "$before" = "$(cksum <"$work/new/register.db")"
run init "$work/none/such"
ok "init in a folder that cannot be made" said 74 "cannot create"
run init "$work/other" --from "$work/no.yaml"
ok "init from a file that is not there" said 66 "cannot read"
run init "$work/copy" --from "$work/new/sijil.yaml"
ok "init --from copies" cmp -s "$work/new/sijil.yaml" "$work/copy/sijil.yaml"

# --- words that nobody knows ---

SIJIL_CITY=$work/new
export SIJIL_CITY
run log second_chnce enrolment
ok "unknown program" said 64 "did you mean 'second_chance'"
run log second_chance enrollment
ok "unknown kind" said 64 "did you mean 'enrolment'"
run log spaces event atendees=3
ok "unknown field" said 64 "did you mean 'attendees'"
run log spaces event attendees
ok "a word that is not FIELD=VALUE" said 64 "is not FIELD=VALUE"
run log spaces event attendees=1 attendees=2
ok "a field given twice" said 64 "given twice"
run log spaces
ok "a missing argument" said 64 "an argument is missing" "usage: sijil log PROGRAM KIND"
run verify twice
ok "an argument too many" said 64 "one argument too many"
run summary spaces --by sitte
ok "unknown breakdown" said 64 "did you mean 'site'"
run summary spaces --period 2024-13
ok "unknown period" said 64 "2024-13"
run summary spaces --period SY2024 --format pdf
ok "unknown format" said 64 "unknown format 'pdf'" "text, csv, json"
run summary spaces --as-of yesterday
ok "a day that is none" said 64 "yesterday"
run list --limit few
ok "a limit that is none" said 64 "--limit 'few'"
run show seventeen
ok "an entry number that is none" said 64 "not an entry number"
run show 17
ok "an entry that is not there" said 66 "there is no entry #17"
run amend 17 attendees=3
ok "amend without a reason" said 64 "--why"
run amend 17 attendees=3 --why "typing error"
ok "amend what is not there" said 66 "there is no entry #17"
run void 17
ok "void without a reason" said 64 "--why"
run void 17 --why "was never held"
ok "void what is not there" said 66 "there is no entry #17"
run import spaces event "$work/none.csv"
ok "import a file that is not there" said 66 "none.csv"
run import spaces event "$work/none.csv" --map nowhere
ok "import with a mapping that is not there" said 64 "unknown import mapping 'nowhere'"
run list --lang de
ok "a language that sijil does not speak" said 64 "unknown language 'de'"
run programs spaces evnt
ok "programs with an unknown kind" said 64 "did you mean 'event'"

# --- formats: every command that prints data prints CSV and JSON ---

run log spaces event title="Story hour" event_type=reading attendees=14 --on 2024-03-09
ok "log prints the entry's number" test "$rc $(cat "$work/out")" = "0 1"
if command -v python3 >/dev/null 2>&1; then
	for c in "list" "show 1" "summary --period 2024" "explain spaces" \
		"explain spaces events --period 2024 --by site" "check" "verify" "programs" "programs spaces" "programs spaces event" "plugins" "doctor"; do
		# shellcheck disable=SC2086 # words on purpose
		run $c --format json
		ok "$c --format json is JSON" python3 -c 'import json, sys; json.load(open(sys.argv[1]))' "$work/out"
		# shellcheck disable=SC2086
		run $c --format csv
		ok "$c --format csv has rows as wide as its header" python3 -c '
import csv, sys
rows = list(csv.reader(open(sys.argv[1])))
sys.exit(not rows or any(len(r) != len(rows[0]) for r in rows))' "$work/out"
	done
fi
run plugins --plugin-dir relative/dir
ok "a relative plugin directory is refused, and says so" said 0 "relative/dir" "absolute"
done_testing
