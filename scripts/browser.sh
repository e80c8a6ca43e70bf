#!/bin/sh
# Makes sure that a Chromium and a Chinese font are there when tests drive a browser. make test calls it.
set -eu
cd "$(dirname "$0")/.."

if ! grep -rqs --include='*.py' 'playwright' tests/journeys; then
    exit 0
fi
for name in "${RONGZHI_CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then
        exit 0
    fi
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk
    exit 0
fi
echo "The browser tests need Chromium and found none. Install it (and a Chinese font), or name it: RONGZHI_CHROMIUM=/path/to/chromium" >&2
exit 1
