# agree.awk SQL.csv SIJIL.csv: whether both give the same value, numerator and denominator in every cell: the whole, other
# periods, parts, what was left out, and every group.  Prints what differs, which metrics have no reference, and how
# many cells of how many metrics agree; exit status 1 if any differs or lacks.
#
#	-v period=SY2023	the period asked for
#	-v unreferenced="a b"	metrics that may lack a reference, as program.metric
function words(n, i, a) {
	n = split(unreferenced, a, " ")
	for (i = 1; i <= n; i++)
		excused[a[i]]
}
# One CSV line to cell[1..]: quotes as in RFC 4180, no line feeds inside.
function split_csv(line, n, c, i, quoted, text) {
	n = 0
	text = ""
	for (i = 1; i <= length(line); i++) {
		c = substr(line, i, 1)
		if (c == "\"")
			quoted = !quoted
		else if (c == "," && !quoted) {
			cell[++n] = text
			text = ""
		} else
			text = text c
	}
	cell[++n] = text
	return n
}
# A decimal number to millionths, as text: exact whatever its length.
function millionths(s, sign, dot, whole, part) {
	if (s == "")
		return "-"
	sign = ""
	if (substr(s, 1, 1) == "-") {
		sign = "-"
		s = substr(s, 2)
	}
	dot = index(s, ".")
	whole = dot ? substr(s, 1, dot - 1) : s
	part = substr((dot ? substr(s, dot + 1) : "") "000000", 1, 6)
	s = whole part
	sub(/^0+/, "", s)
	return s == "" ? "0" : sign s
}
function plain(s) { return s == "" ? "-" : s == "-0" ? "0" : s }
BEGIN { words() }
{ sub(/\r$/, "") }
FILENAME == ARGV[1] {
	split_csv($0)
	covered[cell[1] "." cell[2]]
	sql[cell[1] "." cell[2] "," cell[3] "," cell[4]] = plain(cell[5]) " = " plain(cell[6]) " / " plain(cell[7])
	next
}
FNR == 1 { next } # the header
{
	split_csv($0)
	if (cell[7] ~ /^(definition|comparable to|quality|note)$/) # texts, and what is about no metric
		next
	metric = cell[1] "." cell[3]
	if (!(metric in seen)) {
		seen[metric]
		metrics++
		if (!(metric in covered) && metric in excused)
			n_excused++
		else if (!(metric in covered)) {
			print metric ": no reference"
			lacking++
		} else
			compared++
	}
	if (!(metric in covered))
		next
	key = metric "," (cell[6] == period ? cell[7] "," cell[8] : "period," cell[6])
	figure = millionths(cell[9]) " = " millionths(cell[10]) " / " millionths(cell[11])
	cells++
	if (!(key in sql))
		print key ": SQL has nothing, sijil " figure
	else if (sql[key] != figure)
		print key ": SQL " sql[key] ", sijil " figure
	else
		agreed++
	delete sql[key]
}
END {
	for (key in sql) {
		print key ": SQL " sql[key] ", sijil has nothing"
		cells++
	}
	for (metric in excused)
		if (metric in covered) {
			print metric ": has a reference, and need not be excused"
			lacking++
		}
	printf "%s: %d of %d cells of %d metrics agree; without a reference: %d\n", period, agreed, cells, compared, n_excused + 0
	exit agreed != cells || cells == 0 || lacking > 0
}
