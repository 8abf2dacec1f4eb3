# Shell tests: the command, the installed tree, and what a compiler cannot see.
CLI_TESTS = \
	tests/cli/abi.sh \
	tests/cli/ace.sh \
	tests/cli/ack.sh \
	tests/cli/bench_agrees.sh \
	tests/cli/check.sh \
	tests/cli/commands.sh \
	tests/cli/concurrent.sh \
	tests/cli/declared.sh \
	tests/cli/doctor.sh \
	tests/cli/entries.sh \
	tests/cli/explain.sh \
	tests/cli/explain_sums.sh \
	tests/cli/export.sh \
	tests/cli/freeze.sh \
	tests/cli/header.sh \
	tests/cli/hostile.sh \
	tests/cli/import.sh \
	tests/cli/import_cases.sh \
	tests/cli/import_real.sh \
	tests/cli/kill.sh \
	tests/cli/layers.sh \
	tests/cli/listing.sh \
	tests/cli/locale.sh \
	tests/cli/man.sh \
	tests/cli/memory.sh \
	tests/cli/missing_plugin.sh \
	tests/cli/order.sh \
	tests/cli/outcome.sh \
	tests/cli/plugin.sh \
	tests/cli/program.sh \
	tests/cli/prompt.sh \
	tests/cli/readme.sh \
	tests/cli/reference.sh \
	tests/cli/rules.sh \
	tests/cli/sdk.sh \
	tests/cli/spaces.sh \
	tests/cli/staged.sh \
	tests/cli/summary.sh \
	tests/cli/symbols.sh \
	tests/cli/together.sh \
	tests/cli/undo.sh \
	tests/cli/worked.sh
TESTS += $(CLI_TESTS)
EXTRA_DIST += $(CLI_TESTS) tests/cli/abi.awk tests/cli/columns.awk tests/cli/explain_sums.awk tests/cli/tap.sh tests/cli/install.sh

# "make installcheck", with or without DESTDIR.
installcheck-local:
	@top_srcdir='$(abs_top_srcdir)' top_builddir='$(abs_top_builddir)' DESTDIR='$(DESTDIR)' bindir='$(bindir)' \
	  plugindir='$(plugindir)' $(SHELL) '$(srcdir)/tests/cli/install.sh'
