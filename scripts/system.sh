#!/bin/sh
# What the whole test run takes from the operating system: Chromium, a Chinese font, PostgreSQL.
# Debian or Ubuntu with root: installs what is missing. Anywhere else: says so and leaves the rest to
# scripts/test.sh, which names every part it could not run. Never fails: the tests decide.
set -u
missing=""
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || missing="$missing chromium"
fc-list ':lang=zh-cn' 2>/dev/null | grep -q . || missing="$missing fontconfig fonts-noto-cjk"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing="$missing postgresql"
[ -z "$missing" ] && exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "system: missing$missing; not installed (needs root and apt-get)" >&2
    exit 0
fi
echo "system: installing$missing"
export DEBIAN_FRONTEND=noninteractive
# No cluster of Debian's own: the tests make one in a temporary folder and take it away again.
mkdir -p /etc/postgresql-common/createcluster.d
echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.d/zhengan-tests.conf
log=$(mktemp)
# shellcheck disable=SC2086
if ! { apt-get update -q && apt-get install -q -y --no-install-recommends $missing; } </dev/null >"$log" 2>&1; then
    echo "system: apt-get could not install$missing:" >&2
    tail -n 15 "$log" >&2
fi
rm -f "$log" /etc/postgresql-common/createcluster.d/zhengan-tests.conf
exit 0
