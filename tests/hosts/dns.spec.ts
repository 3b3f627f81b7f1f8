// nginx looks the API's name up only when it starts; a timer has it look again. Caddy looks it up for
// each connection.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { join } from 'node:path'
import process from 'node:process'
import { ask, asConsole } from './ask.ts'
import { makeCertificate } from './certificate.ts'
import { freePort } from './listen.ts'
import { expect, test } from './test.ts'

const name = 'api.moves.test'
const list = 'api/tenants/devices'

test('nginx follows the API’s name to another address', async ({ start, programs, folder }) => {
  // Only root can give a process names of its own.
  if (process.getuid?.() !== 0) return
  const certificate = makeCertificate(programs.openssl, folder, 'moves', name)
  const port = await freePort()
  const apis = ['127.0.0.1', '127.0.0.2'].map((address) => {
    const api = createServer({ cert: certificate.cert, key: certificate.key }, (_, to) =>
      to.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(address)),
    )
    return new Promise<typeof api>((resolve) => api.listen(port, address, () => resolve(api)))
  })
  const [first, second] = await Promise.all(apis)

  const hosts = join(folder, 'names')
  const leadTo = (address: string) =>
    writeFileSync(hosts, `${address} ${name}\n127.0.0.1 localhost\n`)
  leadTo('127.0.0.1')
  const {
    url,
    folder: site,
    pid,
  } = await start({
    apiUrl: `https://${name}:${port}/qa`,
    authority: certificate,
    within: [
      'unshare',
      '--mount',
      'sh',
      '-c',
      `mount --bind ${hosts} /etc/hosts && exec setpriv --reuid 65534 --regid 65534 --clear-groups "$@"`,
      'sh',
    ],
  })
  const answered = async () => String((await ask(url + list, { headers: asConsole })).body)

  // What systemd does each minute (systemd.service(5): "$$" is "$", "%i" the instance).
  const service = readFileSync(
    join(site, 'dist-server/systemd/device-console-dns@.service'),
    'utf8',
  )
  const script = /^ExecStart=\/bin\/sh -c '(.*)'$/m.exec(service)?.[1] ?? 'exit 1'
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  const reloads = join(folder, 'reloads')
  writeFileSync(join(bin, 'systemctl'), `#!/bin/sh\necho "$@" >> ${reloads}; kill -HUP ${pid}\n`)
  chmodSync(join(bin, 'systemctl'), 0o755)
  const minute = () =>
    execFileSync(
      'nsenter',
      [
        '--target',
        String(pid),
        '--mount',
        'sh',
        '-c',
        script.replaceAll('$$', '$').replaceAll('%i', name),
      ],
      { env: { PATH: `${bin}:${process.env['PATH']}`, RUNTIME_DIRECTORY: folder } },
    )

  minute()
  expect(await answered()).toBe('"127.0.0.1"')
  leadTo('127.0.0.2')
  minute()
  await expect.poll(answered).toBe('"127.0.0.2"')
  minute()
  // DNS that doesn't answer changes nothing.
  writeFileSync(hosts, '127.0.0.1 localhost\n')
  minute()
  expect(readFileSync(reloads, 'utf8')).toBe('reload nginx\n')
  for (const api of [first, second]) {
    api?.closeAllConnections()
    api?.close()
  }
})
