# shellcheck shell=bash
# Sourced by the scripts beside it: where the package is, what a build needs, and how to get it.

set -euo pipefail

root="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)"

swift_oldest=6.2
swift_tested=6.3.1

# Used by the scripts that source this: what Debian and Ubuntu call the packages a build needs, and the headers by
# which other systems show that they have the same.
# shellcheck disable=SC2034
build_packages=(git g++ pkg-config libsqlite3-dev libstemmer-dev zlib1g-dev libpq-dev libhiredis-dev librabbitmq-dev)
build_headers=(sqlite3.h libstemmer.h zlib.h libpq-fe.h hiredis/hiredis.h amqp.h)

# The servers of scripts/services, which the tests use too; in the order of their names there.
# shellcheck disable=SC2034
service_packages=(postgresql redis-server rabbitmq-server)

# Missing dependency, by sysexits.
unavailable=69

say() { printf '%s\n' "$*" >&2; }

refuse() {
    local status=$1
    shift
    say "$@"
    exit "$status"
}

# may_install: whether --yes was given or CI is set.
may_install=${CI:+yes}

# around_apt: a command that apt-get install is run under.
around_apt=()

# install PACKAGE...: installs those that are missing, after asking.
install() {
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        look_for_headers "$@"
        return
    fi
    local missing=() package
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    ((${#missing[@]} > 0)) || return 0
    local as_root=()
    if ((EUID != 0)); then
        as_root=(sudo)
    fi
    local command="${as_root[*]:+sudo }apt-get install -y --no-install-recommends ${missing[*]}"
    say "Missing packages: ${missing[*]}"
    if ((EUID != 0)) && ! command -v sudo >/dev/null; then
        refuse $unavailable "Run as root:  apt-get install -y --no-install-recommends ${missing[*]}"
    fi
    ask_first "$command"
    "${as_root[@]}" apt-get update -qq >&2 || say "apt-get update failed; trying with the lists that are here."
    "${as_root[@]}" "${around_apt[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2 ||
        refuse $unavailable "Could not install them. Try yourself:  $command"
}

# install_servers PACKAGE...: the same for servers whose programs are missing. Debian would start each at once on its
# usual port, and make a PostgreSQL cluster in /var/lib; here they are wanted as programs only.
install_servers() {
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        refuse $unavailable "This system has no apt-get. Install what it calls these Debian packages: $*"
    fi
    if [[ -d /run/systemd/system ]]; then
        say "The system starts servers that it has at its next boot; \`systemctl disable\` keeps it from that."
    fi
    around_apt=(sh -c "$without_starting" sh)
    install "$@"
    around_apt=()
}

# What a policy-rc.d answers with 101 is not started; it is gone again when the packages are there.
# shellcheck disable=SC2016
without_starting='
policy=/usr/sbin/policy-rc.d
clusters=/etc/postgresql-common/createcluster.conf
if ! [ -e "$policy" ]; then
    trap "rm -f $policy" EXIT
    trap "exit 130" HUP INT TERM
    printf "#!/bin/sh\nexit 101\n" >"$policy" && chmod 755 "$policy"
fi
if ! [ -e "$clusters" ]; then
    mkdir -p "${clusters%/*}" && echo "create_main_cluster = false" >"$clusters"
fi
"$@"'

is_installed() {
    [[ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" == installed ]]
}

ask_first() {
    [[ -z "$may_install" ]] || return 0
    if [[ ! -t 0 ]]; then
        refuse $unavailable "Nobody is here to ask. Run this yourself, or start again with --yes:  $1"
    fi
    local answer
    read -r -p "Run \`$1\`? [Y/n] " answer
    case "$answer" in
        "" | [Yy]*) ;;
        *) refuse $unavailable "Nothing was installed. To go on, run:  $1" ;;
    esac
}

# Elsewhere packages have other names, so only the headers tell.
look_for_headers() {
    local missing=() header
    for header in "${build_headers[@]}"; do
        has_header "$header" || missing+=("$header")
    done
    ((${#missing[@]} > 0)) || return 0
    say "This system has no apt-get. Install what it calls these Debian packages: $*"
    refuse $unavailable "Headers not found: ${missing[*]}"
}

has_header() {
    local compiler
    for compiler in cc clang gcc; do
        if command -v "$compiler" >/dev/null; then
            # Debian and its kin keep PostgreSQL's headers in a folder of their own.
            "$compiler" -I/usr/include/postgresql -E -include "$1" -x c /dev/null >/dev/null 2>&1
            return
        fi
    done
    return 1
}

# The toolchain comes from its makers, not from a distribution, so it is named and not installed.
check_swift() {
    local how="Install Swift $swift_tested (at least $swift_oldest) as https://www.swift.org/install/ says, and put it on PATH."
    command -v swift >/dev/null || refuse $unavailable "Swift was not found. $how"
    local said
    # The second of them needs libraries that the first does not.
    if ! said="$(swift --version 2>&1)" || ! said+="$(swift package --version 2>&1)"; then
        refuse $unavailable "Swift is here but does not run: ${said##*$'\n'}. $how"
    fi
    [[ "$said" =~ Swift\ version\ ([0-9]+)\.([0-9]+) ]] || refuse $unavailable "This is not Swift: ${said%%$'\n'*}. $how"
    local major=${BASH_REMATCH[1]} minor=${BASH_REMATCH[2]}
    if ((major < ${swift_oldest%.*} || (major == ${swift_oldest%.*} && minor < ${swift_oldest#*.}))); then
        refuse $unavailable "Swift $major.$minor is too old. $how"
    fi
}

# swift_build ARGUMENT...: SwiftPM orders the traits of a package by hash; with another order at each start it would
# rebuild what nobody changed. Only the build sees the variable: a server with it would lose its defence against floods
# of colliding keys.
swift_build() { SWIFT_DETERMINISTIC_HASHING=1 swift build --package-path "$root" "$@"; }
