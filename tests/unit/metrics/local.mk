tests_unit_metrics_SOURCES = \
	tests/unit/metrics/test_windows.c
