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
	"$awk" -v dir="$1" -v learners="$2" -f "$reference/story.awk" </dev/null
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

# The day number of a date, for SQL.
day_of()
{
	echo "strftime('%s', '$1') / 86400"
}

# figures PERIOD FIRST LAST BEFORE BEFORE_LAST EARLIER EARLIER_LAST AS_OF: what the reference says, to $work/sql.csv, what
# sijil says, to $work/sijil.csv, of a period and the two before it.
figures()
{
	{
		echo "CREATE TEMP TABLE asked AS SELECT $(day_of "$2") AS first, $(day_of "$3") AS last, $(day_of "$4") AS before,"
		echo "$(day_of "$5") AS before_last, $(day_of "$6") AS earlier, $(day_of "$7") AS earlier_last, $(day_of "$8") AS as_of;"
		cat "$reference/base.sql" "$reference/second_chance.sql" "$reference/literacy.sql" "$reference/spaces.sql" \
			"$reference/budget.sql" "$reference/figures.sql"
	} | "$sql" -readonly -bail -csv "$SIJIL_CITY/register.db" >"$work/sql.csv" 2>"$work/err" || return 1
	run summary --period "$1" --by "$(axes)" --as-of "$8" --include-later --format csv
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
