tests_unit_report_SOURCES = \
	tests/unit/report/sample.c tests/unit/report/sample.h \
	tests/unit/report/test_acknowledged.c \
	tests/unit/report/test_beside.c \
	tests/unit/report/test_breakdowns.c \
	tests/unit/report/test_cell.c \
	tests/unit/report/test_compare.c \
	tests/unit/report/test_csv.c \
	tests/unit/report/test_explain.c \
	tests/unit/report/test_headlines.c \
	tests/unit/report/test_json.c \
	tests/unit/report/test_rules_of_evaluation.c \
	tests/unit/report/test_summary_json.c \
	tests/unit/report/test_suppress.c \
	tests/unit/report/test_suppress_parity.c \
	tests/unit/report/test_suppress_steps.c \
	tests/unit/report/test_table.c \
	tests/unit/report/test_text.c \
	tests/unit/report/test_wording.c \
	tests/unit/report/test_wrap.c
