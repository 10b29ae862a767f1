#!/bin/sh
# Installs dutygraph from the wheels beside this file into .venv, without network.
set -eu
cd "$(dirname "$0")"
for python in python3 python3.14 python3.13 python3.12 python3.11; do
    if "$python" -c 'import sys, venv, ensurepip
sys.exit(not (@OLDEST@) <= sys.version_info[:2] <= (@NEWEST@))' 2>/dev/null; then
        "$python" -m venv .venv
        .venv/bin/python -m pip install --disable-pip-version-check --no-index \
            --find-links wheels --require-hashes -r requirements.txt
        .venv/bin/dutygraph --version
        echo "安装完成：$(pwd)/.venv/bin/dutygraph"
        exit 0
    fi
done
echo "没有找到 Python @OLDEST_DOTTED@ 至 @NEWEST_DOTTED@（含 venv）；Debian 系统：apt install python3-venv" >&2
exit 1
