#!/bin/sh
# Files as partners send them: every folder of tests/data/import is a case (its README.md says what is in one).
#
#	SIJIL_CASES	only the cases whose names match this pattern
. "$(dirname "$0")/tap.sh"

cases=$(cd "$top_srcdir/tests/data/import" && pwd) || exit 99

# The command under its own name, wherever the case runs it.
mkdir "$work/bin"
printf '#!/bin/sh\nexec "%s" "$@"\n' "$sijil" >"$work/bin/sijil"
cat >"$work/bin/columns" <<EOF
#!/bin/sh
exec awk -v wanted="\$*" -f '$(cd "$top_srcdir/tests/cli" && pwd)/columns.awk'
EOF
chmod +x "$work/bin/sijil" "$work/bin/columns"
PATH=$work/bin:$PATH
export PATH

# transcribe TRANSCRIPT: its commands, with what they do now.
transcribe()
{
	sed -n 's/^\$ //p' "$1" | while IFS= read -r command; do
		printf '$ %s\n' "$command"
		rc=0
		timeout 60 sh -c "$command" </dev/null >"$work/out" 2>"$work/err" || rc=$?
		sed 's/^/> /' "$work/out"
		sed 's/^/! /' "$work/err"
		test $rc -eq 0 || echo "= $rc"
	done
}

for folder in "$cases"/${SIJIL_CASES:-*}/; do
	name=$(basename "$folder")
	test -f "$folder/transcript" || continue
	SIJIL_CITY=$work/$name
	export SIJIL_CITY
	cp -R "$folder" "$SIJIL_CITY" && chmod -R u+w "$SIJIL_CITY" || exit 99
	test -f "$SIJIL_CITY/sijil.yaml" || cp "$cases/sijil.yaml" "$SIJIL_CITY/sijil.yaml"
	grep -v '^#' "$folder/transcript" >"$work/expected"
	: >"$work/out"
	: >"$work/actual"
	run init "$SIJIL_CITY"
	if test $rc -eq 0; then
		(cd "$SIJIL_CITY" && transcribe "$folder/transcript") >"$work/actual"
		diff "$work/expected" "$work/actual" >"$work/difference"
		rc=$?
		cp "$work/difference" "$work/out"
		: >"$work/err"
	fi
	ok "$name" test $rc -eq 0
	rm -rf "$SIJIL_CITY"
done
done_testing
