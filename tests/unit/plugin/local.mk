# The tests of core/plugin.
tests_unit_plugin_SOURCES = \
	tests/unit/plugin/test_build.c \
	tests/unit/plugin/test_changes.c \
	tests/unit/plugin/test_declared.c \
	tests/unit/plugin/test_expr.c \
	tests/unit/plugin/sample.c tests/unit/plugin/sample.h \
	tests/unit/plugin/test_header.c \
	tests/unit/plugin/test_loader.c \
	tests/unit/plugin/test_registry.c \
	tests/unit/plugin/test_tables.c \
	tests/unit/plugin/test_tables_kinds.c \
	tests/unit/plugin/test_tables_metrics.c \
	tests/unit/plugin/test_tables_rules.c
