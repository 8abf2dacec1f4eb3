# Columns of a CSV, by name: awk -v wanted='site on' -f columns.awk.  A cell with a line end in it is not for this.
function split_cells(line,	n) {
	for (n = 0; line != "" || n == 0; ) {
		match(line, /^("([^"]|"")*"|[^,]*)/)
		cells[++n] = substr(line, 1, RLENGTH)
		line = substr(line, RLENGTH + 2)
	}
	return n
}
BEGIN {
	many = split(wanted, names, " ")
}
{
	split("", cells)
	n = split_cells($0)
	for (i = 1; NR == 1 && i <= n; i++)
		place[cells[i]] = i
	for (i = 1; i <= many; i++)
		printf "%s%s", (names[i] in place) ? cells[place[names[i]]] : "?", i < many ? "," : "\n"
}
