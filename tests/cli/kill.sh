#!/bin/sh
# An import killed at any moment leaves everything or nothing: 50 kills spread over the time that one takes.
. "$(dirname "$0")/tap.sh"

kills=50

new_city city <<'END'
sijil: 1
city: {name: Town}
sites:
  - {id: kiosk, name: Kiosk}
programs:
  - {id: spaces, plugin: community_spaces}
END
cp "$SIJIL_CITY/register.db" "$work/empty.db"

now()
{
	date +%s%N | cut -c 1-16
}

start_over()
{
	rm -f "$SIJIL_CITY"/register.db*
	cp "$work/empty.db" "$SIJIL_CITY/register.db"
}

# make_rows: so many, each another visit.
make_rows()
{
	awk -v rows=$rows 'BEGIN {
		print "person,on,sex,age_band"
		for (i = 0; i < rows; i++)
			printf "P%d,2024-03-%02d,%s,18-64\n", i % 700, i / 700 + 1, i % 2 ? "F" : "M"
	}' >"$work/rows.csv"
}

# The shortest of three undisturbed imports, in microseconds (the first one of all reads everything from disk).
measure()
{
	length=
	for try in 1 2 3; do
		start_over
		start=$(now)
		run import spaces visit "$work/rows.csv"
		took=$(($(now) - start))
		test -n "$length" && test "$length" -lt $took || length=$took
	done
}

# Fewer rows where an import takes long.
for rows in 20000 4000; do
	make_rows
	measure
	test "$length" -gt 600000 || break
done
ok "an import of $rows rows, undisturbed" said 0 "$rows added"
ok '... is all there' test "$(entries)" = $rows
start_over

# Moments from the start to a little after the end, the same parts of the whole in every run.
awk -v n=$kills -v whole="$length" 'BEGIN {
	x = 12345
	for (i = 0; i < n; i++) {
		x = x * 16807 % 2147483647
		printf "%.4f\n", (i + x / 2147483647) / n * 1.1 * whole / 1000000
	}
}' >"$work/moments"

nothing=0
all=0
bad=
while read -r moment; do
	"$sijil" import spaces visit "$work/rows.csv" >/dev/null 2>&1 &
	pid=$!
	sleep "$moment"
	kill -9 $pid 2>/dev/null
	wait $pid 2>/dev/null
	if ! "$sijil" verify --format json >"$work/out" 2>"$work/err"; then
		bad="$bad killed after $moment s: verify fails;"
	fi
	found=$(sed -n 's/.*"entries": *\([0-9]*\).*/\1/p' "$work/out")
	case $found in
	0) nothing=$((nothing + 1)) ;;
	$rows)
		all=$((all + 1))
		start_over
		;;
	*) bad="$bad killed after $moment s: '$found' entries;" ;;
	esac
done <"$work/moments" 2>/dev/null

test -z "$bad" || echo "# $bad"
echo "# an import takes $((length / 1000)) ms; of $kills killed ones, $nothing left nothing and $all everything"
ok "killed $kills times: everything or nothing each time, and verify is clean" test -z "$bad"
ok '... and every kill was counted' test $((nothing + all)) -eq $kills
ok '... and many came before the end' test $nothing -ge 5
run import spaces visit "$work/rows.csv"
ok 'the next import is not disturbed by what the killed ones left' said 0 "$rows lines:" '0 rejected'
ok '... and everything is there once' test "$(entries)" = $rows

# --- the good lines of a file: half of it is wrong, and a file of rejects is written beside it ---

start_over
mkdir "$work/partner"
sed '1!{n;s/,[FM],/,wrong,/}' "$work/rows.csv" >"$work/partner/rows.csv"
good=$((rows / 2))
start=$(now)
run import spaces visit "$work/partner/rows.csv" --partial
length=$(($(now) - start))
ok 'half of the rows are good' said 1 "$good added" "$((rows - good)) rejected"
ok '... and the others are in the file of rejects' test "$(grep -c . "$work/partner/rows.csv.rejects.csv")" = $((rows - good + 1))
rm "$work/partner/rows.csv.rejects.csv"
bad=
left=0
for try in 1 2 3 4 5 6 7 8 9 10 11 12; do
	start_over
	"$sijil" import spaces visit "$work/partner/rows.csv" --partial >/dev/null 2>&1 &
	pid=$!
	sleep "$(awk -v n=$try -v whole="$length" 'BEGIN { printf "%.4f\n", n / 12 * 1.05 * whole / 1000000 }')"
	kill -9 $pid 2>/dev/null
	wait $pid 2>/dev/null
	found=$("$sijil" verify --format json | sed -n 's/.*"entries": *\([0-9]*\).*/\1/p')
	rejects=$(cat "$work/partner/rows.csv.rejects.csv" 2>/dev/null | grep -c .)
	# The file of rejects comes whole, and not before the entries.
	case $found:$rejects in
	0:0 | $good:0 | $good:$((rows - good + 1))) ;;
	*) bad="$bad try $try: $found entries, $rejects lines of rejects;" ;;
	esac
	rm -f "$work/partner/rows.csv.rejects.csv"
	test "$(ls -A "$work/partner")" = rows.csv || left=$((left + 1))
done 2>/dev/null
test -z "$bad" || echo "# $bad"
ok 'killed: everything or nothing, and no half file of rejects' test -z "$bad"
ok '... and no other file beside it' test $left -eq 0
done_testing
