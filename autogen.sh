#!/bin/sh
# ./autogen.sh            regenerate the build system (after a fresh clone)
# ./autogen.sh TARGET...  install what is missing, regenerate, configure in build/, and make TARGET:
#                           demo   a city with three programs, its entries and their summaries, in build/demo
#                           check  all tests
set -eu
cd "$(dirname "$0")"

packages="gcc make autoconf automake libtool libltdl-dev pkg-config libyaml-dev libsqlite3-dev libutf8proc-dev
libsodium-dev libzip-dev libexpat1-dev libxlsxwriter-dev libcriterion-dev sqlite3 mandoc"

missing_packages() {
	for p in $packages; do
		case "$(dpkg-query -W -f='${Status}' "$p" 2>/dev/null)" in
		*"ok installed") ;;
		*) printf '%s ' "$p" ;;
		esac
	done
}

missing_tools() {
	for tool in cc make autoreconf automake libtoolize pkg-config; do
		command -v "$tool" >/dev/null 2>&1 || printf '%s ' "$tool"
	done
	command -v pkg-config >/dev/null 2>&1 || return 0
	for lib in yaml-0.1 sqlite3 libutf8proc libsodium libzip expat xlsxwriter criterion; do
		pkg-config --exists "$lib" || printf '%s ' "$lib"
	done
}

install_missing() {
	if command -v apt-get >/dev/null 2>&1 && command -v dpkg-query >/dev/null 2>&1; then
		missing=$(missing_packages)
		[ -n "$missing" ] || return 0
		sudo=
		[ "$(id -u)" -eq 0 ] || sudo="sudo "
		line="${sudo}env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ${missing% }"
		# A fresh machine has no package lists yet.
		[ -n "$(find /var/lib/apt/lists -name '*_Packages*' 2>/dev/null | head -n 1)" ] ||
			line="${sudo}apt-get -q update && $line"
		echo "autogen.sh: $line" >&2
		sh -c "$line" >&2
		return 0
	fi
	missing=$(missing_tools)
	[ -z "$missing" ] && return 0
	echo "autogen.sh: missing here: $missing" >&2
	echo "autogen.sh: install them (with their development headers, and libltdl's), then run this again" >&2
	exit 1
}

[ $# -eq 0 ] || install_missing

missing=
for tool in autoreconf automake libtoolize pkg-config; do
	command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"
done
if [ -n "$missing" ]; then
	echo "autogen.sh: not found:$missing" >&2
	echo "autogen.sh: './autogen.sh check' installs what is missing on Debian and Ubuntu" >&2
	exit 1
fi

# Once generated, automake's own rules keep the files up to date: nothing to wait for on the second run.
if [ $# -eq 0 ] || [ ! -f configure ] || [ configure.ac -nt configure ]; then
	autoreconf --install --force --warnings=all
fi
[ $# -gt 0 ] || exit 0

mkdir -p build
cd build
[ -f config.status ] || ../configure --quiet
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
make -j"$jobs" all
exec make -j"$jobs" "$@"
