tests_unit_log_SOURCES = \
	tests/unit/log/log_fixture.c tests/unit/log/log_fixture.h \
	tests/unit/log/school.c tests/unit/log/school.h tests/unit/log/school_tables.c \
	tests/unit/log/test_db.c \
	tests/unit/log/test_entry.c \
	tests/unit/log/test_fit.c \
	tests/unit/log/test_history.c \
	tests/unit/log/test_history_load.c \
	tests/unit/log/test_log_batches.c \
	tests/unit/log/test_log_chain.c \
	tests/unit/log/test_log_codes.c \
	tests/unit/log/test_log_known.c \
	tests/unit/log/test_log_open.c \
	tests/unit/log/test_log_read.c \
	tests/unit/log/test_log_roll.c \
	tests/unit/log/test_log_verify.c \
	tests/unit/log/test_log_views.c \
	tests/unit/log/test_log_together.c \
	tests/unit/log/test_log_write.c \
	tests/unit/log/test_netfs.c \
	tests/unit/log/test_spell.c
