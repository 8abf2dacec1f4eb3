# explain_sums.awk METRICS SUMMARY EXPLAIN...: whether what `explain` lists adds up to what `summary` prints, for every
# metric, window, breakdown and group, and gives the same reason where there is no value.  Prints what differs, and how
# many cells agree; exit status 1 if any differs.
#
#	METRICS	what `explain PROGRAM --format csv` lists
#	SUMMARY	`summary PROGRAM --format csv`
#	EXPLAIN	.../METRIC, one file per metric: `explain PROGRAM METRIC --format csv`

# The cells of a line, to f[1..]; texts may be quoted.
function cells(line, f,   n, i, c, quoted) {
	if (!index(line, "\""))
		return split(line, f, ",")
	n = 1
	f[1] = ""
	for (i = 1; i <= length(line); i++) {
		c = substr(line, i, 1)
		if (c == "\"" && quoted && substr(line, i + 1, 1) == "\"") {
			f[n] = f[n] c
			i++
		} else if (c == "\"")
			quoted = !quoted
		else if (c == "," && !quoted)
			f[++n] = ""
		else
			f[n] = f[n] c
	}
	return n
}
# "Samples: sum of visits, ..." as "Samples"; a callback's side has no title of its own.
function title_of(text, take) { return take == "callback" ? "aside" : index(text, ": ") ? substr(text, 1, index(text, ": ") - 1) : "" }
function digits(n) { return sprintf("%.6f", n) }
# The median of numbers with a blank after each.
function median(list,   v, n, i, k, x) {
	n = split(list, v, " ")
	for (i = 2; i <= n; i++) {
		x = v[i] + 0
		for (k = i - 1; k >= 1 && v[k] + 0 > x; k--)
			v[k + 1] = v[k]
		v[k + 1] = x
	}
	return n % 2 ? v[(n + 1) / 2] : (v[n / 2] + v[n / 2 + 1]) / 2
}
function differs(what, summary, explain) {
	print what ": summary " summary ", explain " explain
	wrong++
}
# One side of a cell, as printed and as listed.
function compare(key, side, printed, per,   listed) {
	listed = sum[key "|" side] / per
	checked[key "|" side]
	compared++
	if (printed == "")
		return
	if (digits(printed) != digits(listed))
		differs(key " " side, digits(printed), digits(listed))
}

FNR == 1 {
	if (++file > 2) {
		asked = FILENAME
		sub(".*/", "", asked)
		seen[asked]
	}
	next
}
file == 1 {
	n = cells($0, f)
	per[f[1]] = f[4]
	next
}
file == 2 {
	cells($0, f)
	if (f[7] !~ /^(definition|comparable to|quality|note)$/) # which are texts, or about no metric
		lines[++n_lines] = $0
	next
}
{
	cells($0, f)
	key = asked "|" f[2] "|" f[3] "|" f[4] "|" f[5]
	if (f[6] == "missing") {
		reason[key] = f[19]
	} else if (f[18] == 1) {
		if (f[17] == "" || f[19] != "")
			differs(key, "a number that counts", $0)
		if (f[8] == "median")
			values[key "|" f[6] SUBSEP f[7]] = values[key "|" f[6] SUBSEP f[7]] f[17] " "
		else
			sum[key "|" f[6]] += f[17]
		if (f[4] == "") {
			part[key "|" f[6] "|" title_of(f[20], f[8])] += f[17]
			units[key "|" f[6] "|" title_of(f[20], f[8])]++
		}
	} else if (f[4] == "" && f[6] != "aside" && f[19] !~ /^(counted_already|of_a_part)$/) {
		n = ++left[key "|" f[19] "|" f[6] "|" f[7]]
		if (n > most[key "|" f[19]])
			most[key "|" f[19]] = n
	}
}

END {
	for (key in values) {
		split(key, k, SUBSEP)
		sum[k[1]] += median(values[key])
	}
	for (i = 1; i <= n_lines; i++) {
		cells(lines[i], f)
		metric = f[3]
		whole = metric "|" metric "|" f[6] "||"
		if (f[7] == "part") {
			if (f[10] != "" && digits(f[10]) != digits(part[whole "|numerator|" f[8]] / per[metric]))
				differs(whole " part " f[8], f[10], part[whole "|numerator|" f[8]] / per[metric])
			compared++
		} else if (f[7] == "excluded" && f[8] ~ /^(straddles|not_recorded|could_not_fold)$/) {
			if (f[9] != most[whole "|" f[8]])
				differs(whole " " f[8], f[9], most[whole "|" f[8]])
			told[whole "|" f[8]]
			compared++
		} else if (f[7] == "excluded") {
			if (f[9] != units[whole "|aside|" f[8]] || digits(f[10]) != digits(part[whole "|aside|" f[8]]))
				differs(whole " " f[8], f[9] " = " f[10], units[whole "|aside|" f[8]] " = " part[whole "|aside|" f[8]])
			compared++
		} else if (f[7] != "adjusted") {
			key = metric "|" metric "|" f[6] "|" f[7] "|" f[8]
			compare(key, "numerator", f[10], per[metric])
			compare(key, "denominator", f[11], 1)
			if (f[12] != reason[key])
				differs(key, "missing: " f[12], "missing: " reason[key])
			delete reason[key]
			# What a parity lists of the metric it compares: the groups of that metric.
			for (asked in seen) {
				other = asked "|" metric "|" f[6] "|" f[7] "|" f[8]
				if (asked != metric && ((other "|numerator") in sum || (other "|denominator") in sum)) {
					compare(other, "numerator", f[10], per[metric])
					compare(other, "denominator", f[11], 1)
				}
			}
		}
	}
	for (key in reason)
		differs(key, "nothing", "missing: " reason[key])
	cells(lines[1], f) # the whole of the period; of the one before, summary does not tell what was left out
	for (key in most) {
		split(key, k, "|")
		if (!(key in told) && k[1] == k[2] && k[3] == f[6])
			differs(key, "nothing", most[key])
	}
	for (key in sum) {
		split(key, k, "|")
		if (!(key in checked) && k[1] == k[2] && k[6] != "aside" && sum[key] != 0)
			differs(key, "nothing", sum[key])
	}
	for (metric in per)
		if (!(metric in seen))
			differs(metric, "a metric", "nothing")
	printf "%d cells agree, %d do not\n", compared - wrong, wrong
	exit wrong > 0 || compared == 0
}
