#!/bin/sh
# Bad input through the real command: it ends with the right status, says what, where and what was expected, in bounded
# time and memory, and the register stays byte for byte as it was.
. "$(dirname "$0")/tap.sh"

new_city city <<'END'
sijil: 1
city: {name: Town}
sites:
  - {id: hay_riad, name: Riad}
  - {id: kiosk, name: Kiosk}
programs:
  - {id: school, plugin: second_chance_schools}
  - {id: spaces, plugin: community_spaces}
END
cd "$work" || exit 99
run log spaces visit_count visits=10 count_type=automatic --on 2024-03-01 --site kiosk
test $rc -eq 0 || { cat err >&2; echo "Bail out! nothing can be logged"; exit 1; }
before=$(fingerprint)

unchanged()
{
	test "$(fingerprint)" = "$before" && test "$(entries)" = 1
}

# Memory for one command, where the system can limit it (a sanitized program reserves more than it uses): 400 MB.
if (ulimit -v 400000 && "$sijil" version) >/dev/null 2>&1; then
	limited=yes
else
	limited=no
	echo '# memory is not limited: this program does not run in 400 MB of address space'
fi

# bounded ARGUMENTS...: run with that limit, and for ten seconds at most.
bounded()
{
	rc=0
	(
		test $limited = no || ulimit -v 400000
		exec timeout 10 "$sijil" "$@"
	) >"$work/out" 2>"$work/err" || rc=$?
}

# refused DESCRIPTION STATUS TEXT...: the last run; and the register is as it was.
refused()
{
	what=$1
	shift
	ok "$what" said "$@"
	ok '... and nothing was written' unchanged
}

# --- what a text may hold, and a terminal must not obey ---

csi=$(printf '\302\233')
rlo=$(printf '\342\200\256')
cp -r "$SIJIL_CITY" "$work/loud"
run -C "$work/loud" log spaces note --on 2024-03-01 text="gone${rlo}2024" --ack "a year ago"
id=$(cat "$work/out")
for words in "list spaces note" "show $id" "check" "log spaces note --on 2024-03-01 text=gone${rlo}2024"; do
	# shellcheck disable=SC2086 # they are words
	run -C "$work/loud" $words
	ok "${words%% *}: nothing turns the terminal's text around" sh -c "! LC_ALL=C grep -q '$rlo' '$work/out' '$work/err'"
done
run -C "$work/loud" show "$id"
ok "what it holds is there to be seen" said 0 'gone\u{202e}2024'
run -C "$work/loud" list spaces note --format csv
ok "CSV has it as it was logged" said 0 "gone${rlo}2024"
run -C "$work/loud" log spaces note --on 2024-03-02 --site "${csi}2J" text="x${csi}2J"
ok "control characters are refused" said 65 'x\u{9b}2J' 'holds a control character'
ok "... by a message without one" sh -c "! LC_ALL=C grep -q '$csi' '$work/err'"

# --- words that nobody knows ---

run log space visit_count visits=10 count_type=automatic --on 2024-03-02 --site kiosk
refused 'an unknown program gets the nearest' 64 "unknown program 'space' (did you mean 'spaces'?)"
run log spaces visits_count visits=10 count_type=automatic --on 2024-03-02 --site kiosk
refused 'an unknown kind gets the nearest' 64 "'visits_count' (did you mean 'visit_count'?)"
run log spaces visit_count vists=10 count_type=automatic --on 2024-03-02 --site kiosk
refused 'an unknown field gets the nearest' 64 "'vists' (did you mean 'visits'?)"
run log spaces visit_count visits=10 count_type=automatic --on 2024-03-02 --site hay_raid
refused 'an unknown site gets the nearest' 65 "'hay_raid'" "(did you mean 'hay_riad'?)"
run log spaces visit_count visits=10 count_type=automatik --on 2024-03-02 --site kiosk
refused 'an unknown choice tells those there are' 65 "'automatik'" 'automatic' 'manual_daily'
run lgo spaces
refused 'an unknown command gets the nearest' 64 "(did you mean 'log'?)"
run log spaces visit_count --stie kiosk
refused 'an unknown option gets the nearest' 64 "'--stie'" "'--site'"
printf 'site,on,visits,count_type\nhay_raid,2024-03-02,10,automatic\n' >site.csv
run import spaces visit_count site.csv
refused 'an unknown site in a file: line, cell, nearest' 65 'site.csv:2:1: error CORE-E07' "(did you mean 'hay_riad'?)"
run import spacse visit_count site.csv
refused 'a file for an unknown program' 64 "(did you mean 'spaces'?)"
run import spaces visit_cuont site.csv
refused 'a file for an unknown kind' 64 "(did you mean 'visit_count'?)"
run summary spaces --period 2024-13
refused 'an unknown period' 64 '2024-13'
run summary spaces --by siet
refused 'an unknown breakdown' 64 'siet' 'site'

# --- values that cannot be ---

next_year=$(($(echo "$SIJIL_TODAY" | cut -c 1-4) + 1))
# bad COLUMN-NUMBER DATE VISITS CODE TEXT...: one row in a file, and the same by hand.
bad()
{
	cell=$1
	day=$2
	visits=$3
	code=$4
	shift 4
	{
		printf 'site,on,visits,count_type\nkiosk,2024-03-02,7,automatic\n'
		printf 'kiosk,%s,%s,automatic\n' "$day" "$visits"
	} >bad.csv
	run import spaces visit_count bad.csv
	refused "in a file: $day, $visits" 65 "bad.csv:3:$cell: error $code" "$@" \
		'2 lines: 0 added, 0 unchanged, 1 rejected, 1 not written'
	run log spaces visit_count "visits=$visits" count_type=automatic --on "$day" --site kiosk
	refused "by hand: $day, $visits" 65 "$code" "$@"
}
bad 2 2019-31-01 5 CORE-E03 "'2019-31-01'" 'month 31'
bad 2 2023-02-29 5 CORE-E03 "'2023-02-29'"
bad 2 0000-00-00 5 CORE-E0 "'0000-00-00'"
bad 2 0020-03-01 5 CORE-E06 "'0020-03-01'"
bad 2 2086-03-01 5 CORE-E06 "'2086-03-01'"
bad 2 2024-11-16 5 CORE-E04 "'2024-11-16'"
bad 2 "$next_year-01-01" 5 CORE-E04 "'$next_year-01-01'"
bad 2 03/04/2024 5 CORE-E03 "'03/04/2024'"
bad 2 tomorrow 5 CORE-E03 "'tomorrow'"
bad 3 2024-03-03 'About 1000' CS-E05 "'About 1000'"
bad 3 2024-03-03 Ten CS-E05 "'Ten'"
bad 3 2024-03-03 10/11 CS-E05 "'10/11'"
bad 3 2024-03-03 -5 CS-E05 "'-5'"
bad 3 2024-03-03 12.5 CS-E05 "'12.5'"
bad 3 2024-03-03 1e3 CS-E05 "'1e3'"
bad 3 2024-03-03 99999999999999999999999999 CS-E05 "'9999999999"
bad 3 2024-03-03 NaN CS-E05 "'NaN'"
printf 'site,on,visits,count_type\nkiosk,2024-03-02,,automatic\n' >bad.csv
run import spaces visit_count bad.csv
refused 'nothing where something is required' 65 'bad.csv:2:3: error CORE-E01' "'visit_count' must have it"
printf 'site,on,visits,count_type\nkiosk,2024-03-02,\033[2J\007,automatic\n' >bad.csv
run import spaces visit_count bad.csv
refused 'a cell that would drive the terminal' 65 'bad.csv:2:3: error CS-E05'
ok '... does not reach it' test "$(tr -d '\n\t -~' <err | tr -d '\200-\377' | wc -c)" -eq 0

# --- files that are no CSV ---

bytes()
{
	awk -v n="$1" -v c="$2" 'BEGIN { s = c; while (length(s) < n) s = s s; printf "%s", substr(s, 1, n) }'
}
header='site,on,visits,count_type'

{ echo "$header"; bytes 10000000 a; echo; } >long.csv
bounded import spaces visit_count long.csv
refused 'a line of 10 MB' 65 'long.csv:2:'
bytes 10000000 a >long.csv
bounded import spaces visit_count long.csv
refused 'a header of 10 MB' 65 'long.csv:1:'
printf '%s\nkiosk,2024-03-02,1\0000,automatic\n' "$header" >nul.csv
bounded import spaces visit_count nul.csv
refused 'a NUL byte' 65 'nul.csv:2:' 'NUL'
printf '\357\273\277%s\nkiosk,2024-03-02,10,automatic\nki\377osk,2024-03-02,10,automatic\n' "$header" >utf8.csv
bounded import spaces visit_count utf8.csv
refused 'invalid UTF-8' 65 'utf8.csv:3:1: error: byte 0xFF at offset 61 is not UTF-8'
printf '%s\nkiosk,"2024-03-02,10,automatic\nkiosk,2024-03-03,10,automatic\n' "$header" >quote.csv
bounded import spaces visit_count quote.csv
refused 'a quote that never ends' 65 'quote.csv:2:' 'quote'
{ printf %s "$header"; bytes 100000 ,; echo; echo 'kiosk,2024-03-02,10,automatic'; } >wide.csv
bounded import spaces visit_count wide.csv
refused '100,000 columns' 65 'wide.csv:1:'
{ echo "$header"; printf 'kiosk,2024-03-02,10,automatic'; bytes 100000 ,; echo; } >wide.csv
bounded import spaces visit_count wide.csv
refused '100,000 cells in a row' 65 'wide.csv:2:'
head -c 100000 /dev/urandom >noise.csv
bounded import spaces visit_count noise.csv
refused 'noise' 65 'noise.csv:'
printf '\376\377\0s\0i\0t\0e\0' >utf16.csv
bounded import spaces visit_count utf16.csv
refused 'half a character of UTF-16' 65 'utf16.csv:1:1: error: byte 0x00 at offset 10 is not text in utf-16be'
: >empty.csv
bounded import spaces visit_count empty.csv
refused 'an empty file' 65 'empty.csv:' 'empty'
bounded import spaces visit_count "$work"
refused 'a folder' 66 "$work"
awk 'BEGIN {
	print "site,on,visits,count_type"
	for (i = 0; i < 60000; i++)
		print "nowhere" i ",1850-13-45,many,sometimes"
}' >all_wrong.csv
bounded import spaces visit_count all_wrong.csv
refused '60,000 wrong rows' 65 '60000 lines: 0 added, 0 unchanged, 60000 rejected'

# --- a sijil.yaml that means harm ---

good=$(cat "$SIJIL_CITY/sijil.yaml")
# harmful DESCRIPTION TEXT...: sijil.yaml as it is now is refused at once, and the commands that need it do nothing.
harmful()
{
	what=$1
	shift
	start=$(date +%s%N | cut -c 1-13)
	bounded programs
	length=$(($(date +%s%N | cut -c 1-13) - start))
	ok "$what" said 78 'sijil.yaml:' 'error:' "$@"
	ok "... in $length ms" test $length -lt 1000
	bounded import spaces visit_count site.csv
	ok '... and an import does not begin' said 78 'sijil.yaml:'
	echo "$good" >"$SIJIL_CITY/sijil.yaml"
	ok '... and nothing was written' unchanged
}
bytes 102400 '[' >"$SIJIL_CITY/sijil.yaml"
harmful '100 KB of ['
{ printf 'sijil: 1\na: '; bytes 102400 '['; echo; } >"$SIJIL_CITY/sijil.yaml"
harmful '100 KB of [ under a key'
awk 'BEGIN {
	print "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"
	for (i = 1; i < 10; i++) {
		printf "a%d: &a%d [", i, i
		for (k = 0; k < 9; k++)
			printf "%s*a%d", k ? ", " : "", i - 1
		print "]"
	}
}' >"$SIJIL_CITY/sijil.yaml"
harmful 'an alias bomb'
{ echo "$good"; echo 'city: {name: Other}'; } >"$SIJIL_CITY/sijil.yaml"
harmful 'a key that stands twice' "'city'"
{ echo "$good"; echo '---'; echo "$good"; } >"$SIJIL_CITY/sijil.yaml"
harmful 'two documents' 'document'
{ echo "$good"; bytes 1100000 '#'; echo; } >"$SIJIL_CITY/sijil.yaml"
harmful 'more than 1 MiB'
printf 'sijil: 1\ncity: {name: \377}\n' >"$SIJIL_CITY/sijil.yaml"
harmful 'invalid UTF-8' 'UTF-8'
{ echo "$good"; echo 'sities: []'; } >"$SIJIL_CITY/sijil.yaml"
harmful 'an unknown key gets the nearest' "'sities'" "did you mean 'sites'"
: >"$SIJIL_CITY/sijil.yaml"
harmful 'an empty file'

# --- a register that is none ---

mkdir other
echo "$good" >other/sijil.yaml
SIJIL_CITY=$work/other
echo 'this is not a database, but it is long enough to look like a file with something in it' >other/register.db
bounded verify
ok 'a text file in the place of the register' said 65 'register.db'
ok '... stays as it is' grep -q 'long enough' other/register.db
head -c 5000 city/register.db >other/register.db
cp other/register.db cut.db
bounded verify
ok 'half a register' said 65 'register.db'
ok '... stays as it is' cmp -s cut.db other/register.db
rm other/register.db
bounded verify
ok 'no register' said 66 'register.db'
ok '... and none is made' test ! -e other/register.db
done_testing
