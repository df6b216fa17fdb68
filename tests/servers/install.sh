#!/bin/sh
# Installs what the tests start for themselves: Dovecot, PostgreSQL, the browser Chromium, systemd-analyze and ip.
# What cannot be installed is reported here, and by pytest as a skipped test with its reason.
PATH="$PATH:/usr/sbin:/usr/local/sbin"

missing=""
command -v dovecot >/dev/null 2>&1 || missing="$missing dovecot-imapd dovecot-lmtpd"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || missing="$missing postgresql"
command -v systemd-analyze >/dev/null 2>&1 || missing="$missing systemd"
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
command -v ip >/dev/null 2>&1 || missing="$missing iproute2"

[ -z "$missing" ] && exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing the servers for the tests:$missing"
    # RUNLEVEL=1 keeps the packages from starting services that nobody asked for.
    if apt-get update -qq && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends $missing >/dev/null; then
        exit 0
    fi
    echo "That failed; the tests that need them are skipped, and say so."
    exit 0
fi

echo "Not installed:$missing. The tests that need them are skipped, and say so."
echo "To run them too (Debian, Ubuntu): sudo apt-get install$missing"
exit 0
