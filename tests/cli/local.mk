# Shell tests: the command, the installed tree, and what a compiler cannot see.
CLI_TESTS = \
	tests/cli/ace.sh \
	tests/cli/commands.sh \
	tests/cli/entries.sh \
	tests/cli/header.sh \
	tests/cli/hostile.sh \
	tests/cli/import.sh \
	tests/cli/kill.sh \
	tests/cli/layers.sh \
	tests/cli/symbols.sh \
	tests/cli/worked.sh
TESTS += $(CLI_TESTS)
EXTRA_DIST += $(CLI_TESTS) tests/cli/tap.sh
