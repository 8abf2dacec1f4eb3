#!/bin/sh
# The plugin ABI compiles alone, as TAP: as C11 with every pedantic warning an error, and as C++ for those who only read
# the declarations.
#
#	top_srcdir	the tree to look at (default: the one this file is in)
#	CC, CXX		the compilers (default: cc; c++, g++ or clang++, whichever there is)
set -u
top_srcdir=${top_srcdir:-$(dirname "$0")/../..}
CC=${CC:-cc}
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT

count=0
failed=0
# tap DESCRIPTION COMMAND...: ok when the command succeeds.
tap()
{
	count=$((count + 1))
	description=$1
	shift
	if "$@" >"$work/out" 2>&1; then
		echo "ok $count - $description"
	else
		failed=1
		echo "not ok $count - $description"
		sed 's/^/# /' "$work/out"
	fi
}
refused() { ! "$@"; }

# $CC and $CXX may hold several words: not quoted.
c11() { $CC -std=c11 -Wall -Wextra -Wpedantic -Werror "$@" -c -o "$work/c.o"; }
cxx11() { $CXX -std=c++11 -Wall -Wextra -Wpedantic -Werror -x c++ "$@" -c -o "$work/cxx.o"; }

has_cxx()
{
	for candidate in "${CXX:-}" c++ g++ clang++; do
		CXX=$candidate
		test -n "$CXX" && echo 'int main() { return 0; }' >"$work/main.cc" &&
			$CXX -c -o "$work/main.o" "$work/main.cc" >/dev/null 2>&1 && return 0
	done
	return 1
}

# Twice, as any header may be; and with nothing before it.
printf '#include <sijil/plugin.h>\n#include <sijil/plugin.h>\nint nothing_else;\n' >"$work/alone.c"

# Every row and macro that a plugin writes.
cat >"$work/plugin.c" <<'END'
#include <sijil/plugin.h>

struct instance {
	int64_t least;
	bool strict;
	const char *language;
};

static const struct sijil_option options[] = {
	{ .name = "least", .title = "Least", SIJIL_OPTION(struct instance, least), .min = 1, .max = 9, .preset = "1" },
	{ .name = "strict", .title = "Strict", SIJIL_OPTION(struct instance, strict) },
	{ .name = "language", .title = "Language", SIJIL_OPTION(struct instance, language), .choices = "ar|fr" },
	{ .name = NULL },
};

static const struct sijil_kind kinds[] = {
	{ .name = NULL },
};

SIJIL_PLUGIN(alone) = {
	SIJIL_PLUGIN_HEAD,
	.name = "alone",
	.version = "1",
	.title = "Alone",
	.options = options,
	.instance_size = sizeof(struct instance),
	.kinds = kinds,
};
END

# The flags must be in force, or the tests above would show nothing.
mkdir -p "$work/faulty/sijil"
sed 's/^struct sijil_window {$/struct sijil_empty {};&/' "$top_srcdir/core/sijil/plugin.h" >"$work/faulty/sijil/plugin.h"

echo 1..6
tap "the header compiles alone as C11" c11 -I"$top_srcdir/core" "$work/alone.c"
tap "a plugin written with its macros compiles as C11" c11 -I"$top_srcdir/core" "$work/plugin.c"
tap "an empty struct in it would be noticed" refused c11 -I"$work/faulty" "$work/alone.c"
if has_cxx; then
	tap "the header compiles alone as C++11" cxx11 -I"$top_srcdir/core" "$work/alone.c"
	sed 's/^struct sijil_window {$/struct sijil_window;int class;&/' "$top_srcdir/core/sijil/plugin.h" \
		>"$work/faulty/sijil/plugin.h"
	tap "a word of C++ in it would be noticed" refused cxx11 -I"$work/faulty" "$work/alone.c"
else
	echo "ok 4 - the header compiles alone as C++11 # SKIP there is no C++ compiler"
	echo "ok 5 - a word of C++ in it would be noticed # SKIP there is no C++ compiler"
fi
tap "the template of plugins compiles as C11, without a conversion that loses anything" \
	c11 -Wconversion -I"$top_srcdir/core" "$top_srcdir/plugins/template/template.c"
exit $failed
