#!/bin/sh
# make install into a stage: the tree that packagers get, a plugin built against it with the one line that
# plugins/README.md gives, and an uninstall that leaves nothing.
. "$(dirname "$0")/tap.sh"
unset MAKEFLAGS MAKELEVEL MFLAGS MAKEOVERRIDES DESTDIR
stage=$work/stage

# in_build TARGET: make it into the stage.
in_build()
{
	(cd "$top_builddir" && umask 022 && ${MAKE:-make} "$1" DESTDIR="$stage") >"$work/out" 2>"$work/err"
}

ok "make install DESTDIR" in_build install
find "$stage" ! -type d | sed 's|.*/\([^/]*/[^/]*\)$|\1|' | sort >"$work/tree"
cat >"$work/expected" <<'END'
bin/sijil
example/01_workshop.csv
example/expected.tsv
example/sijil.yaml
man1/sijil.1
man5/sijil-plugin.5
man5/sijil-program.5
man5/sijil.yaml.5
pkgconfig/sijil.pc
plugins/community_spaces.so
plugins/second_chance_schools.so
plugins/womens_literacy.so
programs/digital_skills_seniors.yaml
programs/family_learning.yaml
programs/workplace_training.yaml
sijil/LICENSE
sijil/README.md
sijil/benguerir.yaml
sijil/plugin.h
template/Makefile
template/README.md
template/program.yaml.in
template/template.c
END
ok "the tree is what it should be, without .la files" cmp -s "$work/expected" "$work/tree"
diff "$work/expected" "$work/tree" | sed 's/^/# /'
ok "nobody but the owner may write to any of it" test -z "$(find "$stage" ! -type l \( -perm -020 -o -perm -002 \))"

sijil=$(find "$stage" -path '*/bin/sijil')
pc=$(dirname "$(find "$stage" -name sijil.pc)")
SIJIL_PLUGIN_PATH=$(dirname "$(find "$stage" -name womens_literacy.so)")
run version
ok "the installed command runs" said 0 "sijil"
run init "$work/city"
SIJIL_CITY=$work/city
export SIJIL_CITY
run plugins --format csv
ok "the installed plugins load" test "$rc $(grep -c ',loaded$' "$work/out")" = "0 3"

# pkg ARGUMENTS...: as with the package installed, only that it stands in the stage.
pkg()
{
	PKG_CONFIG_PATH=$pc PKG_CONFIG_SYSROOT_DIR=$stage ${PKG_CONFIG:-pkg-config} "$@"
}
ok "sijil.pc: the version is the command's" \
	test "sijil $(pkg --modversion sijil)" = "$("$sijil" version | cut -d' ' -f1,2)"
# Some pkg-configs put the stage in front of variables, others do not.
ok "sijil.pc: the directory of the plugins" \
	test "$(pkg --variable=plugindir sijil | sed "s|^$stage||")" = "${SIJIL_PLUGIN_PATH#"$stage"}"
ok "sijil.pc: the ABI is the header's" grep -q "define SIJIL_ABI *$(pkg --variable=abi_version sijil)u*\$" \
	"$(find "$stage" -name plugin.h)"

# The one line of plugins/README.md, with another's source.
mkdir "$work/own"
sed 's/good_small/borrowed/g' "$top_srcdir/tests/fixtures/good_small.c" >"$work/own/borrowed.c"
line=$(sed -n 's/^    cc \(.*pkg-config.*\)/\1/p' "$top_srcdir/plugins/README.md" | sed 's/NAME/borrowed/; s/\$(pkg-config \([^)]*\))/$(pkg \1)/')
ok "plugins/README.md has the line" test -n "$line"
build()
{
	(cd "$work/own" && eval "${CC:-cc} $line") >"$work/out" 2>"$work/err" && test ! -s "$work/err"
}
ok "it builds a plugin, without a warning" build
chmod 755 "$work/own" "$work/own/borrowed.so"
cat >"$work/city/sijil.yaml" <<'END'
sijil: 1
city: {name: Town}
sites: [{id: centre, name: Centre}]
programs: [{id: books, plugin: borrowed, options: {max_pages: 300}}]
END
run plugins
ok "which is not among the installed ones" said 0 "borrowed.so cannot be opened"
SIJIL_PLUGIN_PATH=$work/own
run plugins
ok "and is loaded from where it is" said 0 "$work/own/borrowed.so" "loaded"
run log books reading pages=120 --person BG-1 --on 2024-03-09
ok "its kind is logged" said 0
run log books reading pages=301 --person BG-1 --on 2024-03-10
ok "its rule, with its option from sijil.yaml, judges" said 1 "GS-W01" "more than 300 pages"
run summary books --period 2024 --format csv
ok "its metric is computed" said 0 "books,borrowed,pages,Pages,pages,2024,,,120,120,,"

ok "make uninstall DESTDIR" in_build uninstall
ok "leaves no file" test -z "$(find "$stage" ! -type d)"
find "$stage" ! -type d | sed 's/^/# left: /'
done_testing
