core_libsijil_la_SOURCES += \
	core/plugin/build_kinds.c \
	core/plugin/build_metrics.c \
	core/plugin/build_rules.c \
	core/plugin/changes.c core/plugin/changes.h \
	core/plugin/changes_fields.c \
	core/plugin/changes_metrics.c \
	core/plugin/core_city.c \
	core/plugin/core_kinds.c \
	core/plugin/core_metrics.c \
	core/plugin/declared.c core/plugin/declared.h \
	core/plugin/declared_decode.c \
	core/plugin/declared_faults.c \
	core/plugin/declared_kinds.c \
	core/plugin/declared_metrics.c \
	core/plugin/declared_private.h \
	core/plugin/declared_rules.c \
	core/plugin/expr.c core/plugin/expr.h \
	core/plugin/expr_compile.c \
	core/plugin/expr_compile_path.c \
	core/plugin/expr_looks.c \
	core/plugin/expr_path.c \
	core/plugin/expr_private.h \
	core/plugin/key.c \
	core/plugin/loader.c core/plugin/loader.h \
	core/plugin/registry.c core/plugin/registry.h \
	core/plugin/registry_private.h \
	core/plugin/registry_yaml.c \
	core/plugin/tables.c core/plugin/tables.h \
	core/plugin/tables_breakdowns.c \
	core/plugin/tables_fields.c \
	core/plugin/tables_kinds.c \
	core/plugin/tables_measures.c \
	core/plugin/tables_metrics.c \
	core/plugin/tables_options.c \
	core/plugin/tables_part.c core/plugin/tables_part.h \
	core/plugin/tables_rules.c \
	core/plugin/tables_values.c \
	core/plugin/whole.c core/plugin/whole.h
