#!/bin/sh
# sijil doctor: a healthy city has nothing to mend; each thing that can be wrong is found, alone, with the command that
# mends it, and in a city that is broken the rest is told all the same.
. "$(dirname "$0")/tap.sh"
ours=$SIJIL_PLUGIN_PATH
fixtures=$top_builddir/tests/fixtures/.libs
plugins=$work/plugins
mkdir "$plugins"
chmod 755 "$plugins"
cp "$ours/community_spaces.so" "$fixtures/good_small.so" "$plugins/" || exit 99
chmod 644 "$plugins"/*.so
SIJIL_PLUGIN_PATH=$plugins

healthy()
{
	cat <<'END'
sijil: 1
city: {name: Town}
sites: [{id: centre, name: Centre}]
programs:
  - {id: spaces, plugin: community_spaces}
  - {id: club, plugin: good_small}
END
}
healthy >"$work/healthy.yaml"
new_city city <"$work/healthy.yaml"
run log spaces visit_count --on 2024-10-01 visits=120 count_type=automatic
run log spaces visit_count --on 2024-10-02 visits=80 count_type=automatic
run log club reading --on 2024-10-03 --person R-1 pages=12
yaml=$SIJIL_CITY/sijil.yaml
db=$SIJIL_CITY/register.db

# found ABOUT N: so many problems of that sort, and of no other, in the last JSON.
found()
{
	test "$(grep -A1 '"severity": "problem"' "$work/out" | grep -c "\"about\": \"$1\"")" = "$2" &&
		grep -q "^  \"problems\": $2,\$" "$work/out"
}

# one DESCRIPTION ABOUT TEXT...: doctor finds just one problem, of that sort, and says the texts; ends with 1.
one()
{
	what=$1
	sort=$2
	shift 2
	run doctor --format json
	ok "$what: one problem, of the $sort" found "$sort" 1
	COLUMNS=9999 run doctor
	ok "$what: said" said 1 "To mend it:" "$@"
}

# noted DESCRIPTION TEXT...: nothing to mend, and a note.
noted()
{
	what=$1
	shift
	COLUMNS=9999 run doctor
	ok "$what: a note" said 0 "Nothing needs mending" "$@"
}

# --- nothing is wrong ---

before=$(fingerprint)
run doctor
ok "a healthy city: nothing to mend, no notes" said 0 "Nothing needs mending." "good_small 1.2, ABI 2, .so" \
	"$plugins/good_small.so" "schema 2, writable" "3 entries, everything is as it was written" \
	"last entry of 2024-10-03" "time zone UTC, today 2024-11-15, from SIJIL_TODAY" "SIJIL_PLUGIN_PATH=$plugins"
ok "... no section of notes or problems" sh -c "! grep -E '^(Notes|Problems)' '$work/out'"
ok "... and the register is not touched" test "$before" = "$(fingerprint)"
run doctor --format json
ok "... in JSON" said 0 '"problems": 0' '"notes": 0' '"findings": []' '"abi": 2' '"source": ".so"' '"last_day": "2024-10-03"'
run doctor --format csv
ok "... in CSV: a header" test "$rc $(cat "$work/out")" = "0 severity,about,subject,message,mend"
run doctor --format xml
ok "a format that is none" said 64 "unknown format 'xml'"
run doctor now
ok "an argument" said 64 "one argument too many"

# --- plugins ---

mv "$plugins/good_small.so" "$work/good_small.so"
one "the file is missing" plugin "program 'club'" "$plugins/good_small.so cannot be opened: No such file" \
	"install -m 644 good_small.so $plugins/good_small.so" "club: good_small, NOT loaded" "spaces: community_spaces"
cp "$work/good_small.so" "$plugins/goodsmall.so"
one "another name was meant" plugin "did you mean 'goodsmall'?" "\${EDITOR:-vi} +6 $yaml"
rm "$plugins/goodsmall.so"
ln -s "$work/good_small.so" "$plugins/good_small.so"
one "a link" plugin "is a symbolic link" \
	"cp --remove-destination \"\$(readlink -f $plugins/good_small.so)\" $plugins/good_small.so"
rm "$plugins/good_small.so"
cp "$work/good_small.so" "$plugins/good_small.so"
chmod 646 "$plugins/good_small.so"
one "anybody may write to the file" plugin "can be changed by anybody" "    chmod o-w $plugins/good_small.so"
sh -c "$(sed -n 's/^    \(chmod .*\)/\1/p' "$work/out")"
run doctor
ok "... and that command mends it" said 0 "Nothing needs mending"

# bad FIXTURE TEXT...: club's plugin is that fixture.
bad()
{
	cp "$fixtures/$1.so" "$plugins/$1.so"
	chmod 644 "$plugins/$1.so"
	healthy | sed "s/- {id: club, plugin: good_small}/- {id: club, plugin: $1}/" >"$yaml"
	fixture=$1
	shift
	one "$fixture" plugin "$plugins/$fixture.so" "$@"
	rm "$plugins/$fixture.so"
	healthy >"$yaml"
}
build="cc -std=c11 -fPIC -fvisibility=hidden -shared -Wl,-z,defs \$(pkg-config --cflags sijil) -o $plugins"
rm "$plugins/good_small.so" # or it would lie about
bad bad_abi "built for plugin ABI 3, this sijil has ABI 2" "$build/bad_abi.so bad_abi/*.c"
bad bad_magic "is not a sijil plugin" "$build/bad_magic.so"
bad bad_size "the descriptor in" "bytes, this sijil's has" "$build/bad_size.so"
bad no_symbol "exports no 'no_symbol_LTX_sijil_plugin'" "$build/no_symbol.so"
bad unresolved "cannot be linked" "undefined symbol" "$build/unresolved.so"
bad wrong_name "calls itself" "$build/wrong_name.so"
bad dup_code "club: dup_code, NOT loaded" "$build/dup_code.so"
bad bad_field "club: bad_field, NOT loaded" "$build/bad_field.so"
bad failing_open "it could not start" "\${EDITOR:-vi} +6 $yaml"
cp "$work/good_small.so" "$plugins/good_small.so"

# A program's file that no program uses: told as what it may be called there, and only if it is one.
mkdir "$SIJIL_CITY/programs" "$SIJIL_CITY/more"
cat >"$SIJIL_CITY/programs/walks.yaml" <<'END'
sijil: 1
title: Walks
kinds:
  walk: {title: Walk, subject: site, fields: {walkers: {title: Walkers, type: int}}}
END
chmod 644 "$SIJIL_CITY/programs/walks.yaml"
noted "a program's file that no program uses" "no program uses the file 'programs/walks.yaml'" "plugin: file:programs/walks.yaml"
run doctor --format json
ok "... in JSON" said 0 '"file:programs/walks.yaml"' '"notes": 1'
healthy | sed '$a\  - {id: walks, plugin: "file:./programs/walk.yaml"}' >"$yaml"
one "another file was meant" plugin "did you mean 'file:programs/walks.yaml'?" "\${EDITOR:-vi} +7 $yaml"
healthy | sed '$a\  - {id: walks, plugin: "file:./programs/../programs/walks.yaml"}' >"$yaml"
run doctor
ok "used under another path: nothing to tell" said 0 "Nothing needs mending"
ok "... no note" sh -c "! grep '^Notes' '$work/out'"
printf 'sites: []\n' >"$SIJIL_CITY/programs/sites.yaml"
mv "$SIJIL_CITY/programs/walks.yaml" "$SIJIL_CITY/more/walks.yaml"
printf 'kinds: [\n' >"$SIJIL_CITY/more/begun.yml"
healthy | sed '$a\  - {id: walks, plugin: "file:more/walks.yaml"}' >"$yaml"
noted "one that was only begun, where others are" "Notes: 1" "no program uses the file 'more/begun.yml'"
rm -r "$SIJIL_CITY/programs" "$SIJIL_CITY/more"
healthy >"$yaml"

chmod 757 "$plugins"
run doctor --format json
ok "anybody may write to the directory: each of its programs" found plugin 2
run doctor
ok "... and one command" test "$(grep -c "^    chmod o-w $plugins\$" "$work/out")" = 1
chmod 755 "$plugins"
run doctor --plugin-dir "$work/none"
ok "no such directory" said 1 "No such file or directory" "$work/none"
run doctor --plugin-dir "plugins"
ok "a directory that is not absolute" said 1 "is not absolute"
cp "$ours/womens_literacy.so" "$plugins/"
noted "a plugin lies about" "no program uses the plugin 'womens_literacy' that lies in $plugins"
run doctor --format json
ok "... and is listed" said 0 '"womens_literacy"' '"notes": 1'
rm "$plugins/womens_literacy.so"

# --- entries that nothing reads ---

healthy | sed '/id: club/d' >"$yaml"
rm "$plugins/good_small.so"
one "a program has gone" entries "program 'club' is not in sijil.yaml any more and has 1 entry, of 2024-10-03" \
	"put it back under programs: - {id: club, plugin: good_small}" "\${EDITOR:-vi} $yaml"
healthy | sed 's/^  - {id: spaces.*/  - {id: spaces, plugin: good_small}/; /id: club/d' >"$yaml"
cp "$work/good_small.so" "$plugins/good_small.so"
run doctor --format json
ok "a kind that the plugin does not have, and a program gone" found entries 2
COLUMNS=9999 run doctor
ok "... said" said 1 "plugin 'good_small' (1.2) has no kind 'visit_count', and 2 entries, from 2024-10-01 to 2024-10-02 have it" \
	"written with community_spaces" "    sijil list spaces visit_count"
# An older plugin wrote a field that this one does not have.
healthy >"$yaml"
mkdir "$work/older"
cp "$db" "$work/older/register.db"
cp "$yaml" "$work/older/sijil.yaml"
if test -n "${SQLITE3:-$(command -v sqlite3)}"; then
	"${SQLITE3:-sqlite3}" "$work/older/register.db" "PRAGMA writable_schema = 1;
		SELECT group_concat('DROP TRIGGER \"' || name || '\";', '') FROM sqlite_schema WHERE type = 'trigger'" >"$work/drop.sql"
	{ cat "$work/drop.sql"
	  echo "UPDATE entry SET fields = '{\"colour\":\"red\",\"pages\":12}' WHERE id = 3;"; } |
		"${SQLITE3:-sqlite3}" "$work/older/register.db" >/dev/null
	COLUMNS=9999 run doctor -C "$work/older"
	ok "a field that the plugin does not have" said 1 \
		"plugin 'good_small' (1.2) has no field 'colour' in kind 'reading', and 1 entry, of 2024-10-03 has it" \
		"sijil -C $work/older list club reading"
	ok "a register changed behind sijil's back" said 1 "NOT as it was written" "sijil -C $work/older verify"
fi

# --- the configuration ---

healthy | sed 's/^sites:/sitse:/' >"$yaml"
COLUMNS=9999 run doctor
ok "an unknown key: where, and the plugins and the register all the same" said 1 "$yaml:3:1: " "did you mean 'sites'" \
	"\${EDITOR:-vi} +3 $yaml" "good_small 1.2, ABI 2" "3 entries, everything"
healthy | sed 's/plugin: good_small/plugin: no_such/; s/^sites:/sitse:/' >"$yaml"
run doctor --format json
ok "... and a plugin that is not there" said 1 '"about": "plugin"' '"about": "configuration"' '"sound": false'
healthy | sed '4s/.*/programs: [/' >"$yaml"
run doctor
ok "not even YAML: the register all the same" said 1 "$yaml:" "no programs could be read" "3 entries, everything"
{ healthy; printf '    targets: [{metric: pagse, value: 3, unit: pages}]\n'; } |
	sed 's/^  - {id: club.*/  - id: club\n    plugin: good_small/' >"$yaml"
COLUMNS=9999 run doctor
ok "a target of a metric that is none" said 1 "has no metric 'pagse'" "did you mean 'pages'" "+8 $yaml"
{ healthy; printf 'imports:\n  old: {program: club, columns: {Pages: pages, Colour: colour}}\n'; } >"$yaml"
one "a mapping of a field that is none" configuration "no import can use the mapping 'old': no kind of entry that it is for has the field 'colour'" "\${EDITOR:-vi} +8 $yaml"
{ healthy; printf 'imports:\n  old: {kind: lending, columns: {Pages: pages}}\n'; } >"$yaml"
one "a mapping of a kind that is none" configuration "no import can use the mapping 'old': no program has the kind 'lending'"
{ healthy; printf 'imports:\n  new: {columns: {Seiten: pages, Rest: skip}}\n'; } >"$yaml"
run doctor
ok "a mapping that can be used is not noted" said 0 "Nothing needs mending"
{ healthy; printf 'partners: [{id: assoc, name: Association}]\n'; } >"$yaml"
noted "a partner that nobody names" "no entry names the partner 'assoc'"
run log spaces budget_line --on 2024-10-05 phase=spent amount=10 currency=MAD partner=assoc
run doctor
ok "... and then somebody does" sh -c "test $rc -eq 0 && ! grep -q assoc '$work/out'"
healthy | sed 's/^sites:.*/sites: [{id: centre, name: Centre}, {id: attic, name: Attic}]/' >"$yaml"
noted "a site where nothing was logged" "no entry names the site 'attic'"
healthy | sed 's/^sites:.*/sites: [{id: centre, name: Centre}, {id: attic, name: Attic}]/; s/small}/small, sites: [centre]}/; s/spaces}/spaces, sites: [centre]}/' >"$yaml"
noted "a site that no program has" "no program has the site 'attic'"
{ healthy; printf 'references: [{id: rooms, value: 12, unit: rooms}]\n'; } >"$yaml"
noted "a reference that no metric reads" "no metric of any program reads the reference 'rooms'"
healthy | sed '/^programs/,$d' >"$yaml"
run doctor
ok "no programs" said 1 "there are no programs"
rm "$yaml"
run doctor
ok "no sijil.yaml: the register all the same" said 1 "sijil.yaml is missing" "    sijil init $SIJIL_CITY" "4 entries, everything"
healthy >"$yaml"

# --- the register ---

mv "$db" "$work/register.db"
one "no register" register "there is no register '$db'" "    sijil init $SIJIL_CITY" "good_small 1.2"
: >"$db-wal"
echo x >"$db-wal"
one "no register, but its log" register "its write-ahead log is still there" "ls -l $db*"
rm "$db-wal"
echo "not a register" >"$db"
one "some other file" register "is not a sijil register" "mv $db $db.damaged" "sijil verify"
head -c 8192 "$work/register.db" >"$db"
one "cut off" register "is cut off" "cp BACKUP $db"
rm -f "$db" "$db"-*
cp "$work/register.db" "$db"
if test "$(id -u)" != 0; then
	chmod a-w "$db"
	one "not to be written" register "is not yours to write" "chmod u+w $db"
	chmod u+w "$db"
	rm -f "$db"-* # made beside it as it was: not to be written
else
	ok "root may write to anything # SKIP" true
fi
if test -n "${SQLITE3:-$(command -v sqlite3)}"; then
	mkdir "$work/killed"
	cp "$yaml" "$work/killed/"
	# A log that nobody could put back: copied while the register was open.
	"${SQLITE3:-sqlite3}" "$db" "PRAGMA wal_autocheckpoint = 0; CREATE TABLE extra_note (x); DROP TABLE extra_note;" \
		".shell cp '$db' '$db-wal' '$work/killed/'" >/dev/null
	COLUMNS=9999 run doctor -C "$work/killed"
	ok "a write-ahead log was left" said 0 "a write-ahead log of" "bytes was beside it"
fi

# --- the environment ---

SIJIL_TODAY=yesterday
one "a day that is none" environment "SIJIL_TODAY is 'yesterday'" "    unset SIJIL_TODAY" "cannot be told"
SIJIL_TODAY=
healthy | sed 's/name: Town/name: Town, time_zone: Africa\/Casablanka/' >"$yaml"
one "a time zone that is none" environment "does not know the time zone 'Africa/Casablanka'"
SIJIL_TODAY=2024-11-15
healthy >"$yaml"
SIJIL_PLUGINS_PATH=/x
export SIJIL_PLUGINS_PATH
noted "a variable that sijil does not know" "SIJIL_PLUGINS_PATH is set, and sijil does not know it (did you mean SIJIL_PLUGIN_PATH?)"
unset SIJIL_PLUGINS_PATH
SIJIL_NOISE=$(printf 'a\377')
export SIJIL_NOISE
one "a variable that is no text" environment "not valid UTF-8" "    env | grep -a '^SIJIL_'"
unset SIJIL_NOISE
LC_ALL=xx_XX.none
noted "a locale that is not installed" "is not installed here"
LC_ALL=C

# --- how it is printed ---

mkdir "$work/it's here"
cp "$yaml" "$work/it's here/"
run doctor -C "$work/it's here"
ok "a path is quoted as a shell needs it" said 1 "sijil init '$work/it'\\''s here'"
healthy | sed 's/small/smoll/' >"$yaml"
COLUMNS=60
export COLUMNS
run doctor
# Only commands, and words that are wider than the page, go beyond it.
ok "no line is wider than 60 columns" awk 'length($0) > 60 && !/^    / && NF > 2 { bad = 1; print "# " $0 } END { exit bad }' "$work/out"
unset COLUMNS
run doctor --format csv
ok "CSV: one line per finding" said 1 "problem,plugin,club," "note,plugin,good_small,"
done_testing
