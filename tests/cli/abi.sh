#!/bin/sh
# The plugin ABI is what tests/data/abi.txt says, as TAP: a plugin built before it changed would be read wrongly, so it
# changes only together with SIJIL_ABI.  After raising that, write the description anew:
#
#	sh tests/cli/abi.sh --write
#
#	top_srcdir	the tree to look at (default: the one this file is in)
#	CC		the compiler (default: cc)
set -u
LC_ALL=C
export LC_ALL
top_srcdir=${top_srcdir:-$(dirname "$0")/../..}
CC=${CC:-cc}
stored=$top_srcdir/tests/data/abi.txt
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT

# describe FOLDER: the ABI of the sijil/plugin.h in it, on standard output.
describe()
{
	awk -f "$top_srcdir/tests/cli/abi.awk" "$1/sijil/plugin.h" >"$work/abi.c" &&
		# shellcheck disable=SC2086 # $CC may be several words
		$CC -std=c11 -I"$1" -o "$work/abi" "$work/abi.c" && "$work/abi"
}

number() { sed -n 's/^SIJIL_ABI //p' "$1"; }

if test "${1-}" = --write; then
	describe "$top_srcdir/core" >"$work/new" || exit
	if test -f "$stored" && test "$(number "$stored")" = "$(number "$work/new")" && ! cmp -s "$stored" "$work/new"; then
		echo "the ABI is another, but its number is not: raise SIJIL_ABI in core/sijil/plugin.h first" >&2
		exit 1
	fi
	cp "$work/new" "$stored"
	exit
fi
if test "$(printf '#include <stdio.h>\nint main(void){return sizeof(void *) != 8;}\n' >"$work/w.c"; $CC -o "$work/w" "$work/w.c" && "$work/w"; echo $?)" != 0; then
	echo "1..0 # SKIP the description is of pointers of 8 bytes"
	exit 0
fi

count=0
failed=0
# tap DESCRIPTION TEST...: with what differs, when it fails.
tap()
{
	count=$((count + 1))
	description=$1
	shift
	if "$@"; then
		echo "ok $count - $description"
	else
		failed=1
		echo "not ok $count - $description"
		diff "$stored" "$work/is" | sed 's/^/# /'
	fi
}
# seen SED: a change of the header that the description must show.
seen()
{
	rm -rf "$work/changed"
	mkdir -p "$work/changed/sijil"
	sed "$1" "$top_srcdir/core/sijil/plugin.h" >"$work/changed/sijil/plugin.h"
	! cmp -s "$top_srcdir/core/sijil/plugin.h" "$work/changed/sijil/plugin.h" &&
		describe "$work/changed" >"$work/other" && ! cmp -s "$work/is" "$work/other"
}

echo 1..9
describe "$top_srcdir/core" >"$work/is" || { echo "Bail out! the header cannot be described"; exit 1; }
tap "the stored description has the header's SIJIL_ABI (else: sh tests/cli/abi.sh --write)" \
	test "$(number "$stored")" = "$(number "$work/is")"
tap "the ABI is as described (else: raise SIJIL_ABI, and sh tests/cli/abi.sh --write)" cmp -s "$stored" "$work/is"
tap "every struct is described" test "$(grep -c '^struct ' "$work/is")" = "$(grep -c '^struct sijil_[a-z]* {' "$top_srcdir/core/sijil/plugin.h")"
tap "every enum is described" test "$(grep -c '^enum ' "$work/is")" = "$(grep -c '^enum sijil_[a-z]* {' "$top_srcdir/core/sijil/plugin.h")"
tap "a member's other type would be noticed" seen 's/int64_t min, max;/uint64_t min, max;/'
tap "a member at another place would be noticed" seen 's/^	int decimals; /	int more, decimals; /'
tap "an enumerator's other value would be noticed" seen 's/SIJIL_TEXT = 1,/SIJIL_TEXT = 2,/'
tap "another signature would be noticed" seen 's/int64_t (\*number)(const struct sijil_entry \*entry/int64_t (*number)(struct sijil_entry *entry/'
tap "another constant would be noticed" seen 's/INT64_C(1000000)/INT64_C(1000)/'
exit $failed
