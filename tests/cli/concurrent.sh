#!/bin/sh
# Several people log at once, on one register: every entry is written or refused with "try again", none is lost, and the
# register stays sound.
. "$(dirname "$0")/tap.sh"
new_city city <<'END'
sijil: 1
city: {name: Town}
sites: [{id: kiosk, name: Kiosk}, {id: library, name: Library}]
programs: [{id: spaces, plugin: community_spaces}]
END
writers=8
each=5

# write_some W: entries of one writer; a line per attempt: its exit status and, if it was logged, number and text.
write_some()
{
	for i in 1 2 3 4 5; do
		status=0
		number=$("$sijil" log spaces event title="event $1-$i" event_type=reading attendees="$1" --on "2024-03-0$i" --site kiosk --who "writer $1" \
			2>>"$work/said-$1") || status=$?
		echo "$status $number event $1-$i"
	done >"$work/wrote-$1"
}

# read_some: who reads is never disturbed by who writes.
read_some()
{
	for i in 1 2 3 4 5 6; do
		for command in list verify summary; do
			"$sijil" $command >/dev/null 2>>"$work/said-reader" || echo "$command $?"
		done
	done >"$work/read"
}

for w in 1 2 3 4 5 6 7 8; do
	write_some $w &
done
read_some &
wait

cat "$work"/wrote-* >"$work/wrote"
ok "every attempt came to an end" test "$(wc -l <"$work/wrote")" = $((writers * each))
ok "each was logged, or refused with 75" test -z "$(awk '$1 != 0 && $1 != 75' "$work/wrote")"
awk '$1 != 0 && $1 != 75 { print "#", $0 }' "$work/wrote"
cat "$work"/said-* | sort | uniq -c | sed 's/^/# said: /'
ok "most were logged" test "$(grep -c '^0 ' "$work/wrote")" -ge $((writers * each / 2))
ok "reading was never refused" test ! -s "$work/read"

awk '$1 == 0 { sub(/^0 /, ""); print }' "$work/wrote" | sort >"$work/expected"
"$sijil" list spaces event --format csv | awk -F, 'NR > 1 { print $1, $9 }' | sort >"$work/listed"
ok "what was logged is there once, under the number that was told; nothing else is" cmp -s "$work/expected" "$work/listed"
diff "$work/expected" "$work/listed" | sed 's/^/# /'
ok "the numbers have no gaps" test "$(cut -d' ' -f1 "$work/listed" | sort -n | awk '$1 != NR' | wc -l)" -eq 0
run verify
ok "the register is sound" said 0 "$(wc -l <"$work/listed" | tr -d ' ') entries" "everything is as it was written"

# --- two imports of one file at once: one adds it, the other finds it there ---

awk 'BEGIN { print "on,site,title,event_type,attendees"; for (i = 0; i < 3000; i++) printf "2023-%02d-%02d,library,number %d,talk,%d\n", i % 12 + 1, i % 28 + 1, i, i }' >"$work/events.csv"
"$sijil" import spaces event "$work/events.csv" >"$work/first" 2>"$work/said-first" &
"$sijil" import spaces event "$work/events.csv" >"$work/second" 2>"$work/said-second"
second=$?
first=0
wait $! || first=$?
echo "# first $first: $(cat "$work/first")"
echo "# second $second: $(cat "$work/second")"
ok "two imports at once: both end well, or one is to try again" \
	test "$first $second" = "0 0" -o "$first $second" = "75 0" -o "$first $second" = "0 75"
"$sijil" import spaces event "$work/events.csv" >"$work/third" 2>/dev/null
ok "the file is in the register" grep -q "3000 lines: 0 added, 3000 unchanged" "$work/third"
ok "... once" test "$("$sijil" list spaces event --site library --format csv | wc -l)" = 3001
run verify
ok "the register is still sound" said 0
done_testing
