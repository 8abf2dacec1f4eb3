#!/bin/sh
# make fuzz: every target under libFuzzer, ASan and UBSan, all at a time.
#
# usage: fuzz.sh SOURCES BUILD SECONDS TARGET...
#
# BUILD/corpus/TARGET keeps what was found on the way; the inputs that are worth keeping for good go to tests/fuzz/corpus.
# An input with a finding is left in BUILD/findings.  Exits with 1 if there was one.
set -eu
sources=$1 build=$2 seconds=$3
shift 3
clang=${CLANG:-clang}
command -v "$clang" >/dev/null 2>&1 || { echo "fuzz.sh: clang is missing (install clang)" >&2; exit 77; }

mkdir -p "$build/findings"
cd "$build"
if [ ! -f Makefile ]; then
	"$sources/configure" --quiet --enable-sanitize CC="$clang" CFLAGS='-g -O1 -fsanitize=fuzzer-no-link'
fi
programs=
for target; do
	programs="$programs tests/fuzz/libfuzzer_$target"
done
# shellcheck disable=SC2086 # a list of names without blanks
make --no-print-directory -j"$(getconf _NPROCESSORS_ONLN)" $programs >make.log 2>&1 || { tail -n 40 make.log >&2; exit 1; }

# A large quarantine costs most of the time of readers that have large buffers.
ASAN_OPTIONS=quarantine_size_mb=8
export ASAN_OPTIONS
for target; do
	mkdir -p "corpus/$target"
	more= # other tests' files that are of use as seeds
	[ "$target" != yaml ] || more="$sources/tests/data/config $sources/tests/data/declared"
	(
		rc=0
		# shellcheck disable=SC2086 # a list of folders
		"tests/fuzz/libfuzzer_$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -max_len=4096 \
			-artifact_prefix="findings/$target-" -print_final_stats=1 "corpus/$target" \
			"$sources/tests/fuzz/corpus/$target" $more >"$target.log" 2>&1 || rc=$?
		echo $rc >"$target.rc"
	) &
done
wait

failed=0
for target; do
	rc=$(cat "$target.rc")
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$target.log")
	if [ "$rc" -eq 0 ]; then
		echo "fuzz $target: ${runs:-no} inputs in $seconds s, nothing found"
	else
		failed=1
		echo "fuzz $target: FOUND SOMETHING (see $build/$target.log and $build/findings)"
		grep -vE '^#|^INFO' "$target.log" | tail -n 60
	fi
done
exit $failed
