#!/bin/sh
# Starts Priyom. An administrator may name the key ring in /etc/priyom/launcher.conf,
# for example: password-store=gnome-libsecret

# As root Chromium ends with a trap and words of its own, before the app can say anything.
if [ "$(id -u)" = 0 ]; then
  case " $* " in
    *' --no-sandbox '*) ;;
    *)
      case "${LC_ALL:-${LC_MESSAGES:-$LANG}}" in
        en*) echo 'E-UNSAFE-START Priyom was not started: as root its windows would be unprotected. Records are untouched. Start it as an ordinary user: runuser -u NAME -- priyom' "$@" ;;
        *) echo 'E-UNSAFE-START «Приём» не запущен: от имени root окна остались бы без защиты. Записи не тронуты. Запустите его от имени обычного пользователя: runuser -u ИМЯ -- priyom' "$@" ;;
      esac >&2
      exit 1
      ;;
  esac
fi

conf=/etc/priyom/launcher.conf
store=
if [ -r "$conf" ]; then
  store=$(sed -n 's/^password-store=\([a-z0-9_-]*\)$/\1/p' "$conf" | tail -n 1)
fi
exec /usr/lib/priyom/priyom ${store:+"--password-store=$store"} "$@"
