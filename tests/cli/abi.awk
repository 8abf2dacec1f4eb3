# A C program that prints what the plugin ABI is, made from sijil/plugin.h: every struct with its members (offset, size,
# type), every enumerator, every type of function, every constant.
{
	gsub(/"[^"]*"/, "\"\"") # nothing in a string is looked at
	text = text " " $0 (/\\$/ ? "" : "\n")
}
function trim(s)
{
	gsub(/[ \t\n\\]+/, " ", s)
	sub(/^ /, "", s)
	sub(/ $/, "", s)
	return s
}
function say(format, arguments)
{
	printf "\tprintf(\"%s\\n\"%s);\n", format, arguments
}
# One declaration of a struct: "int64_t min, max", "char message[512]", "int (*fail)(...)".
function members(s, declaration,   n, i, parts, name, type)
{
	declaration = trim(declaration)
	if (match(declaration, /\(\*[a-z_]+\)/)) {
		name = substr(declaration, RSTART + 2, RLENGTH - 3)
		member(s, name, declaration)
		return
	}
	n = split(declaration, parts, ",")
	type = parts[1]
	sub(/[ *]*[a-z_0-9]+(\[[0-9]+\])?$/, "", type)
	for (i = 1; i <= n; i++) {
		name = parts[i]
		sub(/\[[0-9]+\]$/, "", name)
		match(name, /[a-z_0-9]+$/)
		name = substr(name, RSTART)
		parts[i] = trim(i == 1 ? substr(parts[i], length(type) + 1) : parts[i])
		member(s, name, type " " parts[i])
	}
}
function member(s, name, type)
{
	say("  " name " at %zu, %zu bytes: " type,
	    ", offsetof(struct " s ", " name "), sizeof(((struct " s " *)0)->" name ")")
}
function body(kind, name, inside,   n, i, parts, word)
{
	if (kind == "struct")
		say("struct " name ": %zu bytes", ", sizeof(struct " name ")")
	else
		say("enum " name, "")
	n = split(inside, parts, kind == "struct" ? ";" : ",")
	for (i = 1; i <= n; i++) {
		if (trim(parts[i]) == "")
			continue
		if (kind == "struct") {
			members(name, parts[i])
			continue
		}
		word = trim(parts[i])
		sub(/ *=.*/, "", word)
		say("  " word " %d", ", (int)" word)
	}
}
END {
	while ((i = index(text, "/*")) > 0) {
		rest = substr(text, i + 2)
		text = substr(text, 1, i - 1) substr(rest, index(rest, "*/") + 2)
	}
	print "#include <sijil/plugin.h>\n#include <stdio.h>\n\nint main(void)\n{"
	n = split(text, lines, "\n")
	kind = ""
	for (i = 1; i <= n; i++) {
		line = trim(lines[i])
		if (line ~ /^# ?define SIJIL_(MAGIC|ABI|ONE|MISSING|NO_DAY) /) {
			split(line, words, " ")
			say(words[2] " %lld", ", (long long)" words[2])
		} else if (kind == "" && line ~ /^(struct|enum) sijil_[a-z_]+ \{/) {
			split(line, words, " ")
			kind = words[1]
			name = words[2]
			inside = substr(line, index(line, "{") + 1)
		} else if (kind == "" && line ~ /^typedef /) {
			while (line !~ /;$/)
				line = line " " trim(lines[++i])
			say(line, "")
		} else if (kind != "") {
			inside = inside " " line
		}
		if (kind != "" && inside ~ /\};?$/) {
			sub(/\};?$/, "", inside)
			body(kind, name, inside)
			kind = ""
		}
	}
	print "\treturn 0;\n}"
}
