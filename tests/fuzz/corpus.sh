#!/bin/sh
# Every input of every corpus, given to its target once; as TAP.
#
#	SIJIL_VALGRIND="valgrind ..."	run under this command
set -u
top_srcdir=${top_srcdir:-$(dirname "$0")/../..}
top_builddir=${top_builddir:-$top_srcdir/build}
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT

count=0
for target in csv values xlsx yaml; do
	rc=0
	# shellcheck disable=SC2086 # a command with its options
	${SIJIL_VALGRIND:-} "$top_builddir/tests/fuzz/$target" "$top_srcdir/tests/fuzz/corpus/$target" >"$work/out" 2>"$work/err" ||
		rc=$?
	while read -r name verdict; do
		count=$((count + 1))
		test "$verdict" = ok || printf 'not '
		echo "ok $count - $target: $name"
	done <"$work/out"
	count=$((count + 1))
	test $rc -eq 0 || printf 'not '
	echo "ok $count - $target: all of them"
	tail -n 40 "$work/err" | sed 's/^/# /'
done
echo "1..$count"
