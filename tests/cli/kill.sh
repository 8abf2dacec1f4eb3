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
done_testing
