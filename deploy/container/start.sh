#!/bin/sh
# Configures the build by the environment and serves it. CONSOLE_SIGN_IN=basic is --sign-in=basic.
set -eu
fail() { echo "$1" >&2; exit 2; }
run=${CONSOLE_RUN:-/var/lib/device-console}
for flag in api auth sign-in oauth2-proxy login-header sign-in-url sign-out-url \
  sort-format owner-device-limit; do
  name=CONSOLE_$(echo "$flag" | tr 'a-z-' 'A-Z_')
  eval "value=\${$name:-}"
  [ -z "$value" ] || set -- "$@" "--$flag=$value"
done
case ${CONSOLE_READ_ONLY:-false} in
  true) set -- "$@" --read-only ;;
  false) ;;
  *) fail 'CONSOLE_READ_ONLY is neither true nor false.' ;;
esac
# Caddy's file has it unquoted.
case ${CONSOLE_PORT:-8080} in *[!0-9]*) fail "CONSOLE_PORT isn't a port." ;; esac
# The files of secrets, as an orchestrator mounts them.
key=${CONSOLE_KEY_FILE:-/run/secrets/device-console-key}
users=${CONSOLE_USERS_FILE:-/run/secrets/device-console-users}
if [ "${CONSOLE_AUTH:-}" = proxy ]; then
  [ -r "$key" ] && [ -s "$key" ] || fail "The API key is missing or can't be read: mount it at $key."
  # Caddy would read something else in braces, and has no other quotes that keep the rest as it is.
  case $(sed 's/\r$//; q' "$key") in *[{}\`]*)
    fail "The API key has a brace or a backtick, which Caddy's file can't hold: ask for another key." ;;
  esac
fi

node deploy/configure.ts --container "$run" --build dist --out "$run/dist" --domain localhost "$@"

umask 077
if [ "${CONSOLE_AUTH:-}" = proxy ]; then
  sed 's/\r$//; s/.*/header_up apikey `&`/; q' "$key" > "$run/site.key"
  [ ! -r "$users" ] || cat "$users" > "$run/site.users"
fi
export HOME="$run" XDG_CONFIG_HOME="$run" XDG_DATA_HOME="$run"
exec caddy run --adapter caddyfile --config "$run/dist-server/caddy/Caddyfile"
