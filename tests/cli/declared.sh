#!/bin/sh
# Programs in YAML: they are used like those of plugins, broken ones say every line that is wrong and stop no others, and
# the worked examples of a plugin, told in YAML, give the figures that were computed by hand.
. "$(dirname "$0")/tap.sh"
COLUMNS=400 # what doctor says stays on its line
export COLUMNS
data=$top_srcdir/tests/data/declared
worked=$top_srcdir/tests/data/worked

# told STATUS [PATTERN...]: as `said`, with patterns of grep.
told()
{
	test "$rc" -eq "$1" || return 1
	shift
	for pattern; do
		cat "$work/out" "$work/err" | grep -q -e "$pattern" || { echo "# not told: $pattern"; return 1; }
	done
}

# --- a program is used ---

new_city town <<'END'
sijil: 1
city: {name: Town, school_year_start: 9, language: en}
sites: [{id: centre, name: Centre}]
programs:
  - {id: mentoring, plugin: "file:programs/good_mentoring.yaml"}
  - {id: spaces, plugin: community_spaces}
references: [{id: inhabitants, value: 1000, unit: persons}]
END
programs=$SIJIL_CITY/programs
mkdir "$programs"
cp "$data/good_mentoring.yaml" "$programs/"
chmod 644 "$programs"/*.yaml

run plugins
ok "plugins: version, ABI and file" told 0 "mentoring *file:programs/good_mentoring.yaml *2.1 *2 *$programs/good_mentoring.yaml *loaded"
run doctor
ok "doctor: the source is YAML" told 0 "good_mentoring.yaml 2.1, ABI 2, YAML" "$programs/good_mentoring.yaml"
run doctor --format json
ok "... also in JSON" told 0 '"source": "YAML"'
run --lang fr programs mentoring enrolment
ok "programs: titles, hints and choices in French" told 0 "Sexe" "F = Femme|M = Homme" "Le code du groupe"
run programs mentoring session
ok "programs: a limit alone" told 0 "from 1"
run log mentoring meeting --on 2024-11-04 --person A1 session=a/2024-11-04 status=present minutes=60
ok "an entry that does not fit is refused" told 65 "session"
run log mentoring enrolment --on 2024-11-01 --person A1 --site centre Sexe=F birth_year=1980 cohort=a
ok "a field may be named by its title in another language" told 0
run log mentoring enrolment --on 2024-11-01 --person A2 --site centre sex=homme birth_year=1970 cohort=a
run log mentoring session --on 2024-11-04 cohort=a length_minutes=90
run log mentoring meeting --on 2024-11-04 --person A1 session=a/2024-11-04 status=present
ok "four entries" test "$rc $(entries)" = "0 4"
run log --lang fr mentoring meeting --on 2024-11-04 --person A3 session=a/2024-11-04 status=late minutes=5
ok "a rule's message in French" told 65 "error ME-E01: pas inscrit"
printf 'on,person,session,Status,minutes\n2024-11-04,A2,a/2024-11-04,late,30\n' >"$work/meetings.csv"
run import mentoring meeting "$work/meetings.csv"
ok "import" told 0
run list mentoring
ok "list" test "$(grep -c meeting "$work/out")" = 2
run check mentoring
ok "check" told 0
run summary mentoring --period 2024-11
ok "summary: figures, the target of the file, its name" told 0 "Learners *2 persons" "Presence *100.0 %" "Hours *1.5 hours" \
	"file:programs/good_mentoring.yaml"
run --lang fr summary mentoring --period 2024-11
ok "summary in French" told 0 "Mentorat" "Apprenants"
run --lang fr summary mentoring --period 2024-11 --by sex
ok "... and its groups" told 0 "^  *Femme  *1" "^  *Homme  *1"
run list mentoring enrolment --format csv
ok "a choice may be given by its title; its code is kept" told 0 "A2,M,1970"
run --lang fr show 1
ok "show, in French: titles and choices beside names and codes" told 0 "^  sex  *F (Sexe: Femme)$" "^person  *A1$"
run show 1
ok "... in English only these" sh -c "grep -q '^  sex  *F$' '$work/out'"
run --lang fr explain mentoring learners --period 2024-11
ok "explain, in French" told 0 "Personnes venues au moins une fois." "plugin good_mentoring 2.1"

# --- two programs of one file, however its path is written ---

sed '/id: spaces/i\  - {id: evening, plugin: "file:./programs/good_mentoring.yaml"}' "$SIJIL_CITY/sijil.yaml" >"$work/two"
cp "$SIJIL_CITY/sijil.yaml" "$work/one"
cp "$work/two" "$SIJIL_CITY/sijil.yaml"
run log evening enrolment --on 2024-11-05 --person A2 sex=M birth_year=1970 --dry-run
ok "one_program: ./ before its path makes no other file" told 65 "enrolled elsewhere" "in program 'mentoring'"
cp "$work/one" "$SIJIL_CITY/sijil.yaml"

# --- targets: of the file, unless sijil.yaml sets one for the metric ---

run summary mentoring --period 2026
ok "a target of the file" told 0 "target 30 persons"
sed 's/good_mentoring.yaml"}/good_mentoring.yaml", targets: [{metric: learners, value: 7, unit: persons}]}/' \
	"$SIJIL_CITY/sijil.yaml" >"$work/yaml" && cp "$work/yaml" "$SIJIL_CITY/sijil.yaml"
run summary mentoring --period 2026
ok "... which sijil.yaml overrides" sh -c "grep -q 'target 7 persons' '$work/out' && ! grep -q 'target 30' '$work/out'"

# --- options ---

cp "$SIJIL_CITY/sijil.yaml" "$work/kept"
sed 's/good_mentoring.yaml"/&, options: {a: 1}/' "$work/kept" >"$SIJIL_CITY/sijil.yaml"
run programs
ok "options are refused" told 78 "sijil.yaml:5:[0-9]*: error: options: a program in YAML has none"
sed 's#file:programs/good_mentoring.yaml#file:#' "$work/kept" >"$SIJIL_CITY/sijil.yaml"
run programs
ok "file: without a path" told 78 "'file:' names no file"
sed "s#file:programs#file:$programs#" "$work/kept" >"$SIJIL_CITY/sijil.yaml"
run check mentoring
ok "an absolute path" told 0
cp "$work/kept" "$SIJIL_CITY/sijil.yaml"

# --- a broken file ---

# broken CAUSE LINES...: each of the lines is told by every command that needs the program, and by doctor.
broken()
{
	cause=$1
	shift
	for command in "summary mentoring" "check mentoring" "explain mentoring learners" "programs mentoring" \
		"log mentoring meeting --person A1"; do
		# shellcheck disable=SC2086 # words
		run $command
		ok "$cause: $command" told 69 "$@" "program 'mentoring' .*$programs/good_mentoring.yaml"
	done
	run doctor
	ok "$cause: doctor" told 1 "$@"
	run list mentoring
	ok "$cause: its entries still list" test "$rc $(grep -c meeting "$work/out")" = "0 2"
	run verify
	ok "$cause: ... and verify" told 0
	run log spaces visit_count --on 2024-11-04 visits=3 count_type=automatic
	ok "$cause: the other program goes on" told 0
	run void "$(tail -n 1 "$work/out")" --why "only a try"
}

sed -e 's/take: persons, kind: meeting/take: person, kind: meeting/' -e 's/subject: site/subjekt: site/' "$data/good_mentoring.yaml" \
	>"$programs/good_mentoring.yaml"
broken "unknown words" "good_mentoring.yaml:20:5: error: unknown key 'subjekt' (did you mean 'subject'?)" \
	"good_mentoring.yaml:[0-9]*:[0-9]*: error: take: 'person' is not one of count, persons"
run doctor
ok "doctor opens the file at its first error" told 1 "EDITOR:-vi} +19 $programs/good_mentoring.yaml"
sed -e 's/where: moment=post/where: momnt=post/' "$data/good_mentoring.yaml" >"$programs/good_mentoring.yaml"
broken "a condition" "good_mentoring.yaml:[0-9]*:[0-9]*: error: where: kind 'test' has no field 'momnt' (did you mean 'moment'?)"
rm "$programs/good_mentoring.yaml"
broken "no file" "good_mentoring.yaml: error: cannot be read: No such file or directory"
cp "$data/good_mentoring.yaml" "$programs/"
chmod 666 "$programs/good_mentoring.yaml"
broken "a file that anybody can change" "good_mentoring.yaml: error: can be changed by anybody, mode 0666"
run doctor
ok "doctor closes it" told 1 "chmod o-w $programs/good_mentoring.yaml"
chmod 644 "$programs/good_mentoring.yaml"
run check mentoring
ok "mended: all is as before" told 0

# --- doctor: what was logged, and its program does not know any more ---

cp "$SIJIL_CITY/sijil.yaml" "$work/one"
sed '/id: mentoring/d' "$work/one" >"$SIJIL_CITY/sijil.yaml"
run doctor
ok "a program of a file has gone: as it was named" told 1 "put it back under programs: - {id: mentoring, plugin: file:programs/good_mentoring.yaml}"
cp "$work/one" "$SIJIL_CITY/sijil.yaml"
sed -i 's/\<birth_year\>/born/g; s/age>=15/born>0/' "$programs/good_mentoring.yaml"
run doctor
ok "a field has gone: back into the file" told 1 "has no field 'birth_year' in kind 'enrolment'" \
	"put it back in $programs/good_mentoring.yaml, or correct them" "EDITOR:-vi} $programs/good_mentoring.yaml"
cp "$data/good_mentoring.yaml" "$programs/"
chmod 644 "$programs/good_mentoring.yaml"

# --- sijil.yaml itself at fault: doctor reads the file all the same ---

sed 's/city: {/city: {nmae: x, /' "$work/kept" >"$SIJIL_CITY/sijil.yaml"
run doctor
ok "doctor without a city" told 1 "good_mentoring.yaml 2.1, ABI 2, YAML"
cp "$work/kept" "$SIJIL_CITY/sijil.yaml"

# --- equality: the worked examples of womens_literacy, told in YAML ---

# figure FILE PERIOD METRIC GROUP, as in worked.sh: value, numerator, denominator.
figure()
{
	awk -F, -v period="$2" -v metric="$3" -v group="$4" '
		BEGIN {
			if (group == "-") want = "|"
			else { at = index(group, "="); by = substr(group, 1, at - 1)
				want = (by == "aside" ? "excluded" : by) "|" substr(group, at + 1) }
		}
		function dash(s) { return s == "" ? "-" : s }
		$3 == metric && $(NF - 6) == period && ($(NF - 5) "|" $(NF - 4)) == want {
			if ($(NF - 5) == "excluded") print dash($(NF - 2)), "- -"
			else print ($(NF) != "" ? "missing" : dash($(NF - 3))), dash($(NF - 2)), dash($(NF - 1))
			found = 1
			exit
		}
		END { if (!found) print "no such row" }' "$1"
}

same()
{
	test "$1" = "$2" || { echo "# expected: $1"; echo "#      got: $2"; return 1; }
}

# What takes code, and so is not in the file; their figures are not asked for.
coded="new_literates est_illiteracy_effect"

# rows FILE: a summary in CSV without what names the plugin, and without the metrics that take code.
rows()
{
	sed 's/file:literacy.yaml/womens_literacy/' "$1" | grep -v ",new_literates,\|,est_illiteracy_effect,"
}

# enter FOLDER: the files of a worked example that are imported, into the city.  Its corrections are left to worked.sh.
enter()
{
	for file in "$1"/[0-9]*.csv; do
		kind=$(basename "$file" .csv)
		run import literacy "${kind#*_}" "$file"
		ok "$name: imports ${kind#*_}" told 0
	done
}

# summaries FOLDER SUFFIX: of every period with expected figures.
summaries()
{
	by=$(awk -F'\t' '!/^#/ && $3 ~ /=/ { split($3, g, "="); if (g[1] != "part" && g[1] != "aside" && !seen[g[1]]++) print g[1] }' \
		"$1/expected.tsv" | paste -sd, -)
	for period in $(awk -F'\t' '!/^#/ { print $1 }' "$1/expected.tsv" | sort -u); do
		"$sijil" summary literacy --period "$period" ${by:+--by "$by"} --format csv >"$work/$name-$period.$2" 2>"$work/err"
		ok "$name: a summary of $period ($2)" test -s "$work/$name-$period.$2"
	done
}

SIJIL_TODAY=2025-10-31
tab=$(printf '\t')
for example in womens_literacy womens_literacy_edges womens_literacy_twice; do
	name=$example
	SIJIL_CITY=$work/$name
	mkdir "$SIJIL_CITY"
	sed -e 's/plugin: womens_literacy/plugin: "file:literacy.yaml"/' -e 's/, options: {[^}]*}//' "$worked/$name/sijil.yaml" \
		>"$SIJIL_CITY/sijil.yaml"
	cp "$data/literacy.yaml" "$SIJIL_CITY/"
	chmod 644 "$SIJIL_CITY/literacy.yaml"
	run init "$SIJIL_CITY"
	enter "$worked/$name"
	summaries "$worked/$name" yaml
	while IFS="$tab" read -r period metric group value numerator denominator; do
		case $period in \#* | "") continue ;; esac
		case " $coded " in *" $metric "*) continue ;; esac
		ok "$name: $metric $group of $period" \
			same "$value $numerator $denominator" "$(figure "$work/$name-$period.yaml" "$period" "$metric" "$group")"
	done <"$worked/$name/expected.tsv"
	# The plugin over the very same register: its figures stand beside.
	cp "$worked/$name/sijil.yaml" "$SIJIL_CITY/sijil.yaml"
	summaries "$worked/$name" so
	for period in $(awk -F'\t' '!/^#/ { print $1 }' "$worked/$name/expected.tsv" | sort -u); do
		rows "$work/$name-$period.yaml" >"$work/a"
		rows "$work/$name-$period.so" >"$work/b"
		ok "$name: every row of $period is that of the plugin" cmp "$work/a" "$work/b"
	done
	run check literacy
	cp "$work/out" "$work/so.findings"
	sed -e 's/plugin: womens_literacy/plugin: "file:literacy.yaml"/' -e 's/, options: {[^}]*}//' "$worked/$name/sijil.yaml" \
		>"$SIJIL_CITY/sijil.yaml"
	run check literacy
	ok "$name: and so are the findings" cmp "$work/out" "$work/so.findings"
done
done_testing
