#!/bin/sh
# Configures the build by the environment and serves it. CONSOLE_SIGN_IN=basic is --sign-in=basic.
set -eu
run=${CONSOLE_RUN:-/run/device-console}
for flag in api auth domain sign-in oauth2-proxy login-header sign-in-url sign-out-url \
  sort-format owner-device-limit; do
  name=CONSOLE_$(echo "$flag" | tr 'a-z-' 'A-Z_')
  eval "value=\${$name:-}"
  [ -z "$value" ] || set -- "$@" "--$flag=$value"
done
[ "${CONSOLE_READ_ONLY:-}" != true ] || set -- "$@" --read-only
[ -n "${CONSOLE_DOMAIN:-}" ] || set -- "$@" --domain=localhost

node deploy/configure.ts --container "$run" --build dist --out "$run/dist" "$@"

# The files of secrets, as an orchestrator mounts them.
umask 077
key=${CONSOLE_KEY_FILE:-/run/secrets/device-console-key}
if [ "${CONSOLE_AUTH:-}" = proxy ]; then
  [ -r "$key" ] || { echo "The API key is missing: mount it at $key." >&2; exit 2; }
  sed 's/["{}]/\\&/g; s/.*/header_up apikey "&"/; q' "$key" > "$run/site.key"
  users=${CONSOLE_USERS_FILE:-/run/secrets/device-console-users}
  [ ! -r "$users" ] || cat "$users" > "$run/site.users"
fi
export HOME="$run" XDG_CONFIG_HOME="$run" XDG_DATA_HOME="$run"
exec caddy run --adapter caddyfile --config "$run/dist-server/caddy/Caddyfile"
