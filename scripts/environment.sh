# shellcheck shell=bash
# What the scripts share: where the project is, how they speak, and what they need. Sourced, never run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# The C libraries the package links: a header that shows one is there, and the Debian package that brings it.
system_libraries=(
    "zlib.h zlib1g-dev"
    "sqlite3.h libsqlite3-dev"
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

# Installs Debian packages by name; the caller has found that they are missing.
install_packages() {
    local superuser=()
    command -v apt-get >/dev/null || fail "missing: $*. Install them with this system's package manager."
    if [[ $(id -u) -ne 0 ]]; then
        command -v sudo >/dev/null || fail "missing: $*. Install them as root: apt-get install $*"
        superuser=(sudo)
    fi
    step "Installing $*"
    "${superuser[@]}" apt-get update -qq >&2
    "${superuser[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

# Makes sure that Swift and the C libraries are there.
need_libraries() {
    local entry header package missing=()
    command -v swift >/dev/null || fail "swift is not in PATH. Qun needs Swift 6.2 or later: https://swift.org/install"
    [[ $(uname) == Darwin ]] && return
    for entry in "${system_libraries[@]}"; do
        read -r header package <<<"$entry"
        [[ -e /usr/include/$header || -e /usr/local/include/$header ]] || missing+=("$package")
    done
    [[ ${#missing[@]} -eq 0 ]] || install_packages "${missing[@]}"
}

# Makes sure that programs are there; each argument is "program package".
need_programs() {
    local entry program package missing=()
    for entry in "$@"; do
        read -r program package <<<"$entry"
        PATH=$PATH:/usr/sbin:/sbin command -v "$program" >/dev/null || missing+=("$package")
    done
    [[ ${#missing[@]} -eq 0 ]] || install_packages "${missing[@]}"
}

# Makes sure that .venv holds exactly what the compatibility tests pin.
need_python_environment() {
    local requirements=$root/Tests/CompatibilityTests/requirements.txt
    local installed=$root/.venv/requirements.txt
    need_programs "python3 python3"
    cmp -s "$requirements" "$installed" && return
    python3 -c 'import ensurepip, venv' 2>/dev/null || install_packages python3-venv
    step "Installing the test clients into .venv"
    python3 -m venv --clear "$root/.venv"
    "$root/.venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$requirements" >&2
    cp "$requirements" "$installed"
}

# Builds the qun executable in a configuration (debug or release) and prints its path.
build_qun() {
    step "Building qun ($1)"
    swift build "${swift_flags[@]}" --configuration "$1" --product qun >&2 || fail "the build failed"
    echo "$root/.build/$1/qun"
}
