#!/bin/sh
# make demo: the main job on sample data.  Makes a city in build/demo, imports the samples of all three programs, prints
# their summaries and says what to try next.
#
# usage: demo.sh SIJIL PLUGIN_DIR CONF_DIR CITY_DIR
set -eu
sijil=$1 plugins=$2 conf=$3 city=$4

export SIJIL_PLUGIN_PATH="$plugins"
# The samples end in October 2025; on that day the demo shows the same figures whenever it is run.
export SIJIL_TODAY=2025-10-31 SIJIL_WHO=demo

rm -rf "$city"
mkdir -p "$(dirname "$city")"

say() { printf '\n== %s\n' "$*"; }
run() {
	printf '$ sijil %s\n' "$*"
	"$sijil" "$@"
}

say "A city: $city"
run init "$city" --from "$conf/benguerir.yaml"
export SIJIL_CITY="$city"

say "Importing the samples"
for dir in "$conf"/samples/*/; do
	program=$(basename "$dir")
	for file in "$dir"*.csv; do
		kind=$(basename "$file" .csv)
		printf '%-24s %-24s ' "$program" "${kind#*_}"
		"$sijil" import "$program" "${kind#*_}" "$file" 2>>"$city/import.log" || {
			cat "$city/import.log" >&2
			exit 1
		}
	done
done

say "Three summaries of the school year 2024-2025"
run summary ecole_deuxieme_chance --period SY2024 --by sex
run summary alphabetisation_femmes --period SY2024 --by area
run summary espaces_communautaires --period SY2024 --by quarter

say "Is everything as it was written?"
run verify

cat <<EOF

== What to try next
The city is in $city: its configuration is sijil.yaml, its register register.db.  From the top of the tree:

  export PATH="$(dirname "$sijil"):\$PATH" SIJIL_PLUGIN_PATH="$plugins" SIJIL_CITY="$city"
  sijil programs ecole_deuxieme_chance attendance     what can be logged
  sijil log espaces_communautaires note text="Fête du livre, trois écoles invitées" --site garden_kiosk
  sijil list espaces_communautaires --limit 5
  sijil check                                         what needs a second look
  sijil summary --period SY2024 --by site --format csv
  sijil help                                          all commands
EOF
