# shellcheck shell=bash
# What the scripts share: where the project is, how they speak, and what they need. Sourced, never run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# The C libraries the package links: a header that shows one is there, and the Debian package that brings it.
system_libraries=(
    "zlib.h zlib1g-dev"
    "sqlite3.h libsqlite3-dev"
    "postgresql/libpq-fe.h libpq-dev"
    "openssl/evp.h libssl-dev"
)

# The same flags for every build, so that no script builds again what another one has built.
swift_flags=(--package-path "$root" --explicit-target-dependency-import-check error)

# Says one line of progress, on stderr so that a script's stdout stays what it is for.
step() {
    printf '==> [%3ds] %s\n' "$SECONDS" "$*" >&2
}

# Ends the script with a reason.
fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# Prints the calling script's leading comment, which is its usage.
print_usage() {
    awk 'NR == 1 { next } !/^#/ { exit } { sub(/^# ?/, ""); print }' "$0"
}

# Runs a command as root.
as_root() {
    if [[ $(id -u) -eq 0 ]]; then "$@"; else sudo "$@"; fi
}

# Installs Debian packages by name; the caller has found that they are missing.
install_packages() {
    command -v apt-get >/dev/null || fail "missing: $*. Install them with this system's package manager."
    [[ $(id -u) -eq 0 ]] || command -v sudo >/dev/null || fail "missing: $*. Install them as root: apt-get install $*"
    step "Installing $*"
    as_root apt-get update -qq >&2
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

# The least version of Swift that Qun is built with.
least_swift=6.2

# Makes sure that Swift is there and not too old; says else what to install and how.
need_swift() {
    local found fault="swift is not in PATH"
    if command -v swift >/dev/null; then
        found=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1)
        [[ -n $found ]] || fail "$(command -v swift) does not tell its version. Qun needs Swift $least_swift or later."
        [[ $(printf '%s\n' "$least_swift" "$found" | sort -V | head -n 1) == "$least_swift" ]] && return
        fault="the Swift in PATH is $found"
    fi
    printf 'error: %s. Qun needs Swift %s or later.\n' "$fault" "$least_swift" >&2
    if [[ $(uname) != Darwin ]] && command -v apt-get >/dev/null; then
        swift_commands >&2
    else
        printf 'https://swift.org/install says how to install it on this system.\n' >&2
    fi
    exit 1
}

# Prints the commands that install Swift on Debian and Ubuntu: swift.org's own installer, which the user's account gets it from.
swift_commands() {
    local sudo="" entry packages=()
    [[ $(id -u) -eq 0 ]] || sudo="sudo "
    for entry in "${system_libraries[@]}"; do
        packages+=("${entry#* }")
    done
    cat <<COMMANDS
On Debian and Ubuntu these lines install it for this account, and what else Qun is built with:

  ${sudo}apt-get update
  ${sudo}apt-get install -y ca-certificates curl git gnupg build-essential ${packages[*]}
  curl -O "https://download.swift.org/swiftly/linux/swiftly-\$(uname -m).tar.gz"
  tar -xzf "swiftly-\$(uname -m).tar.gz"
  ./swiftly init
  . ~/.local/share/swiftly/env.sh

swiftly init names further packages where this system lacks some. Then run this script again.
COMMANDS
}

# Makes sure that Swift and the C libraries are there.
need_libraries() {
    local entry header package missing=()
    need_swift
    [[ $(uname) == Darwin ]] && return
    for entry in "${system_libraries[@]}"; do
        read -r header package <<<"$entry"
        [[ -e /usr/include/$header || -e /usr/local/include/$header ]] || missing+=("$package")
    done
    [[ ${#missing[@]} -eq 0 ]] || install_packages "${missing[@]}"
}

# Makes sure that programs are there; each argument is "program package", or "program package service" where installing the
# package starts a service that is not wanted.
need_programs() {
    local entry program package service missing=() services=()
    for entry in "$@"; do
        read -r program package service <<<"$entry"
        PATH=$PATH:/usr/sbin:/sbin command -v "$program" >/dev/null && continue
        missing+=("$package")
        [[ -z $service ]] || services+=("$service")
    done
    [[ ${#missing[@]} -eq 0 ]] || install_packages "${missing[@]}"
    [[ ${#services[@]} -eq 0 ]] || stop_services "${services[@]}"
}

# Makes sure that a PostgreSQL server can be started. Debian keeps its programs out of PATH.
need_postgresql() {
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || need_programs "initdb postgresql postgresql"
}

# Makes sure that Chromium can be driven, and that it can write Chinese.
need_browser() {
    need_programs "chromium chromium" "chromedriver chromium-driver" "curl curl" "fc-list fontconfig"
    [[ -n $(fc-list :lang=zh) ]] || install_packages fonts-noto-cjk
}

# Stops services that the installation of their packages has just started, and keeps them from starting with the machine.
# Without systemd, as in containers, Debian's images let no installation start a service.
stop_services() {
    [[ -d /run/systemd/system ]] || return 0
    as_root systemctl disable --quiet --now "$@" >&2
}

# Whether a small system of this machine's distribution can be made here: by root, from the distribution's own mirror.
reaches_debian() {
    local release
    release=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
    [[ $(id -u) -eq 0 && -e /usr/share/debootstrap/scripts/$release ]] &&
        curl --silent --fail --head --max-time 20 --output /dev/null "http://deb.debian.org/debian/dists/$release/Release"
}

# Makes sure that a folder holds a small system of this machine's distribution, with what a package depends on.
need_debian() {
    local folder=$1 package=$2 release depends names
    release=$(. /etc/os-release && echo "$VERSION_CODENAME")
    depends=$(dpkg-deb --field "$package" Depends)
    names=$(tr ',' '\n' <<<"$depends" | sed -E 's/\(.*//; s/ //g' | sort | paste -sd ,)
    [[ $(cat "$folder/etc/made-for" 2>/dev/null) == "$release $names" ]] && return
    step "Making a system of $release in $folder"
    as_root rm -rf "$folder"
    as_root debootstrap --variant=minbase --include="$names" "$release" "$folder" >&2
    as_root rm -rf "$folder"/var/cache/apt/archives/*.deb "$folder"/var/lib/apt/lists/*
    as_root tee "$folder/etc/made-for" >/dev/null <<<"$release $names"
}

# Makes sure that a virtual environment holds exactly what a file pins; both are paths below the project. The environment has
# a copy of the file once all of it is installed.
need_python_environment() {
    local folder=$root/$1 requirements=$root/$2
    need_programs "python3 python3"
    cmp -s "$requirements" "$folder/requirements.txt" && return
    python3 -c 'import ensurepip, venv' 2>/dev/null || install_packages python3-venv
    step "Installing what $2 names into $1"
    python3 -m venv --clear "$folder" &&
        "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$requirements" >&2 &&
        cp "$requirements" "$folder/requirements.txt"
}

# Builds the qun executable in a configuration (debug or release) and prints its path.
build_qun() {
    build_product qun "$1"
}

# Adds to the calling function's flags those that link SQLite's static library, where it is installed: the version that was built
# and tested with is then the one that runs. All of it is linked, before the shared one is looked at.
link_sqlite() {
    local library
    library=/usr/lib/$(uname -m)-linux-gnu/libsqlite3.a
    [[ -e $library ]] || return 0
    local option
    for option in --push-state --whole-archive "$library" --pop-state; do
        flags+=(-Xlinker "$option")
    done
}

# Builds an executable in a configuration (debug or release) and prints its path. For use the compiler optimizes across
# modules, and the executable carries Swift's libraries in itself where the toolchain can do that: calls of them cost less, and
# it starts on machines without Swift. It gives out no symbols of its own, so that the linker leaves out what nothing calls.
build_product() {
    # a debug build is that of the tests, as the two would else build each other's modules again
    local flags=(--build-tests)
    if [[ $2 == release ]]; then
        # for `qun version`; the tests' build does without, since each commit would link it again
        QUN_BUILD_COMMIT=$(git -C "$root" describe --always --abbrev=12 --exclude='*' --dirty 2>/dev/null || echo unknown)
        QUN_BUILD_SWIFT=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9.]+).*/\1/p' | head -n 1)
        export QUN_BUILD_COMMIT QUN_BUILD_SWIFT
        flags=(--product "$1" -Xswiftc -cross-module-optimization)
        [[ $(uname) == Darwin ]] || flags+=(--static-swift-stdlib -Xlinker --no-export-dynamic)
        [[ $1 != qun ]] || link_sqlite
    fi
    step "Building $1 ($2)"
    [[ -d $root/.build/$2 ]] || step "The first build compiles all that Qun stands on: $(first_build_time)"
    run_build "${swift_flags[@]}" "${flags[@]}" --configuration "$2" || fail "the build failed"
    echo "$root/.build/$2/$1"
}

# About how long a build of everything takes here, in words; two cores have taken 6 minutes.
first_build_time() {
    local cores
    cores=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
    echo "about $(((12 + cores - 1) / cores + 1)) minutes on $cores cores, with the download of the packages"
}

# Builds, and says on stderr how far it is: on a terminal SwiftPM shows that itself, elsewhere a line now and then is enough.
run_build() {
    if [[ -t 2 ]]; then
        swift build "$@" >&2
    else
        swift build "$@" 2>&1 | thin_progress >&2
    fi
}

# Passes on what a build says, but of its progress only a line now and then.
thin_progress() {
    local line last=$SECONDS
    while IFS= read -r line; do
        if [[ $line =~ ^\[[0-9]+/[0-9]+\]\  ]]; then
            ((SECONDS - last >= progress_seconds)) || continue
            last=$SECONDS
            step "$line"
        else
            printf '%s\n' "$line"
        fi
    done
}

# Seconds from one line of a build's progress to the next, where no terminal shows it.
progress_seconds=15
