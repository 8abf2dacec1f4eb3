#include "config.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "rules/finding.h"

static struct findings found;

static void release(void)
{
	findings_release(&found);
}

TestSuite(finding, .fini = release);

static void put(uint32_t line, uint32_t column, enum sijil_severity severity, const char *code)
{
	findings_add(&found, &(struct finding){ .severity = severity, .code = code, .line = line, .column = column,
						.message = "m" });
}

Test(finding, texts_are_copied)
{
	char value[] = "Ten", message[] = "is not a whole number", remedy[] = "write 10";

	findings_add(&found, &(struct finding){ .severity = SIJIL_ERROR, .code = "CORE-E02", .value = value,
						.message = message, .remedy = remedy });
	value[0] = message[0] = remedy[0] = '?';
	cr_assert_str_eq(found.items[0].value, "Ten");
	cr_assert_str_eq(found.items[0].message, "is not a whole number");
	cr_assert_str_eq(found.items[0].remedy, "write 10");
	cr_assert_null(found.items[0].field);
}

Test(finding, all_are_counted_but_only_so_many_kept)
{
	int i;

	for (i = 0; i < FINDINGS_MAX + 5; i++)
		put((uint32_t)i, 0, SIJIL_WARNING, "X");
	cr_assert_eq(found.n, 10000);
	for (i = 0; i < 105; i++)
		put(1, 0, SIJIL_INFO, "X");
	cr_assert_eq(found.n, 10100, "nor hides another rule");
	cr_assert_eq(findings_of(&found, SIJIL_WARNING, "X")->n, 10005);
	cr_assert_eq(findings_of(&found, SIJIL_INFO, "X")->n, 105);
	cr_assert_eq(findings_of(&found, SIJIL_INFO, "Y")->n, 0);
	cr_assert_eq(found.warnings, 10005);
	cr_assert_eq(found.infos, 105);
	cr_assert_eq(found.items[9999].line, 9999);
	put(7, 0, SIJIL_ERROR, "E");
	cr_assert_eq(found.n, 10101, "no crowd of warnings hides an error");
	cr_assert_str_eq(found.items[10100].code, "E");
	for (i = 0; i < FINDINGS_MAX; i++)
		put(8, 0, SIJIL_ERROR, "E");
	cr_assert_eq(found.n, 20100);
	cr_assert_eq(found.errors, 10001);
}

Test(finding, sorted_by_line_column_then_errors_first)
{
	static const char expected[] = "2.0 W1|2.3 A1|2.3 E1|2.3 E2|2.3 W2|2.3 I1|9.1 E3|";
	char text[200] = "";
	size_t i;

	put(9, 1, SIJIL_ERROR, "E3");
	put(2, 3, SIJIL_INFO, "I1");
	put(2, 3, SIJIL_WARNING, "W2");
	put(2, 3, SIJIL_ERROR, "E2");
	put(2, 0, SIJIL_WARNING, "W1");
	put(2, 3, SIJIL_ERROR, "E1");
	put(2, 3, SIJIL_ERROR, "A1");
	findings_sort(&found);
	for (i = 0; i < found.n; i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "%u.%u %s|", found.items[i].line,
			 found.items[i].column, found.items[i].code);
	cr_assert_str_eq(text, expected);
}

Test(finding, same_line_is_sorted_by_entry_number)
{
	findings_add(&found, &(struct finding){ .severity = SIJIL_ERROR, .code = "A", .entry = 7, .message = "m" });
	findings_add(&found, &(struct finding){ .severity = SIJIL_INFO, .code = "B", .entry = 5, .message = "m" });
	findings_sort(&found);
	cr_assert_eq(found.items[0].entry, 5);
}

Test(finding, severities_have_names)
{
	cr_assert_str_eq(severity_name(SIJIL_INFO), "info");
	cr_assert_str_eq(severity_name(SIJIL_WARNING), "warning");
	cr_assert_str_eq(severity_name(SIJIL_ERROR), "error");
}
