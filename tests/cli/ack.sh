#!/bin/sh
# sijil ack: what may be acknowledged, and every reason why not.
. "$(dirname "$0")/tap.sh"
SIJIL_PLUGIN_PATH=$top_builddir/tests/fixtures/.libs
new_city city <<'END'
sijil: 1
city: {name: Town}
sites: [{id: centre, name: Centre}]
programs:
  - {id: north, plugin: classes}
END
for who in 1 2; do
	"$sijil" log north enrolment --person "BG-$who" --on 2024-10-01 --site centre cohort=a sex=F >/dev/null || exit 99
done
"$sijil" log north test --person BG-1 --on 2024-10-02 --site centre level=3 >/dev/null # 3
"$sijil" log north test --person BG-1 --on 2024-10-03 --site centre level=5 >/dev/null # 4
"$sijil" log north session --on 2024-10-04 --site centre cohort=a >/dev/null          # 5
"$sijil" log north session --on 2024-10-05 --site centre cohort=a >/dev/null          # 6
for day in 04 05; do
	for who in 1 2; do # 7 to 10
		"$sijil" log north attendance --person "BG-$who" --on "2024-10-$day" --site centre status=absent \
			"session=a/2024-10-$day" >/dev/null
	done
done
"$sijil" log north session --on 2024-10-06 --site centre cohort=a >/dev/null # 11
"$sijil" amend 3 level=9 --why "misread" >/dev/null                         # 12: now 4 has fallen

run check
ok "what there is to acknowledge" said 0 "#4 north test 2024-10-03 BG-1 centre: the level fell" \
	"#6 north session 2024-10-05 centre: many are absent" "#11 north session" "info CL-I16: 2"

# --- refused ---

before=$(fingerprint)
run ack 4 CL-W10
ok "without a reason" said 64 "--why"
run ack 4 CL-W10 --why x
ok "with one that says nothing" said 65 "at least 3 characters"
run ack four CL-W10 --why "another test"
ok "no number" said 64 "four"
run ack 4 --why "another test"
ok "no code" said 64 "argument is missing"
run ack 99 CL-W10 --why "another test"
ok "no such entry" said 66 "there is no entry #99"
run ack 3 CL-W10 --why "another test"
ok "a replaced entry: which to take" said 65 "#3 was replaced by #12" "acknowledge it on #12"
run ack 4 SC-W99 --why "another test"
ok "no such warning: which it has" said 65 "#4 has no warning SC-W99; it has CL-W10"
run ack 12 CL-W10 --why "another test"
ok "nor any other" said 65 "#12 has no warning CL-W10, nor any other"
run ack 1 CL-I16 --why "on holiday"
ok "a note needs none" said 65 "CL-I16 is only a note"
ok "nothing of that was written" test "$(fingerprint)" = "$before"

# --- acknowledged ---

run ack 4 CL-W10 --why "another test" --dry-run
ok "--dry-run" said 0 "can be acknowledged" "nothing was written"
run check
ok "... wrote nothing" said 0 "warning CL-W10: 1" "0 acknowledged"
run ack 4 CL-W10 --why "another test" --who amina
ok "a warning" said 0 "CL-W10 on #4 is acknowledged"
run show 4
ok "show tells why" said 0 "CL-W10: another test, by amina"
run ack 4 CL-W10 --why "once more"
ok "once is enough: who, when and why" said 65 "acknowledged already, by amina at 20" "another test"
run ack 6 CL-W12 --why "harvest"
ok "of a row of entries" said 0
run ack 11 CL-W17 --why "the sheet was lost"
ok "of a register that only a check asks for" said 0
run check
ok "they are counted apart" said 0 "0 warnings, 3 notes; 3 acknowledged"

# --- not for ever ---

run amend 4 level=6 --why "misread"
ok "a correction is judged anew" said 1 "CL-W10" "--ack"
run amend 4 level=6 --why "misread" --ack "still another test"
ok "and acknowledged anew" said 0
run ack 4 CL-W10 --why "another test"
ok "the old one is history" said 65 "acknowledge it on #13"

# --- errors ---

run log north headcount --on 2024-10-07 --site centre cohort=a present=2
run void 2 --why "never came"
run ack 14 CL-E06 --why "it is right"
ok "an error cannot be acknowledged" said 65 "CL-E06 is an error" "correct #14 or void it"
run ack 15 CL-E06 --why "it is right"
ok "a void has no warnings" said 65 "#15 is a void"
run ack 2 CL-W10 --why "it is right"
ok "nor has what was voided" said 65 "#2 was voided by #15"
ok "the chain holds the acknowledgements" "$sijil" verify
done_testing
