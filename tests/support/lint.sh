#!/usr/bin/env bash
# usage: lint.sh lint|format     called by ./dev, which has installed the tools and built build/
# lint changes nothing and reports everything it finds; a file that clang-tidy passed is not looked at again until it, or a header of
# ours that it includes, or .clang-tidy changes.
# shellcheck disable=SC2046,SC2086,SC2317 # our file names have no blanks; functions are called by their names
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
readonly stamps=build/lint maxLines=600
failed=0

# Tracked files and new ones that git does not ignore, by pattern.
files() { git ls-files --cached --others --exclude-standard -- "$@" | sort -u | while read -r file; do
    if [ -f "$file" ]; then echo "$file"; fi
done; }

check() {
    local title=$1
    shift
    if "$@"; then echo "ok      $title"; else
        echo "FAILED  $title"
        failed=1
    fi
}

formatted() { clang-format-14 --dry-run --Werror "${cpp[@]}"; }

shellSyntax() {
    local file bad=0
    for file in dev .ci/run $(files '*.sh'); do bash -n "$file" || bad=1; done
    return "$bad"
}

asciiOnly() { ! LC_ALL=C grep -nP '[^\x00-\x7F]' "${cpp[@]}" dev .ci/run $(files '*.sh' '*.py' '*.cmake' '*CMakeLists.txt' '*.glsl' '*.vert' '*.frag' '*.comp'); }

shortFiles() {
    files '*.cpp' '*.h' '*.vert' '*.frag' '*.comp' '*.glsl' '*.py' '*.sh' dev | xargs wc -l |
        awk -v max=$maxLines '$2 != "total" && $1 > max { print $2 ": " $1 " lines, at most " max; bad = 1 } END { exit bad }'
}

# model, assets, render and the bench do without Qt; the linker would say so too, but later.
layers() { ! grep -nE '#include [<"](Q[A-Z]|Qt)' $(files 'model/*' 'assets/*.h' 'assets/*.cpp' 'render/*' 'tests/perf/*'); }

# One line "SOURCE HASH" for each object of ours: the hash covers the source, our headers it includes, and the configuration.
tidyKeys() {
    local source deps
    ninja -C build -t deps | awk -v root="$PWD/" '
        /^[^ ].*: #deps/ { source = ""; next }
        /^    / {
            path = $1; sub("^" root, "", path); sub(/^\.\.\//, "", path)
            if (path ~ /^\// || path ~ /^build\// || path ~ /_autogen\//) next
            if (source == "") { source = path; printf "\n%s", path } else printf " %s", path
        }' | grep -E '^(app|assets|model|render|tests)/[^ ]+\.cpp' | sort -u -k1,1 | while read -r source deps; do
        # shellcheck disable=SC2086 # a list of paths without blanks
        echo "$source $(cat .clang-tidy "$source" $deps 2>/dev/null | sha256sum | cut -c1-20)"
    done
}

tidyOne() {
    local source=$1 stamp=$stamps/$2 log
    [ ! -e "$stamp" ] || return 0
    log=$(clang-tidy-14 -p build --quiet --extra-arg=-Wno-unknown-warning-option "$source" 2>&1) && {
        touch "$stamp"
        return 0
    }
    grep -vE '^[0-9]+ warnings? (generated|treated)|^Suppressed|^Use -header-filter' <<<"$log"
    return 1
}
export -f tidyOne
export stamps

tidy() { tidyKeys | xargs -r -P "$(nproc)" -L 1 bash -c 'tidyOne "$@"' _; }

cppChecked() {
    mkdir -p $stamps/cppcheck
    cppcheck --quiet --std=c++20 --language=c++ --enable=warning,portability --inline-suppr --error-exitcode=1 \
        --suppress='*:/usr/*' --suppress=internalAstError --suppress=unknownMacro --suppress=syntaxError --library=qt -j "$(nproc)" \
        --cppcheck-build-dir=$stamps/cppcheck -I . -DVK_NO_PROTOTYPES $(files '*.cpp')
}

mapfile -t cpp < <(files '*.cpp' '*.h')
mkdir -p $stamps
if [ "$1" = format ]; then
    clang-format-14 -i "${cpp[@]}"
    exit
fi
check "clang-format-14" formatted
check "shell syntax" shellSyntax
check "ASCII only" asciiOnly
check "files below $maxLines lines" shortFiles
check "no Qt below app" layers
check "cppcheck" cppChecked
check "clang-tidy-14" tidy
exit "$failed"
