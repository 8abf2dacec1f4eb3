#!/bin/sh
# Logging at a terminal: what is missing is asked for, a wrong answer is explained and asked again, a warning needs a
# reason.  util-linux's script(1) is the terminal; its transcript is what a person sees.
. "$(dirname "$0")/tap.sh"

if ! script --version 2>/dev/null | grep -q util-linux; then
	echo "1..0 # SKIP there is no script(1) of util-linux to play a terminal"
	exit 0
fi
new_city city <<'END'
sijil: 1
city: {name: Town, school_year_start: 9}
sites: [{id: centre, name: Centre}, {id: kiosk, name: Kiosk}]
programs:
  - {id: school, plugin: second_chance_schools, sites: [centre]}
  - {id: spaces, plugin: community_spaces}
  - {id: corner, plugin: community_spaces, sites: [kiosk]}
  - {id: anywhere, plugin: community_spaces, sites: {accept: any}}
END

# at_terminal ANSWERS COMMAND: the answers are typed (printf's escapes; \004 is Ctrl-D), and the input ends there.  What
# the command prints to standard output is in $work/number, what it shows in $work/out.
at_terminal()
{
	rc=0
	: >"$work/err"
	printf "$1" | timeout 60 script -qec "$sijil $2 >'$work/number'" "$work/out" >/dev/null 2>&1 || rc=$?
}

# shown N TEXT: so often in what was shown.
shown()
{
	found=$(grep -oF -e "$2" "$work/out" | wc -l)
	test "$found" -eq "$1" || { echo "# $found times, not $1: $2"; return 1; }
}

# logged N FIELDS: the N-th entry is this, as list's CSV has it.
logged()
{
	"$sijil" list --format csv | sed -n "$(($1 + 1))p" | grep -qF -e "$2" ||
		{ "$sijil" list --format csv | sed 's/^/# listed: /'; return 1; }
}

# --- field by field ---

at_terminal '2024-09-16\nBG-1\nF\n2008\nmixed\n\n3\n\n\n\n\n\n\n' 'log school enrolment'
ok "every field is asked for; the entry is logged" test "$rc $(cat "$work/number")" = "0 1"
ok "the kind, and how to answer" said 0 "school: Enrolment." "* is required" "Enter passes" "Ctrl-D gives up"
ok "a date is asked with an example" shown 1 "Date (the day it happened, such as 2024-03-09; empty: today): "
ok "a person with the reminder that it is a code" shown 1 "Person (the person's code, such as BG-004217; never a name) *: "
ok "a field with its title, hint and choices" shown 1 "Sex (F, M, or U if not known.) [F|M|U] *: "
ok "an optional field has no star" shown 1 "Cohort (The class, as its sessions name it.): "
ok "the only site of a program is not asked for" shown 0 "Site ("
ok "what was answered is logged, what was passed over is not" \
	logged 1 '1,current,school,enrolment,2024-09-16,,centre,BG-1,"{""birth_year"":2008,""entry_level"":3,""sex"":""F"",""track"":""mixed""}"'

at_terminal '\nBG-2\nM\n2008\nmixed\n\n\n\n\n\n\n\n\n' 'log school enrolment'
ok "an empty date is today" logged 2 '2,current,school,enrolment,2024-11-15,,centre,BG-2,'

at_terminal '\n\n\n' 'log school session cohort=a planned_minutes=120 --on 2024-10-07'
ok "with all that is required given, nothing is asked" said 0
ok "... and nothing shown" test ! -s "$work/err" -a "$(cat "$work/number")" = 3

at_terminal '\n\n\n\n' 'log school session cohort=b --on 2024-10-07'
ok "a unit stands with the title" shown 5 "Planned length, minutes (From 15 minutes to 10 hours.) *: "
ok "what was given is not asked for" shown 0 "Cohort"
ok "... nor the date" shown 0 "Date ("
ok "an empty answer where one is required is explained" shown 4 "this one is required"
ok "... and asked again until the input ends" said 64 "nothing was written"
ok "... and nothing is written" test "$(entries)" = 3

# --- wrong answers ---

at_terminal 'yesterday\n2024-10-08\nB G\nBG-1\ngirl\nF\ntwenty\n2008\nx\nmixed\n\n9\n4\n\n\n\n\n\n\n' 'log school enrolment --dry-run'
ok "a wrong date is explained" said 65 "on 'yesterday' is not a date"
ok "... and asked again" shown 2 "Date ("
ok "so is a wrong person" said 65 "person 'B G' is not a person's code"
ok "... asked again" shown 2 "Person ("
ok "so is a choice that is none" said 65 "sex 'girl' is not one of: F, M, U"
ok "... asked again" shown 2 "[F|M|U]"
ok "so is a word for a number" said 65 "birth_year 'twenty' is not"
ok "... asked again" shown 2 "Year of birth ("
ok "so is an optional field that is out of its range" said 65 "entry_level '9'" "0 to 5"
ok "... asked again" shown 2 "Level at entry ("
ok "what only the history can tell is said at the end" said 65 "SC-E02"
ok "... and nothing is written" test "$(entries)" = 3

at_terminal 'mars\nkiosk\n12\nautomatic\n\n\n' 'log spaces visit_count --on 2024-03-01 --until 2024-03-01'
ok "an unknown site" said 0 "site 'mars' is not in the city's list"
ok "... asked again, with the city's sites" shown 2 "Site (one of: centre kiosk) *: "
ok "a unit that is the title's own word does not" shown 1 "Visits (Persons who entered, for whatever reason.) *: "
ok "... and the right one is taken" logged 4 '4,current,spaces,visit_count,2024-03-01,,kiosk,'
at_terminal 'anything\n12\nautomatic\n\n\n' 'log anywhere visit_count --on 2024-03-01 --until 2024-03-01'
ok "a program that takes any site says so" said 0 "Site (any code) *: "
ok "... and takes it" logged 5 '5,current,anywhere,visit_count,2024-03-01,,anything,'

at_terminal 'caf\351\ncafé\n' 'log spaces note --on 2024-03-01'
ok "bytes that are no text are not taken" said 0 "not valid UTF-8"
ok "... and asked for again" logged 6 'café'

at_terminal '2024-03-02\n\nStory hour\nreading\n14\n\n\n\n\n\n\n\n\n' 'log corner event'
ok "a kind with nothing required is asked for too, if nothing was given" \
	logged 7 '7,current,corner,event,2024-03-02,,kiosk,,"{""attendees"":14,""event_type"":""reading"",""events"":1,""title"":""Story hour""}"'

# --- giving up ---

at_terminal '\004' 'log school enrolment'
ok "Ctrl-D at the first question" said 64 "nothing was written"
at_terminal '2024-09-16\nBG-7\nF\n\004' 'log school enrolment'
ok "Ctrl-D in the middle" said 64 "nothing was written"
ok "... prints no number" test ! -s "$work/number"
ok "... and writes nothing" test "$(entries)" = 7

# --- warnings ---

young='log school enrolment --person BG-3 --on 2024-09-16 sex=M birth_year=1999 track=mixed'
at_terminal 'sent by the court\n' "$young"
ok "a warning asks for a reason" said 0 "SC-W11" "Why is it right all the same?"
ok "... and is shown once" shown 1 "SC-W11"
run show "$(cat "$work/number")"
ok "... which is stored with it" said 0 "SC-W11: sent by the court, by tester"
older='log school enrolment --person BG-4 --on 2024-09-16 sex=M birth_year=1999 track=mixed'
at_terminal '\n' "$older"
ok "no reason: not logged" said 1 "nothing was written"
at_terminal '\004' "$older"
ok "Ctrl-D instead of a reason: not logged" said 1 "nothing was written"
at_terminal 'x\n' "$older"
ok "a reason too short is explained" said 1 "at least 3 characters"
ok "... and asked for again" shown 2 "Why is it right all the same?"
ok "none of them was written" test "$(entries)" = 8
at_terminal '' "$older --ack 'sent by the court'"
ok "--ack answers beforehand" said 0 "SC-W11"
ok "... so nothing is asked" shown 0 "Why is it"
at_terminal 'because\n' "$older --dry-run"
ok "a dry run asks for no reason" shown 0 "Why is it"

# --- a new program, by question and answer ---

SIJIL_DATA=$(cd "$top_srcdir/plugins" && pwd)
export SIJIL_DATA
at_terminal '\n\n\n\n\n\n' 'program new book_club'
ok "Enter takes what stands in brackets" said 0 "Title in English [Book club]: " "persons, visits or both [persons]: " \
	"How many minutes has a session, usually [90]: " "made $SIJIL_CITY/programs/book_club.yaml"
ok "... the file is shown" shown 1 "# What is logged: each kind of entry, and its fields."
ok "... and checked" grep -qF "1 example, 13 figures and findings as expected" "$work/number"
ok "... it may be added to sijil.yaml; no answer is no" said 0 "Add it to $SIJIL_CITY/sijil.yaml (yes or no) [yes]: " "  - id: book_club"
ok "... which stays as it was" sh -c "! grep -q book_club '$SIJIL_CITY/sijil.yaml'"
at_terminal '\n\n\n\n\n\n\n' 'program new chess_club'
ok "... Enter is yes" said 0 "added to $SIJIL_CITY/sijil.yaml: program 'chess_club'"
ok "... and it is used" sh -c "'$sijil' programs | grep -q 'chess_club  *Chess club.*ready'"

at_terminal 'Reading together\nLire ensemble\nالقراءة معا\nfamilies\nboth\nlong\n45\nمكتبات\nBooks lent\nReading level\n\nnone\nNone, some, good\nVisits at home\nnumber\nsex\nAge\nLast visit\nday\ndate\n\n' \
	'program new reading'
ok "what is none of the three is asked again" shown 2 "persons, visits or both [persons]: "
ok "... so is a length that is none" shown 2 "How many minutes has a session"
ok "... and what is counted, if it cannot be a name" said 0 "write it with the letters a to z"
ok "... a choice without two answers" said 0 "two or more different words"
ok "... a type that is none" said 0 "one of: choice, number, text, date, yes/no"
ok "... a name that is there already" said 0 "that is there already: write another"
ok "... a name that means something else" said 0 "that means something else: write another word"
ok "the file is as it was answered" grep -q '^title: {en: "Reading together", fr: "Lire ensemble", ar: "القراءة معا"}$' \
	"$SIJIL_CITY/programs/reading.yaml"
ok "... a choice" grep -q '^          some: "Some"$' "$SIJIL_CITY/programs/reading.yaml"
ok "... a count" grep -q '^  books_lent_count:$' "$SIJIL_CITY/programs/reading.yaml"
ok "... a number and a date" test "$(grep -c '^        type: \(decimal\|date\)$' "$SIJIL_CITY/programs/reading.yaml")" = 2
ok "... and sound" grep -qF "2 examples, 15 figures and findings as expected" "$work/number"
at_terminal 'X\n\004' 'program new given_up'
ok "Ctrl-D gives up" said 64 "nothing was written"
ok "... and there is no file" test ! -e "$SIJIL_CITY/programs/given_up.yaml"

at_terminal '\n\n\nboth\n\nBoîtes prêtées\nNiveau d’entrée\nchoice\n Débutant , avancé\nالمستوى\nlevel\ntext\n\n' 'program new pret'
pret=$SIJIL_CITY/programs/pret.yaml
ok "words with accents are titles as they were typed, and codes without" grep -qF "15 figures and findings as expected" "$work/number"
ok "... what is counted" grep -qF 'title: "Boîtes prêtées"' "$pret"
ok "... its unit" grep -qF 'unit: "Boîtes prêtées"' "$pret"
ok "... the answers of a choice" sh -c "grep -qF 'debutant: \"Débutant\"' '$pret' && grep -qF 'avance: \"Avancé\"' '$pret'"
ok "... in Arabic, with a code that was asked for" sh -c "grep -A1 -F '      level:' '$pret' | grep -qF 'title: \"المستوى\"'"

# --- no terminal, no questions ---

run log school session --on 2024-10-07 cohort=c </dev/null
ok "without a terminal nothing is asked" said 65 "planned_minutes" "CORE-E01"
run verify
ok "the register verifies" said 0
done_testing
