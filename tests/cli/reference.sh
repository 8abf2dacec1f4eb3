#!/bin/sh
# Every figure of the three programs against independent SQL over the same register, to the last digit: a year, a semester
# and a month, every breakdown, on a story of some thousands of entries with corrections, voids, second spells and lapses.
. "$(dirname "$0")/tap.sh"
. "$top_srcdir/tests/reference/city.sh"

# Metrics that the reference does not have, and why: none.
unreferenced=""

story "$work/city" 80
ok "imports the story" import_all "$work/city" "$work"/city/*.csv
ok "some thousands of entries" test "$(entries)" -gt 5000

# right NUMBER ARGUMENTS...: an entry is corrected in spite of warnings; its new number to $new.
right()
{
	number=$1
	shift
	run amend "$number" "$@" --why "as on paper" --ack "as on paper"
	new=$(cat "$work/out")
	ok "corrects #$number: $*" said 0
}
# kind NTH CONDITION -- ARGUMENTS...
fix()
{
	entry=$(current "$1" "$2" "$3" "$4")
	shift 4
	right "$entry" "$@"
}
take_back()
{
	entry=$(current "$1" "$2" "$3" "${4:-1}")
	run void "$entry" --why "never happened"
	ok "voids #$entry ($1 $2)" said 0
}
. "$top_srcdir/tests/reference/corrections.sh"

# of AS_OF PERIOD...: agrees in every cell.
of()
{
	what="${2%%/*} as of $1"
	figures "$@"
	ok "$what: both say something" test $rc -eq 0
	agree "${2%%/*}" "$work/sql.csv" "$work/sijil.csv"
	code=$?
	sed 's/^/# /' "$work/out"
	ok "$what: every cell of every metric agrees" test $code -eq 0
}
of 2024-11-15 2024-03/2024-03-01/2024-03-31/2024-02-01/2024-02-29 2024-02/2024-02-01/2024-02-29/2024-01-01/2024-01-31 \
	2023-03/2023-03-01/2023-03-31/2023-02-01/2023-02-28
of 2024-11-15 2024-S1/2024-01-01/2024-06-30/2023-07-01/2023-12-31 2023-S2/2023-07-01/2023-12-31/2023-01-01/2023-06-30 \
	2023-S1/2023-01-01/2023-06-30/2022-07-01/2022-12-31
year=SY2023/2023-09-01/2024-08-31/2022-09-01/2023-08-31
year_before=SY2022/2022-09-01/2023-08-31/2021-09-01/2022-08-31
# In the middle of it: what came after is not known yet.
of 2024-04-20 $year $year_before
of 2024-11-15 $year $year_before

# It can fail: a digit of one cell, a cell that is not there, one too many, a metric without a reference.
differs()
{
	agree SY2023 "$1" "$work/sijil.csv" && return 1
	return 0
}
"$awk" -F , -v OFS=, '$2 == "visits" && $3 == "month" && !done { $5 = $5 + 1; done = 1 } 1' "$work/sql.csv" >"$work/digit.csv"
ok "a digit more is a difference" differs "$work/digit.csv"
sed '/^literacy,pass_rate,level,1,/d' "$work/sql.csv" >"$work/less.csv"
ok "a cell less is a difference" differs "$work/less.csv"
{ cat "$work/sql.csv"; echo "e2c,learners_active,sex,X,1000000,1000000,"; } >"$work/more.csv"
ok "a cell more is a difference" differs "$work/more.csv"
sed '/^spaces,support_hours,/d' "$work/sql.csv" >"$work/none.csv"
ok "a metric without a reference is a difference" differs "$work/none.csv"
ok "and is named" grep -q "support_hours: no reference" "$work/out"
done_testing
