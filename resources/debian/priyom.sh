#!/bin/sh
# Starts Priyom. An administrator may name the key ring in /etc/priyom/launcher.conf,
# for example: password-store=gnome-libsecret
conf=/etc/priyom/launcher.conf
store=
if [ -r "$conf" ]; then
  store=$(sed -n 's/^password-store=\([a-z0-9_-]*\)$/\1/p' "$conf" | tail -n 1)
fi
exec /usr/lib/priyom/priyom ${store:+"--password-store=$store"} "$@"
