// Exits with 0 when the site serves.
fetch(`http://127.0.0.1:${process.env.CONSOLE_PORT ?? 8080}/healthz`).then(
  ({ ok }) => process.exit(ok ? 0 : 1),
  () => process.exit(1),
)
