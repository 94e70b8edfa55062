#!/usr/bin/env bash
# usage: spirv-val.sh GLSLC SHADER_DIR
# Compiles every shader to a binary module, as the build does to a number list, and validates it for Vulkan 1.3.
set -euo pipefail
glslc=$1 shaders=$2
module=$(mktemp --suffix=.spv)
trap 'rm -f "$module"' EXIT
checked=0 failed=0
for shader in "$shaders"/*.vert "$shaders"/*.frag "$shaders"/*.comp; do
    [ -e "$shader" ] || continue
    checked=$((checked + 1))
    if ! "$glslc" --target-env=vulkan1.3 -O -I "$shaders" "$shader" -o "$module" ||
        ! spirv-val --target-env vulkan1.3 --scalar-block-layout "$module"; then
        echo "not valid: $shader" >&2
        failed=$((failed + 1))
    fi
done
echo "$checked shaders checked, $failed not valid"
[ "$checked" -gt 0 ] && [ "$failed" -eq 0 ]
