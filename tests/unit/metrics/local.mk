tests_unit_metrics_SOURCES = \
	tests/unit/log/school.c tests/unit/log/school.h tests/unit/log/school_tables.c \
	tests/unit/metrics/asking.c tests/unit/metrics/asking.h \
	tests/unit/metrics/test_also.c \
	tests/unit/metrics/test_city.c \
	tests/unit/metrics/test_core.c \
	tests/unit/metrics/test_count.c \
	tests/unit/metrics/test_fold.c \
	tests/unit/metrics/test_groups.c \
	tests/unit/metrics/test_latest.c \
	tests/unit/metrics/test_missing.c \
	tests/unit/metrics/test_parity.c \
	tests/unit/metrics/test_spells.c \
	tests/unit/metrics/test_steady.c \
	tests/unit/metrics/test_trail.c \
	tests/unit/metrics/test_trail_sums.c \
	tests/unit/metrics/test_vocabulary.c \
	tests/unit/metrics/test_windows.c
EXTRA_DIST += tests/unit/metrics/README.md
