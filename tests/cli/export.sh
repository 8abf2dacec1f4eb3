#!/bin/sh
# `sijil export`: what it writes comes back through `import`, from a whole city in every format; and its manners.
. "$(dirname "$0")/tap.sh"

SIJIL_TODAY=2025-10-31
export SIJIL_TODAY
cd "$work" || exit 99
conf=$(cd "$top_srcdir/conf" && pwd) || exit 99
programs='ecole_deuxieme_chance alphabetisation_femmes espaces_communautaires'

# A city with all that the samples hold, corrections and awkward texts.
run init "$work/city" --from "$conf/benguerir.yaml"
for program in $programs; do
	for file in "$conf/samples/$program"/*.csv; do
		kind=$(basename "$file" .csv)
		"$sijil" -C city import "$program" "${kind#*_}" "$file" >out 2>err || { cat out err; echo "Bail out! $file"; exit 1; }
	done
done
log() { "$sijil" -C city log espaces_communautaires note on=2025-10-01 text="$1" >>out 2>>err; }
for text in '=1+1' "'=1" "it's" '-5' '+212 5' '@all' 'one; two, "three"' '"' 'مرحبا ‏بكم‎' '_x0041_ <&>' '1.234'; do
	log "$text" || { cat err; echo "Bail out! $text"; exit 1; }
done
wrong=$("$sijil" -C city list espaces_communautaires note --format json | sed -n 's/.*"entry": "\([0-9]*\)".*/\1/p' | tail -n 1)
"$sijil" -C city amend "$wrong" text='corrected; "=1"' --why 'a typing mistake' >out 2>err || { cat err; echo 'Bail out! amend'; exit 1; }
before=$(SIJIL_CITY=city fingerprint)

# order FILE: the kinds in the order that the messages in FILE give.
order() { sed -n 's/.*in this order: //p' "$1" | tr -d ,; }

# file_of FORMAT PROGRAM KIND
file_of()
{
	case $1 in
	csv) echo "$1.$2/$3.csv" ;;
	*) echo "$2.$1" ;;
	esac
}

# everything FORMAT: export all programs of the city, import them into a new one and into the city itself.
everything()
{
	format=$1
	"$sijil" init "$work/copy-$format" --from "$conf/benguerir.yaml" >out 2>err || return 1
	for program in $programs; do
		output=$program.$format
		test "$format" != csv || output=csv.$program
		"$sijil" -C city export "$program" --format "$format" --output "$output" >out 2>messages || return 1
		for kind in $(order messages); do
			file=$(file_of "$format" "$program" "$kind")
			"$sijil" -C "copy-$format" import "$program" "$kind" "$file" >out 2>err || return 1
			"$sijil" -C city import "$program" "$kind" "$file" >out 2>err || return 1
			grep -q ': 0 added, ' out || return 1
		done
		"$sijil" -C "copy-$format" export "$program" --format "$format" --output "again-$output" >out 2>err || return 1
		diff -r "$output" "again-$output" >out || return 1
	done
}
for format in csv xlsx json; do
	rc=0
	everything $format || rc=1
	ok "$format: what is exported comes back, into the city and into an empty one" test $rc -eq 0
	"$sijil" -C city summary --period SY2024 --by site --format csv >there 2>err
	"$sijil" -C copy-$format summary --period SY2024 --by site --format csv >here 2>err
	ok "$format: ... where the summaries are the same" cmp -s there here
done
ok 'the city is as it was' test "$(SIJIL_CITY=city fingerprint)" = "$before"

SIJIL_CITY=$work/city
export SIJIL_CITY

# --- CSV for Excel ---

run export espaces_communautaires note
# od and not the shell: the mark is invisible.
mark=$(od -An -tx1 -N3 "$work/out" | tr -d ' ')
ok 'CSV begins with a byte order mark' test "$mark" = efbbbf
ok '... its lines end in CR LF' test "$(tr -dc '\r' <"$work/out" | wc -c)" -eq "$(wc -l <"$work/out")"
ok '... with semicolons in a city that speaks French or Arabic' said 0 'on;site;'
ok '... formulas have an apostrophe in front' said 0 ";'=1+1" ";''=1" ";'-5" ";it's"
run export espaces_communautaires note --lang en --no-bom
mark=$(od -An -tc -N3 "$work/out" | tr -d ' ')
ok 'commas where the language is English; no mark when it is not wanted' test "$mark" = on,
ok '... and quotes only where they must be' said 0 ",\"one; two, \"\"three\"\"\"" ",'=1+1"
run export espaces_communautaires note --delimiter tab --period 2025-10
ok 'tabs, and a period' said 0 "it's"
run list espaces_communautaires note --format csv
ok 'list guards its texts, too' said 0 "'=1+1"

# --- where to ---

echo kept >there.csv
run export espaces_communautaires note -o there.csv
ok 'a file that is there stays' said 64 "'there.csv' is there already" '--force'
ok '... as it was' test "$(cat there.csv)" = kept
run export espaces_communautaires note -o there.csv --force
ok '... unless it may be replaced' said 0 'entries written to there.csv'
ok '... and nothing else is left beside it' test -z "$(find . -maxdepth 1 -name 'there.csv.*')"
run export espaces_communautaires note -o nowhere/there.csv
ok 'a folder that is not there' said 74 'nowhere/there.csv'
run export espaces_communautaires
ok 'CSV of all kinds needs a folder' said 64 '--output FOLDER'
run export espaces_communautaires -o there.csv
ok '... and not a file' said 64 "'there.csv' is a file"
"$sijil" export espaces_communautaires --format xlsx >piped.xlsx 2>err
"$sijil" export espaces_communautaires --format xlsx --output file.xlsx 2>err
ok 'a workbook through a pipe is the same' cmp -s piped.xlsx file.xlsx
run export espaces_communautaires note --format json
ok 'JSON has a list per kind' said 0 '"program": "espaces_communautaires"' '"note": [' '"text": "=1+1"'

# --- without the plugin ---

mkdir "$work/empty"
run export ecole_deuxieme_chance attendance --no-bom --plugin-dir "$work/empty"
ok 'entries of a program that is not available are written, too' said 0 'is not available here' ';status'
ok '... as many' test "$(wc -l <"$work/out")" -gt 100
run export ecole_deuxieme_chance --format json --plugin-dir "$work/empty"
ok '... and all kinds' said 0 '"enrolment": [' '"exit": [' '"birth_year": 20'
run export ecole_deuxieme_chance no_kind --plugin-dir "$work/empty"
ok '... but not what was never logged' said 64 "no entry of the kind 'no_kind'"

# --- what is wrong ---

run export espaces
ok 'an unknown program gets the nearest' said 64 'espaces'
run export espaces_communautaires nota
ok 'an unknown kind, too' said 64 "(did you mean 'note'?)"
run export espaces_communautaires freeze
ok 'frozen reports are not exported' said 64 'sijil freeze'
run export espaces_communautaires note --format text
ok 'an unknown format' said 64 'csv, xlsx, json'
run export espaces_communautaires note --format json --no-bom
ok 'an option of another format' said 64 'are for CSV'
run export espaces_communautaires note --delimiter x
ok 'a delimiter that is none' said 64 "--delimiter 'x'"
run export espaces_communautaires note --period 2031
ok 'nothing to export is said' said 0 'there is no entry to export'
# --- what --force never writes over ---

for own in register.db sijil.yaml; do
	cp "city/$own" saved
	run -C city export espaces_communautaires note --output "city/$own" --force
	ok "$own stays what it is" said 64 'own file'
	ok '... byte for byte' cmp "city/$own" saved
done
printf 'site,on,visits,count_type\ngarden_kiosk,2024-03-05,many,automatic\n' >wrong.csv
run -C city import espaces_communautaires visit_count wrong.csv --partial --rejects city/register.db --force
ok 'nor do rejected lines' said 64 'own file'
mkfifo pipe
run -C city export espaces_communautaires note --output pipe --force
ok 'what is no file is not replaced' said 64 'not a file'
done_testing
