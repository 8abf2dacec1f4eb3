#!/bin/sh
# The README's tour is true: every command of its console blocks is run, in order, and what it prints is compared.
#
#	readme.sh --renew	prints the README with what the commands print now, for who changed them
. "$(dirname "$0")/tap.sh"
readme=$top_srcdir/README.md
unset NO_COLOR SIJIL_TODAY SIJIL_WHO
PATH=$top_builddir:$PATH
tour=$work/tour
mkdir -p "$tour/build" "$work/parts"

# A command is a line after "$ ", and its continuations after "> "; what follows is what it prints.
awk -v dir="$work/parts" '
	/^```/ { inside = /^```console/; next }
	!inside { next }
	/^\$ / { n++; part = sprintf("%s/%03d", dir, n); print substr($0, 3) >(part ".command"); printf "" >(part ".expected"); next }
	/^> / { print substr($0, 3) >(part ".command"); next }
	{ print >(part ".expected") }' "$readme"

# What differs from run to run: digests, and when it was recorded.
masked()
{
	sed 's/[0-9a-f]\{32,\}/DIGEST/g; s/[0-9-]\{10\} [0-9:]\{5\} UTC/TIME/' "$1"
}

# The demo's city is part of the tour.
sh "$top_srcdir/conf/demo.sh" "$sijil" "$SIJIL_PLUGIN_PATH" "$top_srcdir/conf" "$tour/build/demo" >"$work/out" 2>"$work/err"
demo=$?
cd "$tour" || exit 99
for command in "$work"/parts/*.command; do
	# shellcheck disable=SC1090 # one line of the README: cd and export must last
	. "$command" >"${command%.command}.printed" 2>&1
done
cd "$work" || exit 99

if test "${1-}" = --renew; then
	awk -v dir="$work/parts" '
		function printed(   line, file) {
			if (!n) return
			file = sprintf("%s/%03d.printed", dir, n)
			while ((getline line <file) > 0) print line
			n_done = n
		}
		/^```/ { if (inside && n > n_done) printed(); inside = /^```console/; print; next }
		inside && /^\$ / { if (n > n_done) printed(); n++; print; next }
		inside && !/^> / { next }
		{ print }' "$readme"
	exit
fi

ok "the demo's city is made" test $demo -eq 0
ok "the tour has its commands" test "$(find "$work/parts" -name '*.command' | wc -l)" -ge 20
for command in "$work"/parts/*.command; do
	part=${command%.command}
	masked "$part.expected" >"$work/expected"
	masked "$part.printed" >"$work/printed"
	ok "\$ $(head -n 1 "$command")" cmp -s "$work/expected" "$work/printed"
	diff "$work/expected" "$work/printed" | sed 's/^/# /'
done

# Paths that it names are there.
for path in $(grep -oE '\]\([a-z][A-Za-z/._-]*\)' "$readme" | tr -d '])(' | sort -u) $(sed -n 's/^| `\([a-z][^`]*\)`.*/\1/p' "$readme"); do
	ok "$path is there" test -e "$top_srcdir/$path"
done

# The unit tests that the table of the rules of evaluation names are there.
rules=$top_srcdir/tests/unit/metrics/README.md
sed -n 's/.*| `\([a-z0-9_]*\)` | `\(unit[^`]*\)` |$/\1 \2/p' "$rules" >"$work/rules"
ok "the table of the rules has its tests" test "$(wc -l <"$work/rules")" -ge 30
while read -r name file; do
	ok "$name is in $file" grep -q "^Test([a-z_]*, $name)" "$top_srcdir/tests/$file"
done <"$work/rules"
done_testing
