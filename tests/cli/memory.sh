#!/bin/sh
# Reading a file takes less than 16 MB of memory, whatever is in it and however large it is.
. "$(dirname "$0")/tap.sh"

reader=$top_builddir/tests/read_source
size=48000000
limit=16384

# A sanitized program is no measure.
if ! (ulimit -v 400000 && "$sijil" version) >/dev/null 2>&1; then
	limit=
	echo '# memory is not measured: this program is sanitized'
fi

# reads DESCRIPTION TEXT...: $file; the texts stand in what the reader says.
reads()
{
	what=$1
	shift
	rc=0
	"$reader" "$file" >"$work/out" 2>"$work/err" || rc=$?
	used=$(sed -n 's/.*; \([0-9]*\) KB; .*/\1/p' "$work/out")
	ok "$what" said 0 "$@"
	ok "... in $used KB" test -z "$limit" -o "${used:-99999}" -lt "${limit:-0}"
}

# endless TEXT: it, over and over, without line ends.
endless()
{
	yes "$1" | tr -d '\n' | head -c $size
}

file=$work/file
yes 'kiosk,2024-03-02,10,automatic' | head -c $size >"$file"
reads 'rows' '1600000 rows; CSV, utf-8' 'to its end'
yes 'F,S' | tr S '\350' | head -c $size >"$file"
reads 'rows of letters that are not UTF-8' '12000000 rows; CSV, windows-1252 (guessed)' 'to its end'
{ printf '\377\376'; yes 'a,b' | head -c 8000000 | iconv -f ASCII -t UTF-16LE; } >"$file"
reads 'UTF-16' '2000000 rows; CSV, utf-16le' 'to its end'
endless 'kiosk ' >"$file"
reads 'one line' '0 rows' '1:1 the row that begins here has more than 1048576 bytes'
endless ',' >"$file"
reads 'more than a million columns' '0 rows' 'has more than 16384 fields'
{ echo 'a,b'; printf '1,"'; yes 'and so on' | head -c $size; } >"$file"
reads 'one quoted cell' '1 rows' '2:2 the quote that opens here is not closed within 1048576 bytes'
{ printf '##'; endless 'no'; printf '\na,b\n'; } >"$file"
reads 'one line of comment' '1 rows' 'to its end'
yes '' | head -c $size >"$file"
reads 'blank lines' '0 rows' 'to its end'
{ echo 'a,b'; head -c $size /dev/zero; } >"$file"
reads 'zero bytes' 'NUL byte'
endless "$(printf '\351')" >"$file"
reads 'one line that is not UTF-8' '0 rows'
rm "$file"
yes 'a,b' | head -c $size | "$reader" - >"$work/out" 2>"$work/err"
rc=$?
used=$(sed -n 's/.*; \([0-9]*\) KB; .*/\1/p' "$work/out")
ok 'rows from a pipe' said 0 '12000000 rows' 'to its end'
ok "... in $used KB" test -z "$limit" -o "${used:-99999}" -lt "${limit:-0}"
done_testing
