core_libsijil_la_SOURCES += \
	core/log/tally_hook.h \
	core/rules/finding.c core/rules/finding.h \
	core/rules/host.c \
	core/rules/intake.c core/rules/intake.h \
	core/rules/intake_clean.c \
	core/rules/intake_fault.c \
	core/rules/intake_help.c \
	core/rules/intake_number.c \
	core/rules/intake_parts.c \
	core/rules/intake_private.h \
	core/rules/intake_value.c \
	core/rules/judge.c core/rules/judge.h \
	core/rules/judge_alike.c \
	core/rules/judge_class.c \
	core/rules/judge_codes.c \
	core/rules/judge_core.c \
	core/rules/judge_fit.c \
	core/rules/judge_keys.c \
	core/rules/judge_lookup.c \
	core/rules/judge_outliers.c \
	core/rules/judge_private.h \
	core/rules/judge_register.c \
	core/rules/judge_report.c \
	core/rules/judge_silent.c \
	core/rules/judge_tables.c
