#!/bin/sh
# The tours of README.md and plugins/README.md are true: every command of their console blocks is run, in order, and what
# it prints is compared.
#
#	readme.sh --renew [FILE]	prints the file (README.md) with what the commands print now, for who changed them
. "$(dirname "$0")/tap.sh"
top_srcdir=$(cd "$top_srcdir" && pwd)
readme=$top_srcdir/README.md
unset NO_COLOR SIJIL_TODAY SIJIL_WHO
unset MAKEFLAGS MAKELEVEL MFLAGS MAKEOVERRIDES CFLAGS LDFLAGS CC
PATH=$top_builddir:$PATH

# What differs from run to run: digests, and when it was recorded.
masked()
{
	sed 's/[0-9a-f]\{32,\}/DIGEST/g; s/[0-9-]\{10\} [0-9:]\{5\} UTC/TIME/' "$1"
}

# tour FILE NAME: run its commands in a folder of that name; NNN.command, .expected and .printed are left in NAME.parts.
# A command is a line after "$ ", and its continuations after "> "; what follows is what it prints.
tour()
{
	mkdir -p "$work/$2/build" "$work/$2.parts"
	awk -v dir="$work/$2.parts" '
		/^```/ { inside = /^```console/; next }
		!inside { next }
		/^\$ / { n++; part = sprintf("%s/%03d", dir, n); print substr($0, 3) >(part ".command"); printf "" >(part ".expected"); next }
		/^> / || /^>$/ { print substr($0, 3) >(part ".command"); next }
		{ print >(part ".expected") }' "$1"
	cd "$work/$2" || exit 99
	for command in "$work/$2".parts/*.command; do
		echo : >>"$command" # or bash takes the last command of the file for the last of this shell
		# shellcheck disable=SC1090 # one line of the page: cd and export must last
		. "$command" >"${command%.command}.printed" 2>&1
	done
}

# renewed FILE NAME: the file with what was printed.
renewed()
{
	awk -v dir="$work/$2.parts" '
		function printed(   line, file) {
			if (!n) return
			file = sprintf("%s/%03d.printed", dir, n)
			while ((getline line <file) > 0) print line
			n_done = n
		}
		/^```/ { if (inside && n > n_done) printed(); inside = /^```console/; print; next }
		inside && /^\$ / { if (n > n_done) printed(); n++; print; next }
		inside && !/^>/ { next }
		{ print }' "$1"
}

# compared NAME: what was printed is what the page says.
compared()
{
	for command in "$work/$1".parts/*.command; do
		part=${command%.command}
		masked "$part.expected" >"$work/expected"
		masked "$part.printed" >"$work/printed"
		ok "$1: \$ $(head -n 1 "$command")" cmp -s "$work/expected" "$work/printed"
		diff "$work/expected" "$work/printed" | sed 's/^/# /'
	done
}

# The demo's city is part of the tour.
mkdir -p "$work/tour/build"
sh "$top_srcdir/conf/demo.sh" "$sijil" "$SIJIL_PLUGIN_PATH" "$top_srcdir/conf" "$work/tour/build/demo" >"$work/out" 2>"$work/err"
demo=$?
(tour "$readme" tour)

# The page about programs builds a plugin; what would be installed is found in the trees.
plugins=$top_srcdir/plugins/README.md
pkg_config=$(command -v "${PKG_CONFIG:-pkg-config}")
if test -n "$pkg_config"; then
	(
		SIJIL_DATA=$top_srcdir/plugins
		PKG_CONFIG_PATH=$top_builddir/core
		export SIJIL_DATA PKG_CONFIG_PATH
		umask 022
		tour "$plugins" programs
	)
fi

if test "${1-}" = --renew; then
	case ${2-README.md} in
	*plugins/README.md) renewed "$plugins" programs ;;
	*) renewed "$readme" tour ;;
	esac
	exit
fi

ok "the demo's city is made" test $demo -eq 0
ok "the tour has its commands" test "$(find "$work/tour.parts" -name '*.command' | wc -l)" -ge 20
compared tour
if test -n "$pkg_config"; then
	ok "plugins/README.md has its commands" test "$(find "$work/programs.parts" -name '*.command' | wc -l)" -ge 25
	compared programs
else
	ok "plugins/README.md # SKIP there is no pkg-config" true
fi

# Paths that they name are there.
for path in $(grep -oE '\]\([a-z.][A-Za-z/._-]*\)' "$plugins" | tr -d '])(' | sort -u); do
	ok "plugins/$path is there" test -e "$top_srcdir/plugins/$path"
done
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
