#!/usr/bin/env bash
# usage: peers.sh BENCH [ARGS]     (./dev bench --peers)
# Runs the bench and, in the same session, the other programs of ../shared/peers whose packages are installed; prints one table. Their quick
# variants only: those that take seconds a frame are left out. For three.js set GIGAHALL_NODE_MODULES, see the README there.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
peers=$root/../shared/peers
bench=$1
shift
if [ ! -x "$peers/run_all.sh" ]; then
    echo "no $peers here: running the bench alone" >&2
    exec "$bench" "$@"
fi

installed() { dpkg-query -W -f='${db:Status-Status}\n' "$@" 2>/dev/null | grep -cx installed | grep -qx "$#"; }

filters=()
modules=${GIGAHALL_NODE_MODULES:-/nonexistent}
if installed python3-vtk9 python3-numpy xvfb; then filters+=('vtk (racks|texture|shader) '); else
    echo "left out: VTK (python3-vtk9 python3-numpy xvfb)" >&2
fi
if installed qt6-quick3d-dev qt6-shadertools-dev xvfb; then filters+=('qtquick3d (racks|shader) '); else
    echo "left out: Qt Quick 3D (qt6-quick3d-dev qt6-shadertools-dev xvfb)" >&2
fi
if [ -d "$modules/three" ] && installed chromium xvfb; then filters+=('three (racks|shader) gl'); else
    echo "left out: three.js (chromium xvfb, GIGAHALL_NODE_MODULES)" >&2
fi

out=$root/build/peers
mkdir -p "$out"
rm -f "$out/results.jsonl"
pattern=$(IFS='|' && echo "${filters[*]:-nothing}")
# Ours runs first and last, so that a machine that drifts is noticed.
printf -v OWN_BENCH '%q ' "$bench" --quick --append "$out/results.jsonl" "$@"
OWN_BENCH="$OWN_BENCH || true" bash "$peers/run_all.sh" "$out" "$out/build" "$modules" "^($pattern)"
