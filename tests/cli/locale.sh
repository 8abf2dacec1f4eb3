#!/bin/sh
# The same register says the same in every locale, time zone and width of the terminal; today is the city's; colour is
# for terminals.
. "$(dirname "$0")/tap.sh"
new_city city <<'END'
sijil: 1
city: {name: {ar: ابن جرير, fr: Benguérir, en: Benguerir}, time_zone: UTC, language: fr}
sites:
  - {id: centre, name: {ar: المركز, fr: Centre}}
  - {id: kiosk, name: {ar: الكشك, fr: Kiosque}}
programs:
  - {id: spaces, plugin: community_spaces, title: {ar: فضاءات التعلم, fr: Espaces communautaires}}
  - {id: school, plugin: second_chance_schools, title: {ar: مدرسة, fr: École}}
references: [{id: population, value: 114455.5, unit: persons}]
END
run log spaces event --on 2024-03-09 --site kiosk title="Fête du livre, n° 1" event_type=reading attendees=1234
run log spaces event --on 2024-03-10 --site centre title="أمسية القراءة" event_type=reading attendees=17
run log school enrolment --on 2024-03-01 --site centre --person BG-1 sex=F birth_year=2009 track=mixed
run log school attendance --on 2024-03-04 --site centre --person BG-1 status=late minutes=45 cohort=a planned_minutes=60
ok "four entries" said 0

# everything FILE: what the register says, in every way that it can; messages too.
everything()
{
	for command in "list" "list --format csv" "list spaces event --format json" "show 2" "show 1 --format json" \
		"summary --period SY2023 --by site,month" "summary --period SY2023 --lang ar --by site" \
		"explain school attendance_rate --period SY2023 --by sex" "explain spaces events --period 2024 --format json" \
		"summary --period 2024-Q1 --format csv" "summary --period 2024 --format json" "check" "verify" "programs" \
		"programs spaces event" "plugins" "help" "help summary" "log spaces event --on 9/3/2024" \
		"log spaces visit_count --on 2024-03-01 --site kiosk count_type=automatic visits=1,5" "log spaces evénement" \
		"list --site kiosque" "amend 2 attendees=١٧ --why essai --dry-run"; do
		# shellcheck disable=SC2086 # words on purpose
		"$sijil" $command 2>&1
		echo "$command: $?"
	done >"$1"
}

everything "$work/plain"
ok "in locale C there is something to compare" test "$(wc -l <"$work/plain")" -gt 300
ok "... Arabic included" grep -q 'أمسية القراءة' "$work/plain"
ok "... and nothing but UTF-8" sh -c "iconv -f UTF-8 -t UTF-8 '$work/plain' >/dev/null"

# Locales that are not installed are made here, if their sources are.
mkdir "$work/locales"
for locale in C.UTF-8 fr_FR.UTF-8 ar_MA.UTF-8 de_DE.ISO-8859-1 tr_TR.UTF-8; do
	language=${locale%%.*}
	if ! LC_ALL=$locale locale charmap 2>/dev/null | grep -qx "${locale#*.}" &&
		! localedef -i "$language" -f "${locale#*.}" "$work/locales/$locale" >/dev/null 2>&1; then
		ok "the same in $locale # SKIP it is not installed" true
		continue
	fi
	(
		test ! -d "$work/locales/$locale" || { LOCPATH=$work/locales && export LOCPATH; }
		LC_ALL=$locale
		LANG=$locale
		LANGUAGE=${locale%%_*}
		export LC_ALL LANG LANGUAGE
		everything "$work/here"
	)
	ok "the same in $locale" cmp -s "$work/plain" "$work/here"
	diff "$work/plain" "$work/here" | head -n 20 | sed 's/^/# /'
done

for setting in TZ=Pacific/Kiritimati TZ=Etc/GMT+12 TZ=:nowhere COLUMNS=100 COLUMNS=1 COLUMNS=wide LINES=1 TERM=xterm-256color POSIXLY_CORRECT=1; do
	(
		export "${setting?}"
		everything "$work/here"
	)
	ok "the same with $setting" cmp -s "$work/plain" "$work/here"
	diff "$work/plain" "$work/here" | head -n 20 | sed 's/^/# /'
done

# --- today: the date in the city, wherever the machine thinks it is ---

# in_zone ZONE: a city there, in which a note was logged without a date.
in_zone()
{
	rm -rf "$work/zone"
	mkdir "$work/zone"
	echo "{sijil: 1, city: {name: Town, time_zone: $1}, programs: [{id: spaces, plugin: community_spaces}]}" >"$work/zone/sijil.yaml"
	run init "$work/zone"
	run -C "$work/zone" log spaces note text=today
	"$sijil" -C "$work/zone" list --format csv 2>/dev/null | sed -n '2s/^1,current,spaces,note,\([0-9-]*\),.*/\1/p'
}

# today_in ZONE [AS]: the day of that zone (of AS), right also if midnight passes meanwhile.
today_in()
{
	before=$(TZ=${2-$1} date +%Y-%m-%d)
	found=$(in_zone "$1")
	after=$(TZ=${2-$1} date +%Y-%m-%d)
	test "$found" = "$before" -o "$found" = "$after" || { echo "# $found, not $after"; return 1; }
}

unset SIJIL_TODAY
if test "$(TZ=Pacific/Kiritimati date +%Y-%m-%d)" = "$(TZ=Etc/GMT+12 date +%Y-%m-%d)"; then
	ok "today is the city's # SKIP this machine has no time zones (tzdata)" true
else
	for here in UTC Pacific/Kiritimati Etc/GMT+12; do
		TZ=$here
		export TZ
		ok "a city in Pacific/Kiritimati, a machine in $here" today_in Pacific/Kiritimati
		ok "a city in Etc/GMT+12, a machine in $here" today_in Etc/GMT+12
	done
	unset TZ
	ok "a time zone that this machine does not know: it is UTC's" today_in Africa/Cassablanca UTC
	run -C "$work/zone" list
	ok "... and that is said" said 0 "does not know the time zone 'Africa/Cassablanca'" "UTC"
fi
SIJIL_TODAY=2024-02-29
export SIJIL_TODAY
ok "SIJIL_TODAY goes before all of them" test "$(in_zone Pacific/Kiritimati)" = 2024-02-29
SIJIL_TODAY=2023-02-29 run -C "$work/zone" list
ok "... if it is a day" said 64 "SIJIL_TODAY is '2023-02-29'"
SIJIL_TODAY=2024-11-15

# --- colour ---

escape=$(printf '\033')
wrong='log school attendance --on 2024-03-09 --site centre --person BG-9 status=present cohort=a planned_minutes=60'
unset NO_COLOR
TERM=xterm
export TERM
# shellcheck disable=SC2086 # words on purpose
run $wrong
ok "a finding, not on a terminal" said 65 "error SC-E01"
ok "... is not coloured" sh -c "! grep -q '$escape' '$work/err'"

# coloured SETTING: whether it is on a terminal, with that in the environment.
coloured()
{
	env "$1" timeout 60 script -qec "$sijil $wrong" "$work/out" >/dev/null 2>&1 </dev/null
	grep -q "SC-E01" "$work/out" && grep -q "${escape}\[31merror" "$work/out"
}
plain()
{
	! coloured "$1" && grep -q "error SC-E01" "$work/out" && ! grep -q "$escape" "$work/out"
}
if script --version 2>/dev/null | grep -q util-linux; then
	ok "on a terminal it is" coloured TERM=xterm
	ok "NO_COLOR: it is not" plain NO_COLOR=1
	ok "NO_COLOR, but empty: it is" coloured NO_COLOR=
	ok "TERM=dumb: it is not" plain TERM=dumb
	ok "no TERM: it is not" plain -uTERM
else
	ok "on a terminal it is # SKIP there is no script(1) of util-linux to play a terminal" true
fi
done_testing
