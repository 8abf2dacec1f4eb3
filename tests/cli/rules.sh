#!/bin/sh
# Every rule of the plugins: an entry that it finds fault with, and one that it does not.
#
# tests/data/rules/PLUGIN/*.rules are lists of blocks; a block starts at a line `rule` and is a city of its own, with two
# programs of the plugin, `p` and `other`.  A line is a word and what belongs to it:
#
#	rule CODE SEVERITY [later]	what is tested; later: `sijil check` tells it, `sijil log` does not
#	options KEY: VALUE, ...		the options of program p, as in YAML
#	today DATE			the day on which all this is logged and judged (default 2024-11-15)
#	setup KIND FIELD=VALUE ...	an entry that is there before; OTHER:KIND: of the program `other`
#	fires KIND FIELD=VALUE ...	an entry about which the rule tells something ...
#	says TEXT			... in whose message this stands: the field, the value, what to do (one or more)
#	with CODE ...			other rules that tell something about it too; any that is not named fails the test
#	quiet KIND FIELD=VALUE ...	an entry about which no rule tells anything (or only those named by `with`)
#
# Outside a block, `refused TEXT` and then `options ...`: with such options the program is not available, and TEXT says why.
#
# The envelope is written like fields: on, until, site (centre unless said; there is also annex), person.  `~` in a value
# stands for a space.  fires and quiet may come several times; each sees the setup lines above it, and not one another.
# What `log` tells is found by a dry run; what `check` tells by logging the entry in a city made again.
. "$(dirname "$0")/tap.sh"
default_today=2024-11-15
newline='
'

# enter KIND WORDS [OPTION...]: log one entry of a block, as it is written there.
enter()
{
	program=p
	kind=$1
	words=$2
	shift 2
	case $kind in other:*) program=other kind=${kind#other:} ;; esac
	case " $words" in *" site="*) ;; *) words="site=centre $words" ;; esac
	set -f
	set -- log "$program" "$kind" "$@"
	for word in $words; do
		case $word in *"~"*) word=$(echo "$word" | tr '~' ' ') ;; esac
		set -- "$@" "$word"
	done
	set +f
	run "$@"
}

# settle: the block's city as its setup lines say.
settle()
{
	made=$((made + 1))
	new_city "$plugin-$made" <<EOF
sijil: 1
city: {name: Town, time_zone: Africa/Casablanca, currency: MAD, language: en}
sites: [{id: centre, name: Centre}, {id: annex, name: Annex}]
programs:
  - {id: p, plugin: $plugin, options: {$options}}
  - {id: other, plugin: $plugin}
EOF
	settled=$setup
	while IFS=' ' read -r kind words; do
		test -n "$kind" || continue
		enter "$kind" "$words" --ack "part of the setup" </dev/null
		test $rc -eq 0 || ok "$code: setup $kind $words" said 0
	done <<EOF
$setup
EOF
}

# told: "SEVERITY CODE" of every finding of the last run, each once.
told()
{
	if test -n "$later"; then
		sed -n 's/^\(error\|warning\|info\),\([^,]*\),.*/\1 \2/p' "$work/out"
	else
		sed -n 's/^\(#[^ ]* \)\{0,1\}\(error\|warning\|info\) \([A-Z0-9-]*\): .*/\2 \3/p' "$work/err"
	fi | sort -u
}

# only STATUS FINDING...: the last run ended so, and told exactly these; a finding named by its code alone may have any severity.
only()
{
	test "$rc" -eq "$1" || { echo "# exit status $1 was expected"; return 1; }
	shift
	got=$(told)
	for finding; do
		echo "$got" | grep -q -e "\(^\| \)$finding\$" || { echo "# not told: $finding"; return 1; }
	done
	test "$(echo "$got" | grep -c .)" -eq $# || { echo "# told: $got" | tr '\n' ' '; echo; return 1; }
}

# judge KIND WORDS: what is told about one more entry.
judge()
{
	if test -n "$later"; then
		settle
		enter "$1" "$2" --ack "part of the test"
		test $rc -eq 0 && run check p --format csv
	else
		test "$settled" = "$setup" || settle
		enter "$1" "$2" --dry-run
	fi
}

# refused: the options just read make no program.
refused()
{
	settle
	run programs p
	ok "$plugin: options $options" said 69 "$refused"
	refused=
}

# The exit status that goes with the gravest finding; $1 a severity, empty: none.
status_of()
{
	case $later$1 in
	latererror) echo 1 ;;
	error) echo 65 ;;
	warning) echo 1 ;;
	*) echo 0 ;;
	esac
}

# tried: judge the entry that was read, now that all that belongs to it is known.
tried()
{
	test -n "$case" || return 0
	judge "$kind" "$words"
	# What is expected beside it must not change the status: a warning beside a note is named in its own block.
	if test "$case" = fires; then
		set -- "$severity $code" $with
		status=$(status_of "$severity")
	else
		set -- $with
		status=$(status_of "${with:+warning}")
	fi
	ok "$code: $case: $kind $words" only "$status" "$@"
	if test "$case" = fires; then
		test -n "$says" || ok "$code: the test says what is told" false
		while IFS= read -r text; do
			test -z "$text" || ok "$code: says $text" said "$status" "$text"
		done <<EOF
$says
EOF
	fi
	case=
}

block()
{
	code=$1
	severity=$2
	later=${3-}
	options= setup= with= says= settled=none case=
	SIJIL_TODAY=$default_today
}

rules_of()
{
	plugin=$(basename "$(dirname "$1")")
	case= refused=
	while IFS= read -r line; do
		verb=${line%% *}
		rest=${line#* }
		case $verb in
		"" | \#*) continue ;;
		says) says=$says$rest$newline; continue ;;
		with) with=$rest; continue ;;
		esac
		tried
		case $verb in
		rule) block $rest ;;
		refused) refused=$rest setup= ;;
		options) options=$rest; test -z "$refused" || refused ;;
		today) SIJIL_TODAY=$rest ;;
		setup) setup=$setup$rest$newline ;;
		fires | quiet) case=$verb kind=${rest%% *} words=${rest#* } says= with= ;;
		*) ok "$1: '$verb' begins no line of a block" false ;;
		esac
	done <"$1"
	tried
}

made=0
for file in "$top_srcdir"/tests/data/rules/*/*.rules; do
	rules_of "$file"
done
# No code of the tables is without a block.
for dir in "$top_srcdir"/tests/data/rules/*/; do
	plugin=$(basename "$dir")
	for code in $(grep -oh '"[A-Z]*-[EWI][0-9][0-9]"' "$top_srcdir/plugins/$plugin"/*.c | tr -d '"' | sort -u); do
		ok "$plugin: $code is tested" grep -qE "^rule $code (error|warning|info)" "$dir"*.rules
	done
done
done_testing
