#!/bin/sh
# The man pages say what the program does: options, keys, environment, exit statuses and formats are compared with it.
. "$(dirname "$0")/tap.sh"
core=$top_srcdir/core
page=$core/sijil.1

# same FILE FILE: no line is only in one of them.
same()
{
	diff "$1" "$2" >"$work/diff" || { sed -n 's/^</# only in the program:/p; s/^>/# only in the page:/p' "$work/diff"; return 1; }
}

# --- lint: a page installed nowhere yet is not found by its neighbours; nothing else is let pass ---

if [ -n "${MANDOC:-$(command -v mandoc)}" ]; then
	for p in sijil.1 sijil.yaml.5 sijil-plugin.5 sijil-program.5; do
		"${MANDOC:-mandoc}" -T lint "$core/$p" >"$work/out" 2>&1
		ok "$p is clean under mandoc -Tlint" sh -c \
			"! grep -Ev 'STYLE: referenced manual not found|outdated mandoc.db' '$work/out'"
	done
else
	ok "there is no mandoc # SKIP" true
fi

# --- the example: the template that 'sijil plugin new' copies ---

awk '/^\.Sh/ { on = $2 == "EXAMPLES" } on && /^\.Ed/ { exit } on && body { print } on && /^\.Bd/ { body = 1 }' "$core/sijil-plugin.5" |
	sed 's/^\\&//; s/\\e/\\/g' >"$work/says"
ok "the example of sijil-plugin.5 is plugins/template" cmp -s "$work/says" "$top_srcdir/plugins/template/template.c"

# --- options ---

# section NAME: the lines of sijil.1 between this .Ss or .Sh and the next.
section()
{
	awk -v name="$1" '/^\.S[sh] /{ on = ($3 == name || $2 == name) } on' "$page"
}

# Every Fl of the items of a list, as typed.
page_options()
{
	grep '^\.It.*Fl' | sed 's/^\.It //' | awk '{
		for (i = 1; i <= NF; i++) {
			if ($i != "Fl") continue
			if ($(i + 1) == "Fl") { print "--" $(i + 2); i += 2 } else { print "-" $(i + 1); i++ }
		}
	}' | sort
}

# Every option of a help text's block of that title.
help_options()
{
	awk -v title="$1" '$0 == title { on = 1; next } /^$/ { on = 0 } on' "$work/out" | sed 's/  [^ -].*//' |
		grep -Eo '(^|[ ,])--?[a-zA-Z][a-z-]*' | tr -d ' ,' | sort
}

run help
sed -n '/^  [a-z]/p' "$work/out" | awk '{ print $1 }' | sort >"$work/commands"
ok "help lists the commands" test "$(wc -l <"$work/commands")" -ge 14
sed -n 's/^\.Ss sijil \([a-z]*\).*/\1/p' "$page" | sort >"$work/paged"
ok "sijil.1 has a section for every command, and no other" same "$work/commands" "$work/paged"
help_options "For every command:" >"$work/has"
section DESCRIPTION | page_options >"$work/says"
ok "the options of every command are in sijil.1" same "$work/has" "$work/says"
ok "... all of them" test "$(wc -l <"$work/has")" -eq 6
while read -r command; do
	run help "$command"
	help_options "Options:" >"$work/has"
	section "$command" | page_options >"$work/says"
	ok "the options of $command are in sijil.1, and no others" same "$work/has" "$work/says"
done <"$work/commands"
run help import
help_options "Options:" >"$work/has"
ok "... and this comparison sees them" test -z "$(printf '%s\n' --dry-run --map -n | comm -23 - "$work/has")"

# --- environment, exit statuses ---

grep -rhoE '(getenv|environment)\("[A-Z_]*"\)' "$core" --include='*.c' | grep -oE '"[A-Z_]*"' | tr -d '"' | sort -u >"$work/has"
awk '/^\.Sh/ { on = $2 == "ENVIRONMENT" } on && /^\.It Ev/ { print $3 }' "$page" | sort >"$work/says"
ok "ENVIRONMENT has every variable that is looked at" same "$work/has" "$work/says"
sed -n 's/^\tERR_[A-Z]* = \([0-9]*\),.*/\1/p' "$core/base/err.h" | grep -v '^0$' | sort >"$work/has"
awk '/^\.Sh/ { on = $2 == "EXIT" } on && /^\.It [1-9]/ { print $2 }' "$page" | sort >"$work/says"
ok "EXIT STATUS has every status" same "$work/has" "$work/says"

# --- sijil.yaml: key by key, in the section of its map ---

cat "$core"/config/city*.h "$core"/config/city*.c | awk '
	function keys(line, table,   found) {
		while (match(line, /(\.key = |COLUMN\([A-Z_]*, )"[a-z_]+"|TEXT\([a-z]+\)/)) {
			found = substr(line, RSTART, RLENGTH)
			line = substr(line, RSTART + RLENGTH)
			gsub(/^TEXT\(|\)$|^[^"]*"|"$/, "", found)
			print table, found
		}
	}
	/^#define [A-Z_]+_ROWS/ { shared = $2; sub(/\(.*/, "", shared); next }
	shared != "" { common[shared] = common[shared] $0; if ($0 !~ /\\$/) shared = ""; next }
	/^static const struct decode_row [a-z_]+\[\] = \{/ { table = $5; sub(/\[.*/, "", table) }
	/^\};/ { table = "" }
	table != "" {
		keys($0, table)
		for (name in common)
			if (index($0, name) > 0)
				keys(common[name], table)
	}' >"$work/keys"
# map: which section documents which table.
cat >"$work/map" <<'END'
document_rows Top level
city_rows City
privacy_rows Privacy
site_rows Sites
file_rows Sites
column_rows Sites
partner_rows Partners
program_rows Programs
accept_rows Programs
target_rows Targets
baseline_rows Baselines
population_rows Populations
reference_rows References
mapping_rows Imports
feed_rows Imports
mapped_rows Imports
spread_rows Imports
END
cut -d' ' -f1 "$work/keys" | sort -u >"$work/has"
cut -d' ' -f1 "$work/map" | sort -u >"$work/says"
ok "every table of keys has a section of sijil.yaml.5" same "$work/has" "$work/says"
while read -r table title; do
	awk -v title="$title" '/^\.S[sh] /{ on = substr($0, 5) == title || (title == "Baselines" && substr($0, 5) == "Targets") } on' \
		"$core/sijil.yaml.5" >"$work/section"
	missing=
	for key in $(awk -v table="$table" '$1 == table { print $2 }' "$work/keys"); do
		grep -Eq "^\.(It )?Cm (.* )?$key( |\$)|^\.Ql \"sites: \{$key: " "$work/section" || missing="$missing $key"
	done
	ok "sijil.yaml.5, $title: every key of $table" test -z "$missing" || echo "# not there:$missing"
done <"$work/map"
awk '/^\.It Cm/ { print $3 }' "$core/sijil.yaml.5" | sort -u >"$work/says"
cut -d' ' -f2 "$work/keys" | sort -u >"$work/has"
ok "sijil.yaml.5 documents no key that is not read" test -z "$(comm -13 "$work/has" "$work/says")"
ok "... and this comparison sees them" test "$(wc -l <"$work/keys")" -ge 50 -a "$(wc -l <"$work/says")" -ge 35

# --- sijil-program: key by key, as its decoder's tables have them; and the example can be used ---

cat "$core"/plugin/declared*.c "$core/cli/program_example.c" | awk '
	/^static const struct decode_row [a-z_]+\[\] = \{/ { table = $5; sub(/\[.*/, "", table) }
	/^\};/ { table = "" }
	table != "" {
		line = $0
		while (match(line, /(FIELD|KIND|RULE|ALSO|MEASURE|METRIC|WHOM)\([a-z_]+|\.key = "[a-z_]+"/)) {
			key = substr(line, RSTART, RLENGTH)
			line = substr(line, RSTART + RLENGTH)
			gsub(/^[^("]*[("]|"$/, "", key)
			print table, key
		}
	}' | sort >"$work/keys"
awk '
	BEGIN {
		table["Top level"] = "document_rows"; table["KINDS"] = "kind_rows"; table["FIELDS OF A KIND"] = "field_rows"
		table["RULES"] = "rule_rows"; table["METRICS"] = "metric_rows"; table["MEASURES"] = "measure_rows"
		table["FURTHER DEMANDS"] = "also_rows"; table["POPULATION"] = "population_rows"
		table["WORKED EXAMPLES"] = "example_rows"
	}
	/^\.S[sh] / { title = substr($0, 5) }
	/^\.It Cm/ { print table[title], $3 }' "$core/sijil-program.5" | sort >"$work/says"
ok "sijil-program.5 has every key in its section, and no other" same "$work/keys" "$work/says"
ok "... and this comparison sees them" test "$(wc -l <"$work/keys")" -ge 85
for word in $(cat "$core"/plugin/declared_*.c | sed -n 's/{ 0 }//; /SIJIL_/p' | grep -oE '\{ "[a-z_]+"' | tr -d '{ "'); do
	grep -Eq "(^\.(It )?Li| ,|^\.Li .*) *$word( |\$|,)|default: $word" "$core/sijil-program.5" || echo "$word"
done >"$work/missing"
ok "... and every word of its lists" test ! -s "$work/missing" || sed 's/^/# not there: /' "$work/missing"
mkdir -p "$work/town/programs"
awk '/^\.Sh/ { on = $2 == "EXAMPLES" } on && /^\.Ed/ { exit } on && body { print } on && /^\.Bd/ { body = 1 }' "$core/sijil-program.5" |
	sed 's/^\\&//; s/\\e/\\/g' >"$work/town/programs/digital_skills_seniors.yaml"
printf 'sijil: 1\ncity: {name: Town}\n' >"$work/town/sijil.yaml"
awk '/^\.Sh/ { on = $2 == "SYNOPSIS" } on && /^\.Ed/ { exit } on && body { print } on && /^\.Bd/ { body = 1 }' "$core/sijil-program.5" \
	>>"$work/town/sijil.yaml"
run -C "$work/town" programs seniors enrolment
ok "the example of sijil-program.5 can be used" said 0 birth_year
awk '/^\.Sh/ { on = $2 == "WORKED" } on && /^\.Ed/ { exit } on && body { print } on && /^\.Bd/ { body = 1 }' "$core/sijil-program.5" \
	>>"$work/town/programs/digital_skills_seniors.yaml"
run program check "$work/town/programs/digital_skills_seniors.yaml"
ok "... and its worked example comes out" said 0 "1 example, 6 figures and findings as expected"

# --- what summary writes ---

# All words of its writer are keys, but for those of a direction.
grep -oE '"[a-z_]+"' "$core/report/summary_json.c" | grep -vE '"(up|down|neutral)"' | sort -u >"$work/has"
awk '/^\.Sh EXPLAIN/ { exit } /^\.Ss JSON/ { on = 1 } /^\.Ss Why/ { on = 0 } on' "$page" | grep -oE '"[a-z_]+":' | tr -d : | sort -u >"$work/says"
ok "SUMMARY FORMATS has every key of the JSON" test -s "$work/has" -a -z "$(comm -23 "$work/has" "$work/says")"
new_city city <<'END'
sijil: 1
city: {name: Town}
programs: [{id: spaces, plugin: community_spaces}]
END
run summary --format csv
ok "SUMMARY FORMATS has the header of the CSV" grep -qxF "$(head -n 1 "$work/out")" "$page"
run summary --format json
grep -oE '"[a-z_]+":' "$work/out" | tr -d : | sort -u >"$work/has"
ok "... and the JSON that is written has no key besides" test -z "$(comm -23 "$work/has" "$work/says")"
# Here all words of the writer are keys.
grep -oE '"[a-z_]+"' "$core/report/explain_json.c" | sort -u >"$work/has"
awk '/^\.Sh EXPLAIN/ { on = 1 } /^\.Sh DOCTOR/ { on = 0 } on' "$page" | grep -oE '"[a-z_]+":' | tr -d : | sort -u >"$work/says"
ok "EXPLAIN FORMATS has every key of the JSON, and no other" same "$work/has" "$work/says"
# Here too, but for the two severities.
grep -oE '"[a-z_]+"' "$core/cli/doctor_json.c" | grep -vE '"(problem|note)"' | sort -u >"$work/has"
awk '/^\.Sh DOCTOR/ { on = 1 } /^\.Sh AUDIT/ { on = 0 } on' "$page" | grep -oE '"[a-z_]+":' | tr -d : | sort -u >"$work/says"
ok "DOCTOR FORMATS has every key of the JSON, and no other" same "$work/has" "$work/says"
run doctor --format csv
ok "DOCTOR FORMATS has the header of the CSV" grep -qxF "$(head -n 1 "$work/out")" "$page"
run explain spaces visits --format csv
ok "EXPLAIN FORMATS has the header of the CSV" grep -qxF "$(head -n 1 "$work/out")" "$page"
sed -n 's/^\t*\[MISSING_[A-Z_]*\] = "\([a-z_]*\)",.*/\1/p' "$core/metrics/figure.c" | sort -u >"$work/has"
sed -n 's/^\.It Li \([a-z_]*\)$/\1/p' "$page" | sort -u >"$work/says"
ok "SUMMARY FORMATS has every reason for a missing value" test -s "$work/has" -a -z "$(comm -23 "$work/has" "$work/says")"
done_testing
