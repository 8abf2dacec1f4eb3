#!/bin/sh
# The options of the community spaces, and texts about a child in every locale.
. "$(dirname "$0")/tap.sh"

# city_with NAME OPTIONS
city_with()
{
	SIJIL_CITY=$work/$1
	export SIJIL_CITY
	mkdir "$SIJIL_CITY"
	cat >"$SIJIL_CITY/sijil.yaml" <<END
sijil: 1
city: {name: Town, time_zone: Africa/Casablanca, language: en}
sites: [{id: centre, name: Centre}]
programs: [{id: spaces, plugin: community_spaces, options: {$2}}]
END
	run init "$SIJIL_CITY"
}

# goal NAME: what is told of a goal with this name.
goal()
{
	run log spaces goal person=C1 on=2024-03-01 criterion=80 "goal_id=$1" --dry-run
}

city_with pattern 'private_pattern: "juice(", walk_in_ok: true'
goal ask-for-help
ok "a private_pattern that is no expression: which, why, what to do" said 69 "option 'private_pattern'" "'juice('" \
	"is not an extended regular expression" "leave it out to look for names, telephone numbers and e-mail addresses"
city_with every 'private_pattern: "[a-z]*"'
goal ask-for-help
ok "a private_pattern that fits every text" said 69 "'[a-z]*' fits every text" "say what must not stand in one"

for minutes in 0 601 often; do
	city_with "minutes-$minutes" "min_turnover_minutes: $minutes"
	run list spaces
	ok "min_turnover_minutes: $minutes is refused" said 78 "min_turnover_minutes" "$minutes"
done

city_with plain ''
for locale in C C.UTF-8 fr_FR.UTF-8 tr_TR.UTF-8; do
	LC_ALL=$locale
	for name in 'Amina Benali' 'Élodie Noël' 'ÉLODIE Noël' "Zoé N'Diaye" '+212 661 23 45 67' 'a@example.org'; do
		goal "$name"
		ok "$locale: '$name' is not taken" said 65 CS-E15 "$name"
	done
	for name in requesting-juice 'Goal 2' 'demander à l’aide' 'élan' 'Dire « encore »' '12 34 56' 'طلب المساعدة'; do
		goal "$name"
		ok "$locale: '$name' is taken" said 0
	done
done
LC_ALL=C

done_testing
