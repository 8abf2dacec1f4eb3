# agree.awk SQL.csv SIJIL.csv: whether both give the same numerator and denominator for every metric that the SQL has:
# as a whole, for the period before, by month and by site.  Prints what differs, and how many agree; exit status 1 if any
# differs.
#
#	-v period=SY2023	the period asked for
BEGIN { FS = "," }
function number(s) { gsub(/"/, "", s); return s == "" ? "-" : sprintf("%.6f", s) }
function word(s) { gsub(/"/, "", s); return s }
FNR == 1 { file++ }
file == 1 {
	metrics[$1 "," $2]
	sql[word($1 "," $2 "," $3 "," $4)] = number($5) " / " number($6)
	next
}
# Titles may hold commas, so the columns after them are counted from the end.
($1 "," $3) in metrics && $(NF - 5) ~ /^(month|site)?$/ {
	by = $(NF - 6) == period ? $(NF - 5) : "previous"
	key = $1 "," $3 "," by "," $(NF - 4)
	figure = number($(NF - 2)) " / " number($(NF - 1))
	if (!(key in sql))
		print key ": SQL has nothing, sijil " figure
	else if (sql[key] != figure)
		print key ": SQL " sql[key] ", sijil " figure
	else
		agreed++
	cells++
	delete sql[key]
}
END {
	for (key in sql) {
		print key ": SQL " sql[key] ", sijil has nothing"
		cells++
	}
	for (key in metrics)
		n++
	printf "%d of %d cells of %d metrics agree\n", agreed, cells, n
	exit agreed != cells || cells == 0
}
