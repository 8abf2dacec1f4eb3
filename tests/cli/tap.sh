# Read by the shell tests of the command (`. tap.sh`): TAP, a city to work in, and checks of what the command says.
#
#	top_builddir	where sijil and its plugins were built
#	top_srcdir	the sources
set -u
LC_ALL=C
export LC_ALL
top_srcdir=${top_srcdir:-$(dirname "$0")/../..}
top_builddir=${top_builddir:-$top_srcdir/build}
top_builddir=$(cd "$top_builddir" && pwd) || exit 99
sijil=$top_builddir/sijil
test -x "$sijil" || { echo "Bail out! $sijil is not built"; exit 1; }

SIJIL_PLUGIN_PATH=$top_builddir/plugins/.libs
SIJIL_TODAY=2024-11-15
SIJIL_WHO=tester
NO_COLOR=1
export SIJIL_PLUGIN_PATH SIJIL_TODAY SIJIL_WHO NO_COLOR
unset SIJIL_CITY COLUMNS

work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
trap 'exit 99' HUP INT TERM
count=0
rc=0

# ok DESCRIPTION TEST...: one point of the plan, by the exit status of a command; on failure, what the last run said.
ok()
{
	description=$1
	shift
	count=$((count + 1))
	if "$@"; then
		echo "ok $count - $description"
	else
		echo "not ok $count - $description"
		{ echo "exit $rc"; cat "$work/out" "$work/err"; } 2>/dev/null | head -n 40 | sed 's/^/# /'
	fi
}

# done_testing: the plan, at the end.
done_testing()
{
	echo "1..$count"
}

# new_city NAME: a city in $work/NAME, which SIJIL_CITY then names; sijil.yaml is read from standard input.
new_city()
{
	SIJIL_CITY=$work/$1
	export SIJIL_CITY
	mkdir "$SIJIL_CITY"
	cat >"$SIJIL_CITY/sijil.yaml"
	run init "$SIJIL_CITY"
	test $rc -eq 0 || { cat "$work/err" >&2; echo "Bail out! no register could be made"; exit 1; }
}

# run ARGUMENTS...: sijil's exit status to $rc, its output to $work/out, its messages to $work/err.
run()
{
	rc=0
	"$sijil" "$@" >"$work/out" 2>"$work/err" || rc=$?
}

# said STATUS [TEXT...]: the last run ended so, and every text stands in its output or its messages.
said()
{
	test "$rc" -eq "$1" || return 1
	shift
	for text; do
		cat "$work/out" "$work/err" | grep -qF -e "$text" || { echo "# not said: $text"; return 1; }
	done
}

# How many rows the register holds.
entries()
{
	"$sijil" verify --format json | sed -n 's/.*"entries": *\([0-9]*\).*/\1/p'
}

# fingerprint: of all that the register's file says; the working files beside it do not count.
fingerprint()
{
	cksum <"$SIJIL_CITY/register.db"
}
