# Read by reference.sh and order.sh after tap.sh: the story's city, imported; the reference for its figures.

reference=$top_srcdir/tests/reference
sql=${SQLITE3:-sqlite3}
awk=${AWK:-awk}
if ! command -v "$sql" >/dev/null 2>&1; then
	echo "1..0 # SKIP needs the sqlite3 shell"
	exit 0
fi

# story DIR LEARNERS: sijil.yaml and the CSV files.
story()
{
	mkdir -p "$1"
	"$awk" -v dir="$1" -v learners="$2" -f "$reference/story.awk" -f "$reference/story_schools.awk" \
		-f "$reference/story_literacy.awk" -f "$reference/story_spaces.awk" </dev/null
}

# import_all CITY FILE...: NNN_PROGRAM_KIND.csv, one after the other; their warnings are part of the story.
import_all()
{
	SIJIL_CITY=$1
	export SIJIL_CITY
	shift
	test -e "$SIJIL_CITY/register.db" || run init "$SIJIL_CITY"
	for csv; do
		name=$(basename "$csv" .csv)
		rest=${name#*_}
		run import "${rest%%_*}" "${rest#*_}" "$csv"
		test $rc -le 1 || { echo "# $name"; return 1; }
	done
}

# Every breakdown that a metric of any program has, as the command says it, without the stretches of time.
axes()
{
	run summary --by nothing_of_that_name
	sed -n 's/.*there are: //p' "$work/err" | tr -d ' ' | tr ',' '\n' |
		grep -vx -e day -e week -e month -e quarter -e semester -e year -e school_year -e fiscal_year | tr '\n' ','
	echo month,quarter
}

# figures AS_OF PERIOD...: what the reference says, to $work/sql.csv, what sijil says, to $work/sijil.csv.  A PERIOD is
# CODE/FIRST/LAST/BEFORE/BEFORE_LAST, its first and last day and those of the one before: of the period asked for, the one
# before it, and the same stretch last year unless that is the one before.
figures()
{
	as_of=$1
	shift
	asked=${1%%/*}
	{
		echo "CREATE TEMP TABLE stretch(w INTEGER PRIMARY KEY, code, first, last, before, before_last);"
		w=0
		for period; do
			echo "$period" | "$awk" -F / -v w=$w '{
				printf "INSERT INTO stretch VALUES (%d, \"%s\"", w, $1
				for (i = 2; i <= 5; i++)
					printf ", strftime(\"%%s\", \"%s\") / 86400", $i
				print ");"
			}' | tr '"' "'"
			w=$((w + 1))
		done
		echo "CREATE TEMP TABLE asked AS SELECT first, last, strftime('%s', '$as_of') / 86400 AS as_of FROM stretch WHERE w = 0;"
		for part in base second_chance literacy spaces budget city figures; do
			cat "$reference/$part.sql"
		done
	} | "$sql" -readonly -bail -csv "$SIJIL_CITY/register.db" >"$work/sql.csv" 2>"$work/err" || { rc=1; return 1; }
	run summary --period "$asked" --by "$(axes)" --as-of "$as_of" --include-later --format csv
	cp "$work/out" "$work/sijil.csv"
	test $rc -eq 0
}

# agree PERIOD SQL SIJIL: whether they say the same; how far, to $work/out.
agree()
{
	rc=0
	"$awk" -v period="$1" -v unreferenced="${unreferenced:-}" -f "$reference/agree.awk" "$2" "$3" >"$work/out" || rc=$?
	return $rc
}

# current PROGRAM KIND NTH [SQL]: the number of an entry that stands, the NTH of its kind that meets a condition on j (its
# fields) and date.
current()
{
	"$sql" -readonly "$SIJIL_CITY/register.db" "SELECT number FROM (SELECT *, fields AS j FROM progress_log)
		WHERE program = '$1' AND kind = '$2' AND status = 'current' AND (${4:-1})
		ORDER BY date, person, site, fields LIMIT 1 OFFSET $3"
}
