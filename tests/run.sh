#!/bin/sh
# Run one Criterion program for automake's TAP driver.
#
# Two habits of Criterion hide memory errors; this undoes both:
#  - "tap:-" implies --quiet, which sends the workers' stderr (sanitizer and valgrind reports) to /dev/null: so TAP goes
#    to a file first, then to stdout;
#  - a test's verdict is taken before its worker exits, so a leak found at exit, or any valgrind error, leaves the exit
#    status 0: so stderr is searched.
#
#	SIJIL_VALGRIND="valgrind ..."	run under this command
set -u
dir=$(mktemp -d) || exit 99
trap 'rm -rf "$dir"' EXIT
CRITERION_OUTPUTS="tap:$dir/tap" ${SIJIL_VALGRIND:-} "$@" >"$dir/out" 2>"$dir/err"
rc=$?
cat "$dir/out" "$dir/err" >&2
cat "$dir/tap" 2>/dev/null
if grep -Eq 'ERROR: [A-Za-z]+Sanitizer|: runtime error: |^==[0-9]+== .*(definitely lost in|Invalid (read|write|free)|uninitialised)' "$dir/err"; then
	echo "Bail out! memory error reported in $1, see its log"
	rc=1
fi
exit $rc
