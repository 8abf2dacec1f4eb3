#!/bin/sh
# make bench: import and summary against what the sqlite3 shell does with the same data, as medians of paired runs.
#
# usage: bench.sh SIJIL PLUGIN_DIR GENERATE [ENTRIES...]        (default: 100000 1000000)
#
# (a) every CSV of a seeded city into a fresh register, everything validated, against `.import` into bare tables; the
#     largest file alone; and one file with so many rows, into a register of nothing but the enrolments: what its import
#     takes of memory, a row;
# (b) the summary of three programs by month and site against the same totals as SQL over the same register, which have to
#     agree to the last digit;
# (c) check, every entry by every rule, beside the summary of the same register (aim: under three times that);
# (d) one entry logged with all its rules against a person with 500 entries: the process's whole run (aim: 30 ms of CPU).
set -eu
export LC_ALL=C
sijil=$1 plugins=$2 generate=$3
shift 3
[ $# -gt 0 ] || set -- 100000 1000000
here=$(cd "$(dirname "$0")" && pwd)
sql=${SQLITE3:-sqlite3}
runs=${BENCH_RUNS:-5}

export SIJIL_PLUGIN_PATH="$plugins" SIJIL_TODAY=2025-12-31 SIJIL_WHO=bench
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ -x /usr/bin/time ]; then
	# timed COMMAND...: "wall cpu peak-KiB" of it, appended to the file $figures
	timed() { /usr/bin/time -o "$work/time" -f '%e %U %S %M' "$@" >/dev/null 2>&1; awk '{ print $1, $2 + $3, $4 }' "$work/time" >>"$figures"; }
else
	timed() {
		start=$(date +%s%N)
		"$@" >/dev/null 2>&1
		echo "$(date +%s%N) $start" | awk '{ printf "%.2f 0 0\n", ($1 - $2) / 1e9 }' >>"$figures"
	}
fi

median() { sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

# compare WHAT A_FIGURES B_FIGURES: medians of both, and the median of the ratios pair by pair
compare() {
	paste -d' ' "$2" "$3" >"$work/pairs"
	for column in 1 2; do
		a=$(awk -v c=$column '{ print $c }' "$2" | median)
		b=$(awk -v c=$column '{ print $c }' "$3" | median)
		ratio=$(awk -v c=$column '$(c + 3) > 0 { printf "%.4f\n", $c / $(c + 3) }' "$work/pairs" | median)
		printf '  %-46s %-5s %8.2f s %8.2f s   %6.2f\n' "$1" "$([ $column = 1 ] && echo wall || echo CPU)" "$a" "$b" "$ratio"
	done
	printf '  %-46s peak  %6d MiB %6d MiB\n' "" "$(($(awk '{ print $3 }' "$2" | median | cut -d. -f1) / 1024))" \
		"$(($(awk '{ print $3 }' "$3" | median | cut -d. -f1) / 1024))"
}

# Which program and kind a file is for: NN_PROGRAM_KIND.csv
program_of() { basename "$1" .csv | cut -d_ -f2; }
kind_of() { basename "$1" .csv | cut -d_ -f3-; }

cat >"$work/import_all" <<'EOF'
#!/bin/sh
# import_all SIJIL CITY FILE...: a fresh register, every file
sijil=$1 city=$2
shift 2
rm -f "$city"/register.db*
"$sijil" init "$city" || exit 1
for f; do
	name=$(basename "$f" .csv)
	rest=${name#*_}
	"$sijil" -C "$city" import "${rest%%_*}" "${rest#*_}" "$f" || exit 1
done
EOF
cat >"$work/bare_all" <<'EOF'
#!/bin/sh
# bare_all SQLITE3 DB FILE...: every file into a bare table
sql=$1 db=$2
shift 2
rm -f "$db"
for f; do
	printf '.mode csv\n.import %s t%s\n' "$f" "$(basename "$f" .csv)"
done | "$sql" "$db"
EOF
cat >"$work/sql_all" <<'EOF'
#!/bin/sh
# sql_all SQLITE3 DB SQL...: the totals of all programs
sql=$1 db=$2
shift 2
cat "$@" | "$sql" -csv "$db"
EOF
cat >"$work/twenty_all" <<'EOF'
#!/bin/sh
# twenty_all COMMAND...: it, 20 times; for what is over in a few milliseconds.
i=0
while [ $i -lt 20 ]; do
	"$@" || exit 1
	i=$((i + 1))
done
EOF
chmod +x "$work"/*_all

summary() { "$sijil" -C "$1" summary --period SY2023 --by month --by site --format csv; }

# The largest file needs the enrolments and sessions before it: they are imported first, and not timed.
largest() {
	city=$1
	big=$(ls -S "$city"/*.csv | head -n 1)
	before=$(ls "$city"/*.csv | awk -v big="$big" '$0 < big')
	# shellcheck disable=SC2086 # a list of files without blanks
	"$work/import_all" "$sijil" "$city" $before >/dev/null 2>&1
	"$sql" "$city/register.db" "VACUUM INTO '$city/before.db'" # one file, whatever is in the log beside it
	a="$work/big.a" b="$work/big.b"
	: >"$a"
	: >"$b"
	i=0
	while [ $i -lt "$runs" ]; do
		figures=$a
		into_before "$big"
		figures=$b
		timed "$work/bare_all" "$sql" "$city/bare.db" "$big"
		i=$((i + 1))
	done
	compare "(a) import of $(basename "$big"), $(wc -l <"$big") lines" "$a" "$b"
}

# into_before FILE: its import into what was imported before
into_before() {
	rm -f "$city"/register.db*
	cp "$city/before.db" "$city/register.db"
	timed "$sijil" -C "$city" import "$(program_of "$big")" "$(kind_of "$big")" "$1"
}

# one_file ROWS: a file of about so many; what each row beyond a tenth of them adds to the peak.
one_file() {
	city=$work/one
	mkdir "$city"
	"$generate" $(($1 * 2618 / 1000)) "$city"
	rm -f "$city"/0[1-6]_*.csv "$city"/09_*.csv "$city"/1[0-9]_*.csv
	largest "$city"
	lines=$(wc -l <"$big")
	head -n $((lines / 10)) "$big" >"$city/tenth"
	figures=$work/tenth
	: >"$figures"
	into_before "$city/tenth"
	awk -v all="$lines" -v tenth=$((lines / 10)) -v part="$(awk '{ print $3 }' "$figures")" \
		'{ print ($3 - part) * 1024 / (all - tenth) }' "$work/big.a" | median |
		awk '{ printf "  %-46s %.0f bytes a row\n", "    memory that grows with the file", $1 }'
	rm -rf "$city"
}

# check_and_log CITY: (c) and (d)
check_and_log() {
	city=$1
	: >"$work/a"
	: >"$work/b"
	i=0
	while [ $i -lt "$runs" ]; do
		figures=$work/a
		timed "$sijil" -C "$city" check
		figures=$work/b
		timed "$sijil" -C "$city" summary --period SY2023 --by month --by site --format csv
		i=$((i + 1))
	done
	compare "(c) check (beside it: summary)" "$work/a" "$work/b"
	printf 'on,site,person,sex,birth_year,track,cohort\n2024-09-01,site00,BIG,F,2009,mixed,s0\n' >"$work/big.csv"
	"$sijil" -C "$city" import e2c enrolment "$work/big.csv" >/dev/null 2>&1
	awk 'BEGIN { print "on,site,person,cohort,planned_minutes,status"
		for (i = 0; i < 500; i++)
			printf "2025-%02d-%02d,site00,BIG,z%d,20,present\n", i % 11 + 1, i % 28 + 1, i }' >"$work/big.csv"
	"$sijil" -C "$city" import e2c attendance "$work/big.csv" >/dev/null 2>&1
	figures=$work/a
	: >"$work/a"
	i=0
	while [ $i -lt "$runs" ]; do
		timed "$work/twenty_all" "$sijil" -C "$city" log e2c attendance --person BIG --site site00 \
			--on 2025-12-30 cohort=new planned_minutes=20 status=present minutes=1 --ack "benchmark"
		i=$((i + 1))
	done
	printf '  %-46s CPU   %8.1f ms\n' "(d) log one entry, a person with 500 others" \
		"$(awk '{ print $2 * 1000 / 20 }' "$work/a" | median)"
}

one_size() {
	city=$work/$1
	mkdir "$city"
	"$generate" "$1" "$city"
	lines=$(cat "$city"/*.csv | wc -l)
	echo "$1 entries ($lines lines in $(ls "$city"/*.csv | wc -l) files)                  sijil      sqlite3   ratio"
	largest "$city"
	: >"$work/a"
	: >"$work/b"
	i=0
	while [ $i -lt "$runs" ]; do
		figures=$work/a
		timed "$work/import_all" "$sijil" "$city" "$city"/*.csv
		figures=$work/b
		timed "$work/bare_all" "$sql" "$city/bare.db" "$city"/*.csv
		i=$((i + 1))
	done
	compare "(a) import of everything" "$work/a" "$work/b"
	: >"$work/a"
	: >"$work/b"
	i=0
	while [ $i -lt "$runs" ]; do
		figures=$work/a
		timed "$sijil" -C "$city" summary --period SY2023 --by month --by site --format csv
		figures=$work/b
		timed "$work/sql_all" "$sql" "$city/register.db" "$here/e2c.sql" "$here/literacy.sql" "$here/spaces.sql"
		i=$((i + 1))
	done
	compare "(b) summary by month and site" "$work/a" "$work/b"
	summary "$city" >"$work/sijil.csv"
	"$work/sql_all" "$sql" "$city/register.db" "$here/e2c.sql" "$here/literacy.sql" "$here/spaces.sql" >"$work/sql.csv"
	printf '  '
	awk -v period=SY2023 -f "$here/agree.awk" "$work/sql.csv" "$work/sijil.csv"
	check_and_log "$city"
	rm -rf "$city"
	one_file "$1"
}

echo "$(date +%Y-%m-%d), $(getconf _NPROCESSORS_ONLN) processors," \
	"$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1), SQLite $("$sql" --version | cut -d' ' -f1), medians of $runs paired runs"
for entries; do
	one_size "$entries"
done
