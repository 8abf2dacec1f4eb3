tests_unit_rules_SOURCES = \
	tests/unit/log/school.c tests/unit/log/school.h tests/unit/log/school_tables.c \
	tests/unit/rules/drafting.c tests/unit/rules/drafting.h \
	tests/unit/rules/story.c tests/unit/rules/story.h \
	tests/unit/rules/test_finding.c \
	tests/unit/rules/test_host.c \
	tests/unit/rules/test_intake_fields.c \
	tests/unit/rules/test_intake_parts.c \
	tests/unit/rules/test_judge_class.c \
	tests/unit/rules/test_judge_core.c \
	tests/unit/rules/test_judge_keys.c \
	tests/unit/rules/test_judge_others.c \
	tests/unit/rules/test_judge_outliers.c \
	tests/unit/rules/test_judge_silent.c \
	tests/unit/rules/test_judge_tables.c \
	tests/unit/rules/town.c tests/unit/rules/town.h \
	tests/unit/rules/town_school.c \
	tests/unit/rules/town_spaces.c
