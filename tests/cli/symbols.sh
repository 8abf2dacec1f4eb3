#!/bin/sh
# Each plugin exports one symbol, NAME_LTX_sijil_plugin, and nothing else, as TAP.
#
#	top_builddir	the tree that was built (default: the one this file is in)
#	NM		nm (default: nm)
set -u
LC_ALL=C
export LC_ALL
top_builddir=${top_builddir:-$(dirname "$0")/../..}
NM=${NM:-nm}

if ! command -v "$NM" >/dev/null 2>&1; then
	echo "1..0 # SKIP there is no $NM"
	exit 0
fi
set -- "$top_builddir"/plugins/.libs/*.so
if ! test -f "$1"; then
	echo "1..1"
	echo "not ok 1 - there is no plugin in $top_builddir/plugins/.libs"
	exit 1
fi

# exported FILE: defined dynamic symbols, without those that some linkers add to every shared object.
exported()
{
	"$NM" -D -P "$1" | awk '$2 != "U" && $2 != "w" && $2 != "v" { print $1 }' |
		grep -Ev '^(_init|_fini|_edata|_end|__bss_start)$' | sort
}

echo "1..$#"
count=0
failed=0
for file; do
	count=$((count + 1))
	name=$(basename "$file" .so)
	found=$(exported "$file")
	if test "$found" = "${name}_LTX_sijil_plugin"; then
		echo "ok $count - $name exports its descriptor and nothing else"
	else
		failed=1
		echo "not ok $count - $name exports its descriptor and nothing else"
		echo "${found:-nothing}" | sed 's/^/# exported: /'
	fi
done
exit $failed
