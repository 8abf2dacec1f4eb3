#!/bin/sh
# What 'sijil plugin new' writes is built against an installed sijil, by each compiler there is, checked, loaded, logged
# to and summarised.
. "$(dirname "$0")/tap.sh"
unset MAKEFLAGS MAKELEVEL MFLAGS MAKEOVERRIDES DESTDIR SIJIL_DATA SIJIL_PLUGIN_PATH
stage=$work/stage
make=${MAKE:-make}
pkg_config=${PKG_CONFIG:-pkg-config}

if ! command -v "$pkg_config" >/dev/null 2>&1; then
	echo "1..0 # SKIP there is no $pkg_config"
	exit 0
fi
(cd "$top_builddir" && umask 022 && $make install DESTDIR="$stage") >"$work/out" 2>"$work/err" ||
	{ cat "$work/err"; echo "Bail out! make install failed"; exit 1; }
sijil=$(find "$stage" -path '*/bin/sijil')
PKG_CONFIG_PATH=$(dirname "$(find "$stage" -name sijil.pc)")
PKG_CONFIG_SYSROOT_DIR=$stage
SIJIL_DATA=$(dirname "$(find "$stage" -type d -name template)")
export PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR SIJIL_DATA

# The same in the stage, whether or not this pkg-config puts it in front of variables.
template=$("$pkg_config" --variable=templatedir sijil)
ok "sijil.pc: the folder of the template" test "${template#"$stage"}" = "${SIJIL_DATA#"$stage"}/template"

# As in symbols.sh, where there is nm.
exported()
{
	command -v nm >/dev/null 2>&1 || { echo repair_cafe_LTX_sijil_plugin; return; }
	nm -D -P "$1" | awk '$2 != "U" && $2 != "w" && $2 != "v" { print $1 }' | grep -Ev '^(_init|_fini|_edata|_end|__bss_start)$'
}

for compiler in gcc clang; do
	if ! command -v $compiler >/dev/null 2>&1; then
		ok "$compiler builds it # SKIP there is no $compiler" true
		continue
	fi
	dir=$work/$compiler
	run plugin new repair_cafe "$dir"
	ok "$compiler: new" said 0 "made $dir"
	rc=0
	(cd "$dir" && umask 022 && $make CC=$compiler SIJIL="$sijil") >"$work/out" 2>"$work/err" || rc=$?
	ok "$compiler: make, without a warning" test "$rc" = 0 -a ! -s "$work/err" -a -f "$dir/repair_cafe.so"
	ok "$compiler: it exports its descriptor and nothing else" test "$(exported "$dir/repair_cafe.so")" = \
		repair_cafe_LTX_sijil_plugin
	rc=0
	(cd "$dir" && $make CC=$compiler SIJIL="$sijil" check) >"$work/out" 2>"$work/err" || rc=$?
	ok "$compiler: make check" said 0 "ok     example" "ok     memory" "repair_cafe: all checks passed"
	SIJIL_CITY=$work/city-$compiler
	SIJIL_PLUGIN_PATH=$dir
	export SIJIL_CITY SIJIL_PLUGIN_PATH
	run init "$SIJIL_CITY" --from "$dir/example/sijil.yaml"
	run plugins
	ok "$compiler: it is loaded" said 0 "$dir/repair_cafe.so" "loaded"
	run log workshops workshop topic=crafts attendees=9 --site library --on 2024-10-07
	ok "$compiler: an entry is logged" test "$rc $(cat "$work/out")" = "0 1"
	run log workshops workshop topic=crafts attendees=41 --site library --on 2024-10-13
	ok "$compiler: its rules judge it, with their options" said 1 "RC-W02" "closed on this weekday" "RC-W03" \
		"more than 40 attendees"
	run summary workshops --period 2024-10 --by topic --format csv
	ok "$compiler: its metrics are computed" said 0 ",attendance,Attendance,attendances,2024-10,,,9,9,," \
		",attendance,Attendance,attendances,2024-10,topic,crafts,9,9,," \
		",workshop_days,Days with a workshop,days,2024-10,,,1,1,,"
	run check --format csv
	ok "$compiler: and nothing is wrong" said 0
	unset SIJIL_CITY SIJIL_PLUGIN_PATH
done
mkdir -p "$stage$("$pkg_config" --variable=plugindir sijil | sed "s|^$stage||")"
rc=0
(cd "$work/gcc" 2>/dev/null || cd "$work/clang" && $make install DESTDIR= PKG_CONFIG="$pkg_config") >"$work/out" 2>"$work/err" || rc=$?
ok "make install puts it among the others" test "$rc" = 0 -a -n "$(find "$stage" -name repair_cafe.so)"
done_testing
