#!/bin/sh
# make installcheck: what was installed finds its plugins by itself and does the main job.  TAP, and an exit status.
#
#	DESTDIR			stage that it was installed into; then the plugins are named by SIJIL_PLUGIN_PATH
#	bindir, plugindir	where, without DESTDIR
. "$(dirname "$0")/tap.sh"
unset SIJIL_PLUGIN_PATH
sijil=${DESTDIR-}$bindir/sijil
if test -n "${DESTDIR-}"; then
	SIJIL_PLUGIN_PATH=$DESTDIR$plugindir
	export SIJIL_PLUGIN_PATH
fi

check_installed()
{
	ok "$sijil is there" test -x "$sijil"
	run init "$work/city"
	ok "it makes a city" said 0
	SIJIL_CITY=$work/city
	export SIJIL_CITY
	run plugins --format csv
	ok "it finds its plugins" test "$(grep -c ",${DESTDIR-}$plugindir/[a-z_]*[.][a-z]*,loaded\$" "$work/out")" = 3
	run log spaces event title="Story hour" event_type=reading attendees=14 --on 2024-03-09
	ok "it logs" said 0
	printf 'on,visits,count_type\n2024-03-09,120,automatic\n2024-03-10,80,automatic\n' >"$work/visits.csv"
	run import spaces visit_count "$work/visits.csv"
	ok "it imports" said 0 "2 lines: 2 added"
	run summary spaces --period 2024-03 --format csv
	ok "it summarises" said 0 "spaces,community_spaces,visits,Visits,visits,2024-03,,,200,200,," \
		"spaces,community_spaces,event_attendance,Event attendance,persons,2024-03,,,14,14,,"
	run verify
	ok "it verifies" said 0 "3 entries"
	done_testing
}

check_installed >"$work/tap"
cat "$work/tap"
! grep -q '^not ok' "$work/tap"
