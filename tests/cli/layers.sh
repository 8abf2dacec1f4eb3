#!/bin/sh
# The house rules that a compiler does not know, as TAP: who may include what, who may print, what is not called, how
# long a function and a file may be.  Each check is first run over a small tree with that fault in it, and must see it.
#
#	top_srcdir	the tree to look at (default: the one this file is in)
set -u
LC_ALL=C
export LC_ALL
top_srcdir=${top_srcdir:-$(dirname "$0")/../..}
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT

# Comments and what stands in quotes go away, lines keep their numbers; `#include "..."` stays.
cat >"$work/strip.awk" <<'END'
FNR == 1 {
	if (out != "")
		close(out)
	out = dest "/" FILENAME
	comment = 0
}
/^[ \t]*#[ \t]*include/ && !comment {
	print > out
	next
}
{
	line = $0
	code = ""
	while (line != "") {
		if (comment) {
			if (!(i = index(line, "*/")))
				break
			line = substr(line, i + 2)
			comment = 0
		} else if (!match(line, /\/\*|\/\/|["']/)) {
			code = code line
			break
		} else {
			start = substr(line, RSTART, RLENGTH)
			code = code substr(line, 1, RSTART - 1)
			line = substr(line, RSTART)
			if (start == "//")
				break
			if (start == "/*") {
				comment = 1
				line = substr(line, 3)
			} else {
				match(line, start == "\"" ? "^\"([^\"\\\\]|\\\\.)*\"?" : "^'([^'\\\\]|\\\\.)*'?")
				line = substr(line, RLENGTH + 1)
				code = code start start
			}
		}
	}
	print code > out
}
END

# design.md, section 3: base <- config <- plugin <- log <- rules, metrics <- exchange, report <- cli.
cat >"$work/rooms.awk" <<'END'
BEGIN {
	may["sijil"] = " "
	may["base"] = " base "
	may["config"] = may["base"] "config "
	may["plugin"] = may["config"] "plugin "
	may["log"] = may["plugin"] "log "
	may["rules"] = may["log"] "rules "
	may["metrics"] = may["log"] "metrics "
	may["exchange"] = may["log"] "rules metrics exchange "
	may["report"] = may["log"] "rules metrics report "
	may["cli"] = may["log"] "rules metrics exchange report cli "
}
FNR == 1 {
	split(FILENAME, part, "/")
	room = part[2]
	if (part[1] == "core" && !(room in may))
		print FILENAME ": is in none of the rooms of design.md"
}
/^[ \t]*#[ \t]*include[ \t]*"/ && part[1] == "core" {
	split($0, quoted, "\"")
	if (quoted[2] == "config.h")
		next
	if (split(quoted[2], target, "/") != 2)
		print FILENAME ":" FNR ": \"" quoted[2] "\" is not written as \"room/file.h\""
	else if (!index(may[room], " " target[1] " "))
		print FILENAME ":" FNR ": " room "/ may not include \"" quoted[2] "\""
}
END

cat >"$work/libraries.awk" <<'END'
BEGIN {
	only["sqlite3.h"] = "core/log/db."
	only["ltdl.h"] = only["dlfcn.h"] = "core/plugin/loader.c"
	only["yaml.h"] = "core/config/yaml.c"
	only["sodium.h"] = "core/base/digest.c"
	only["utf8proc.h"] = "core/base/text.c"
	only["zip.h"] = only["expat.h"] = "core/exchange/xlsx_private.h"
	only["xlsxwriter.h"] = "core/exchange/export_xlsx.c"
	only["iconv.h"] = "core/base/encoding.c"
}
/^[ \t]*#[ \t]*include/ && !/^[^"]*"[a-z]*\// && match($0, /[<"][^>"]*/) {
	header = substr($0, RSTART + 1, RLENGTH - 1)
	if (header in only && index(FILENAME, only[header]) != 1 && FILENAME !~ /^tests/)
		print FILENAME ":" FNR ": <" header "> belongs to " only[header] (only[header] ~ /\.$/ ? "*" : "") " alone"
}
END

cat >"$work/plugins.awk" <<'END'
/^[ \t]*#[ \t]*include/ && FILENAME ~ /^plugins/ {
	if ($0 !~ /<(sijil\/plugin|assert|ctype|errno|inttypes|limits|regex|std[a-z]*|string)\.h>/ &&
	    ($0 !~ /"[^\/"]*"/ || $0 ~ /"config\.h"/))
		print FILENAME ":" FNR ": a plugin includes <sijil/plugin.h>, the C library and its own files"
}
END

# calls: names that must not be called; words: names that must not stand there; files: where.
cat >"$work/words.awk" <<'END'
FILENAME ~ files && FILENAME !~ except {
	if ((calls != "" && match($0, "(^|[^A-Za-z0-9_.>])(" calls ")[ \t]*\\(")) ||
	    (words != "" && match($0, "(^|[^A-Za-z0-9_])(" words ")($|[^A-Za-z0-9_])"))) {
		found = substr($0, RSTART, RLENGTH)
		gsub(/[^A-Za-z0-9_]/, "", found)
		print FILENAME ":" FNR ": " why ": " found
	}
}
END

cat >"$work/functions.awk" <<'END'
FNR == 1 {
	start = 0
}
/^\{/ {
	start = FNR
}
/^\}/ && start {
	if (FNR - start + 1 > 60)
		print FILENAME ":" start ": a function of " FNR - start + 1 " lines (60 at most)"
	start = 0
}
END

cat >"$work/files.awk" <<'END'
FNR == 501 {
	print FILENAME ": has more than 500 lines"
}
END

# make_views TREE NAME: the sources of TREE, without comments, in $work/NAME, which also lists them.
make_views()
{
	mkdir "$work/$2"
	(
		cd "$1" || exit 99
		find core plugins tests -name '*.[ch]' -type f | sort >"$work/$2.list"
		sed 's,/[^/]*$,,' "$work/$2.list" | sort -u | (cd "$work/$2" && xargs mkdir -p)
		xargs awk -v dest="$work/$2" -f "$work/strip.awk" <"$work/$2.list"
	)
}

# look NAME PROGRAM [-v ...]: run an awk program over the sources; says what it finds.
look()
{
	name=$1
	program=$2
	shift 2
	(cd "$work/$name" && xargs awk "$@" -f "$work/$program.awk" <"$work/$name.list")
}

rooms() { look "$1" rooms; }
libraries() { look "$1" libraries; }
plugins() { look "$1" plugins; }
silent()
{
	look "$1" words -v files='^core/' -v except='^core/cli/' -v why='only cli/ prints and exits' -v words='stdout|stderr' \
		-v calls='v?printf|puts|putchar|perror|exit|_exit|_Exit|quick_exit'
}
banned()
{
	look "$1" words -v files=. -v except='^$' -v why='is not called here' -v words= \
		-v calls='strcpy|strcat|v?sprintf|strtok|gets|ato[fil]|atoll|localtime|gmtime|ctime|asctime'
}
exact() { look "$1" words -v files='^(core|plugins)/' -v except='^$' -v why='no floating point' -v words='float|double' -v calls=; }
functions() { look "$1" functions; }
files() { look "$1" files; }

# A tree with one fault of each sort, and beside each something that only looks like one.
make_faulty()
{
	mkdir -p "$1/core/base" "$1/core/rules" "$1/core/attic" "$1/plugins/x" "$1/tests"
	printf '/* #include "log/db.h" */\n#include "config.h"\n#include "config/yaml.h"\n' >"$1/core/base/a.c"
	printf '#include "log/log.h"\n#include "metrics/evaluate.h"\n' >"$1/core/rules/a.c"
	printf 'int a;\n' >"$1/core/attic/a.c"
	printf '#include "config/yaml.h"\n#include <sqlite3.h>\n' >"$1/core/rules/b.c"
	printf '#include <string.h>\n#include "x.h"\n#include "base/err.h"\n#include "config.h"\n' >"$1/plugins/x/x.c"
	printf 'a("printf(");\nb(out); /* exit(1) */\nsnprintf(s, n);\n\tprintf("x");\n' >"$1/core/base/b.c"
	printf 'f(stdout);\n' >"$1/core/base/c.c"
	printf 'strtok_r(a);\nh->gets(a);\nmy_atoi(a);\nx = atoi (a);\n' >"$1/tests/a.c"
	printf 'int doubled;\n/*\n double x;\n*/\ndouble x;\n' >"$1/core/base/d.c"
	awk 'BEGIN {
		print "int f(void)\n{"; for (i = 0; i < 58; i++) print "\tf();"; print "}"
		print "int g(void)\n{"; for (i = 0; i < 59; i++) print "\tf();"; print "}"
	}' >"$1/core/base/e.c"
	awk 'BEGIN { for (i = 0; i < 500; i++) print "" }' >"$1/core/base/f.c"
	awk 'BEGIN { for (i = 0; i < 501; i++) print "" }' >"$1/core/base/g.c"
}

# What each check must say of it: where, one per line.
rooms_faults='core/attic/a.c: core/base/a.c:3: core/rules/a.c:2:'
libraries_faults='core/rules/b.c:2:'
plugins_faults='plugins/x/x.c:3: plugins/x/x.c:4:'
silent_faults='core/base/b.c:4: core/base/c.c:1:'
banned_faults='tests/a.c:4:'
exact_faults='core/base/d.c:5:'
functions_faults='core/base/e.c:63:'
files_faults='core/base/g.c:'

count=0
failed=0
# tap DESCRIPTION COMPLAINTS: ok when there are none.
tap()
{
	count=$((count + 1))
	if test -z "$2"; then
		echo "ok $count - $1"
	else
		failed=1
		echo "not ok $count - $1"
		echo "$2" | sed 's/^/# /'
	fi
}

make_faulty "$work/faulty"
make_views "$work/faulty" seeded
make_views "$top_srcdir" sources
test -s "$work/sources.list" || { echo "Bail out! no sources below $top_srcdir"; exit 1; }

echo 1..16
for check in rooms libraries plugins silent banned exact functions files; do
	eval "expected=\$${check}_faults"
	found=$($check seeded)
	where=$(echo "$found" | sed 's/: .*/:/' | tr '\n' ' ' | sed 's/ $//')
	test "$where" = "$expected" && found= || found="expected $expected, found: $found"
	tap "$check: sees the seeded faults and nothing else" "$found"
	tap "$check: the sources have none" "$($check sources)"
done
exit $failed
