import { spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { configure } from '../../deploy/configure.ts'
import { headersFor, parseHeaders } from '../../deploy/headers.ts'
import type { Flags } from '../../deploy/settings.ts'
import { FlagError, readBase, readSettings } from '../../deploy/settings.ts'
import { readConfig } from '../../src/config/config.ts'

const api = 'https://api.example.com/qa'

describe('what would not work is refused with the next step', () => {
  const refusals: [Flags, RegExp][] = [
    [{}, /--api is missing.*--api https:\/\//],
    [{ api: 'http://api.example.com' }, /would send the key unencrypted\. Use https/],
    [{ api: 'http://127.0.0.1.example.com' }, /unencrypted/],
    [{ api: 'http://api.example.com', auth: 'proxy' }, /unencrypted/],
    [{ api: 'https://me:secret@api.example.com' }, /user name or password.*leave both out/],
    [{ api: `${api}?stage=1` }, /query or fragment\. Leave out everything/],
    [{ api: `${api}?` }, /query or fragment/],
    [{ api: `${api}#top` }, /query or fragment/],
    [{ api: 'api.example.com/qa' }, /isn't a web address\. Give it in full: https:/],
    [{ api: 'ftp://api.example.com' }, /isn't a web address/],
    [{ api: '//api.example.com' }, /isn't a web address/],
    [{ api: 'https://api.example.com/q;a' }, /unusual characters/],
    [{ api: '/api' }, /is a path.*--auth proxy without --domain/],
    [{ api: '/api', auth: 'proxy', domain: 'console.example.com' }, /is a path/],
    [{ api, auth: 'password' }, /Use apikey .* or proxy/],
    [{ api, 'sort-format': 'random' }, /auto, prefix, colon, comma/],
    [{ api, 'sign-out-url': 'javascript:alert(1)' }, /Give an https address or a path/],
    [{ api, 'sign-out-url': '/\\evil.example' }, /Give an https address or a path/],
    [{ api, 'owner-device-limit': '0' }, /from 1 to 1000/],
    [{ api, 'sign-in': 'oauth2-proxy' }, /--sign-in needs --auth proxy/],
    [{ api, auth: 'proxy', 'sign-in': 'password' }, /Use basic .* oauth2-proxy, or external/],
    [{ api, auth: 'proxy', 'oauth2-proxy': 'http://127.0.0.1:4180' }, /needs --sign-in oauth2/],
    [
      { api, auth: 'proxy', 'sign-in': 'oauth2-proxy', 'oauth2-proxy': '127.0.0.1:4180;}' },
      /Give the address that oauth2-proxy listens on, such as http/,
    ],
    [{ api, auth: 'proxy', 'login-header': 'X-Email' }, /needs --sign-in external/],
    [
      { api, auth: 'proxy', 'sign-in': 'external', 'login-header': 'X-Email;}' },
      /isn't a header\. Give the name/,
    ],
    ...['Cookie', 'authorization', 'apikey', 'Host', 'Content-Length', 'X-Access-Token'].map(
      (header): [Flags, RegExp] => [
        { api, auth: 'proxy', 'sign-in': 'external', 'login-header': header },
        /doesn't hold a person's login\. Name the header that your proxy adds/,
      ],
    ),
    [
      { api, auth: 'proxy', 'sign-in': 'oauth2-proxy', 'oauth2-proxy': 'http://127.0.0.1:0' },
      /Give the address that oauth2-proxy listens on/,
    ],
    [{ api: `${api}/tenants/devices` }, /names the list of devices\. Leave out everything from/],
    [{ api: `${api}/tenants/`, auth: 'proxy' }, /names the list of devices/],
    [{ api, container: '/run/../etc' }, /isn't a folder/],
    [{ api, container: '/..' }, /isn't a folder/],
    [{ api, 'sign-in-url': 'javascript:alert(1)' }, /Give an https address or a path/],
    [{ api, container: 'run' }, /--container run isn't a folder\. Give an absolute path/],
    [{ api, 'read-only': true }, /needs --auth proxy: whoever has a key can act/],
    [{ api, domain: 'https://console.example.com' }, /without https:\/\/, port and path/],
    [{ api, domain: 'console.example.com;' }, /isn't a host name/],
    [
      { api, base: '/console/' },
      /is for \/, not for \/console\/.*npm run build -- --base \/console\//,
    ],
    [{ api, base: '/a b/' }, /isn't a path/],
    [{ api, base: '/../' }, /isn't a path/],
  ]
  test.each(refusals)('%j', (flags, sentence) => {
    expect(() => readSettings(flags, '/')).toThrow(sentence)
  })

  test('a path that oauth2-proxy answers itself', () => {
    const flags = { api, auth: 'proxy', 'sign-in': 'oauth2-proxy' }
    expect(() => readSettings(flags, '/oauth2/')).toThrow(/Build it for another one: npm run build/)
    expect(() => readSettings({ ...flags, 'sign-in': 'basic' }, '/oauth2/')).not.toThrow()
  })

  test('a password in an address is not repeated', () => {
    const flags = { api: 'https://me:secret@api.example.com' }
    expect(() => readSettings(flags, '/')).not.toThrow(/secret/)
    expect(() => readSettings(flags, '/')).toThrow()
  })
})

// Each is written, unquoted, into the files of a server, or decides whom the page hands the key.
const wrongHosts = [
  'a;}server{listen.pwn',
  '*.example.com',
  'a"b.example',
  "a'b.example",
  'a`b.example',
  'a$host',
  'a(b)',
  'a,b',
  'a!b',
  '{env.CIPHERSCALE_KEY}',
  '${HOME}.example',
  '.example.com',
  'api..example.com',
  'api.example.com.',
  '-api.example.com',
  'api.example.com:0',
  `${'a'.repeat(64)}.example`,
]
const wrongApis = [
  ...wrongHosts.map((host) => `https://${host}/qa`),
  'https:///api.example.com',
  'https://api.example.com\\qa',
  'https://api.exam\nple.com',
  'https://api.example.com/q\ta',
  'https://api.example.com/\u0000',
  'https://api.example.com/\u0085',
  'https://@api.example.com',
  'https://:@api.example.com',
  'https://api.example.com/%0a',
  'https://api.example.com/qa;}',
  'https://api.example.com/$uri',
  'https://api.example.com/"',
  'https://api.example.com/{http.request.uri}',
]

test.each(['$', '"', "'", '`', '\n', ';}', '{', ' ', '#', '\\'])(
  'no flag carries %j into a file of a server',
  (hostile) => {
    const proxy = { api, auth: 'proxy' }
    const oauth2 = { ...proxy, 'sign-in': 'oauth2-proxy' }
    const external = { ...proxy, 'sign-in': 'external' }
    expect(() => readSettings({ ...proxy, container: `/run${hostile}x` }, '/')).toThrow()
    const header = `X-Email${hostile}`
    expect(() => readSettings({ ...external, 'login-header': header }, '/')).toThrow()
    for (const address of [`127.0.0.1:4180${hostile}`, `a${hostile}b:4180`]) {
      const flags = { ...oauth2, 'oauth2-proxy': `http://${address}` }
      // `URL` drops some of them.
      const read = () => Object.values(readSettings(flags, '/').signIn).join()
      expect(read).toSatisfy((act: typeof read) => {
        try {
          return /^oauth2-proxy,http:\/\/[\w.]+:4180$/.test(act())
        } catch (error) {
          return error instanceof FlagError
        }
      })
    }
  },
)

test.each([...wrongApis, '/api;}', '/{env.HOME}', '/\\api.example'])(
  'neither configure nor the console takes %j as the API',
  (address) => {
    expect(() => readSettings({ api: address, auth: 'proxy' }, '/')).toThrow(/^--api /)
    expect(readConfig(JSON.stringify({ apiBaseUrl: address }))).toHaveProperty('fault')
  },
)

test.each([
  ['https://API.example.com:443/qa/', 'https://api.example.com/qa'],
  ['https://bücher.example/qa', 'https://xn--bcher-kva.example/qa'],
  ['https://ａｐｉ.example', 'https://api.example'],
  ['https://api.example.com:8443', 'https://api.example.com:8443'],
  ['https://10.0.0.7/a/../qa', 'https://10.0.0.7/qa'],
])('configure and the console read %s as %s', (address, meant) => {
  expect(readSettings({ api: address }, '/').config['apiBaseUrl']).toBe(meant)
  expect(readConfig(JSON.stringify({ apiBaseUrl: address }))).toMatchObject({
    config: { apiBaseUrl: meant },
  })
})

test.each(['http://[::1]:8787', 'https://my_api.example'])(
  'a policy can’t name the host of %s, so a browser couldn’t call it, but a proxy can',
  (address) => {
    expect(() => readSettings({ api: address }, '/')).toThrow(/policy.*--auth proxy/)
    expect(readSettings({ api: address, auth: 'proxy' }, '/').api?.href).toBe(`${address}/`)
  },
)

test.each([
  ...wrongHosts.map((host) => `https://${host}/out`),
  'http://login.example/out',
  'https:///login.example',
  'https://me:secret@login.example/out',
  'https://login.example\\out',
  'https://login.example/log out',
  'https://',
  '//login.example',
  '/\\login.example',
  '/\t/login.example',
  '/out\u0000',
  'out',
  '',
])('neither configure nor the console takes %j to sign in or out', (address) => {
  expect(() => readSettings({ api, 'sign-in-url': address }, '/')).toThrow(/^--sign-in-url /)
  expect(() => readSettings({ api, 'sign-out-url': address }, '/')).toThrow(/^--sign-out-url /)
  expect(readConfig(JSON.stringify({ signInUrl: address }))).toHaveProperty('fault')
  expect(readConfig(JSON.stringify({ signOutUrl: address }))).toHaveProperty('fault')
})

test.each(['/', '/out?rd=%2F', 'https://login.example:8443/out?from=console#top'])(
  'configure and the console sign out by %s',
  (signOutUrl) => {
    const { config } = readSettings({ api, 'sign-out-url': signOutUrl }, '/')
    expect(config['signOutUrl']).toBe(signOutUrl)
    expect(readConfig(JSON.stringify({ signOutUrl }))).toMatchObject({ config: { signOutUrl } })
  },
)

test.each([
  ...wrongHosts,
  'https://console.example.com',
  'console.example.com:8443',
  'console.example.com/x',
  'console.exam\nple.com',
  'console example.com',
  'console%2eexample.com',
  'me@console.example.com',
  'my_console.example.com',
  '[::1]',
  '1.2.3',
  '',
])('%j is no --domain', (domain) => {
  expect(() => readSettings({ api, domain }, '/')).toThrow(/^--domain /)
})

test.each([
  ['Console.Example.com', 'console.example.com'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['localhost', 'localhost'],
  ['10.0.0.7', '10.0.0.7'],
])('the domain %s is %s in the files', (given, domain) => {
  expect(readSettings({ api, domain: given }, '/').domain).toBe(domain)
})

test.each([
  ['/console', '/console/'],
  ['console/', '/console/'],
  ['console', '/console/'],
  ['/it//console/', '/it/console/'],
  ['/', '/'],
  ['', '/'],
])('the base %j means %s', (given, base) => {
  expect(readBase(given)).toBe(base)
})

test.each<[Flags, object]>([
  [{ api }, { apiBaseUrl: api, auth: 'apikey' }],
  [{ api: 'HTTPS://API.example.com:443/qa/' }, { apiBaseUrl: api, auth: 'apikey' }],
  [{ api: 'http://127.1:8787/qa' }, { apiBaseUrl: 'http://127.0.0.1:8787/qa', auth: 'apikey' }],
  [
    { api, auth: 'proxy' },
    { apiBaseUrl: '/console/api', auth: 'proxy' },
  ],
  [
    { api: '/device-api/', auth: 'proxy' },
    { apiBaseUrl: '/device-api', auth: 'proxy' },
  ],
  [
    {
      api,
      auth: 'proxy',
      'sort-format': 'auto',
      'sign-out-url': '/oauth2/sign_out',
      'owner-device-limit': '8',
    },
    {
      apiBaseUrl: '/console/api',
      auth: 'proxy',
      sortFormat: 'auto',
      ownerDeviceLimit: 8,
      signOutUrl: '/oauth2/sign_out',
    },
  ],
  [
    { api, auth: 'proxy', 'sign-in': 'oauth2-proxy', 'read-only': true },
    {
      apiBaseUrl: '/console/api',
      auth: 'proxy',
      signInUrl: '/oauth2/start?rd=',
      signOutUrl: '/oauth2/sign_out?rd=%2Foauth2%2Fsign_in',
      readOnly: true,
    },
  ],
])('%j makes a config.json that the console accepts', (flags, config) => {
  const settings = readSettings({ ...flags, base: 'console' }, '/console/')
  expect(settings.config).toEqual(config)
  expect(readConfig(JSON.stringify(config))).toMatchObject({ config })
})

describe.each(['/', '/console/'])('a build for %s', (base) => {
  let folder: string
  let build: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'device-console-'))
    build = join(folder, 'dist')
    mkdirSync(join(build, 'assets'), { recursive: true })
    const text = readFileSync(new URL('../../public/_headers', import.meta.url), 'utf8')
    writeFileSync(join(build, '_headers'), text.replaceAll(/^\//gm, base))
    writeFileSync(
      join(build, 'index.html'),
      `<link rel="icon" href="${base}icon.svg"><script src="${base}assets/start-abc.js"></script>`,
    )
    writeFileSync(join(build, 'assets/start-abc.js'), 'export const text = "the same words";\n')
  })

  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  const contents = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((file) => [file, readFileSync(file, 'base64')])

  const policy = () =>
    headersFor(parseHeaders(readFileSync(join(build, '_headers'), 'utf8')), `${base}devices`).get(
      'Content-Security-Policy',
    )

  test('allows exactly the API it is configured for, as often as it is configured', () => {
    configure(build, { api: 'https://other.example.com' })
    configure(build, { api, domain: 'console.example.com' })
    expect(policy()).toContain("connect-src 'self' https://api.example.com;")
    expect(policy()).not.toContain('other.example.com')
    const once = contents()
    configure(build, { api, domain: 'console.example.com' })
    expect(contents()).toEqual(once)
  })

  test('has in its page what a page can carry of the policy, for hosts without headers', () => {
    const page = join(build, 'index.html')
    writeFileSync(
      page,
      readFileSync(page, 'utf8').replace(/^/, '<head>\n  <meta charset="utf-8" />\n'),
    )
    configure(build, { api: 'https://other.example.com' })
    configure(build, { api })
    const metas = readFileSync(page, 'utf8').match(/<meta http-equiv="[^>]*>/g) ?? []
    const carried = policy()?.replace("frame-ancestors 'none'; ", '')
    expect(metas).toEqual([`<meta http-equiv="Content-Security-Policy" content="${carried}" />`])
  })

  test('allows its own origin alone when a proxy has the key', () => {
    configure(build, { api, auth: 'proxy' })
    expect(policy()).toContain("connect-src 'self';")
    const config = readFileSync(join(build, 'config.json'), 'utf8')
    expect(JSON.parse(config)).toEqual({ apiBaseUrl: `${base}api`, auth: 'proxy' })
  })

  test.each(['apikey', 'proxy'])(
    'with %s, Caddy has its own folder, also for the configuration that it keeps',
    (auth) => {
      configure(build, { api, auth, domain: 'console.example.com' })
      const service = join(`${build}-server`, 'systemd/caddy.service.d/device-console.conf')
      const lines = readFileSync(service, 'utf8').split('\n')
      expect(lines).toEqual(
        expect.arrayContaining([
          'RuntimeDirectory=caddy',
          'RuntimeDirectoryMode=0700',
          'Environment=XDG_CONFIG_HOME=/run/caddy',
          "ExecStartPre=-+/bin/sh -c 'echo 1 > /proc/sys/net/ipv4/tcp_migrate_req'",
        ]),
      )
    },
  )

  test('makes several sites, each with files of its own name, and leaves nothing of an earlier one', () => {
    const helpdesk = join(folder, 'helpdesk')
    const before = filesBelow(build)
    configure(helpdesk, { api, domain: 'helpdesk.example.com' }, build)
    writeFileSync(join(helpdesk, 'assets/of-an-earlier-build.js'), '')
    const flags = { api, auth: 'proxy', 'read-only': true, domain: 'help-desk.example.com' }
    configure(helpdesk, flags, build)
    expect(filesBelow(build)).toEqual(before)
    expect(filesBelow(helpdesk)).not.toContain('assets/of-an-earlier-build.js')
    expect(filesBelow(`${helpdesk}-server`)).toEqual(filesOfProxy('help-desk.example.com'))
    configure(build, { ...flags, domain: 'help.desk.example.com' })
    const names = (site: string, domain: string) => {
      const text = readFileSync(
        join(`${site}-server`, `nginx/sites-enabled/${domain}.conf`),
        'utf8',
      )
      return [
        ...text.matchAll(/^(?:map .* (\$\w+)|geo (\S+)|log_format (\w+)|upstream (\w+)) /gm),
      ].map((match) => match.slice(1).find((name) => name !== undefined))
    }
    const [first, second] = [
      names(helpdesk, 'help-desk.example.com'),
      names(build, 'help.desk.example.com'),
    ]
    expect(first.length).toBeGreaterThan(9)
    expect(first.filter((name) => second.includes(name))).toEqual([])
  })

  test('doesn’t replace a folder that holds something else', () => {
    const home = join(folder, 'home')
    mkdirSync(home)
    writeFileSync(join(home, 'letter.txt'), 'Dear')
    expect(() => configure(home, { api }, build)).toThrow(/home holds no build/)
    expect(filesBelow(home)).toEqual(['letter.txt'])
  })

  test('is told that nginx can’t check the certificate of an IP address', () => {
    const told = (address: string, auth = 'proxy') =>
      configure(build, { api: address, auth, domain: 'console.example.com' }).join('\n')
    expect(told('https://10.0.0.7')).toContain('use Caddy')
    expect(told('https://[2001:db8::1]')).toContain('use Caddy')
    expect(told('http://127.0.0.1')).not.toContain('use Caddy')
    expect(told('https://10.0.0.7', 'apikey')).not.toContain('use Caddy')
    expect(told(api)).not.toContain('use Caddy')
  })

  test('gets compressed scripts with the same content', () => {
    configure(build, { api })
    const script = join(build, 'assets/start-abc.js')
    const content = readFileSync(script)
    expect(brotliDecompressSync(readFileSync(`${script}.br`)).equals(content)).toBe(true)
    expect(gunzipSync(readFileSync(`${script}.gz`)).equals(content)).toBe(true)
  })

  test.each(['apikey', 'proxy'])(
    'with %s, nginx and Caddy send the headers of the build',
    (auth) => {
      configure(build, { api, auth, domain: 'console.example.com' })
      const rules = parseHeaders(readFileSync(join(build, '_headers'), 'utf8'))
      for (const name of [
        'nginx/sites-enabled/console.example.com.conf',
        'caddy/device-console/console.example.com.caddy',
      ]) {
        const text = readFileSync(join(`${build}-server`, name), 'utf8')
        expect(text).not.toMatch(/%\w+%/)
        expect(text).toContain('console.example.com')
        for (const [header, value] of headersFor(rules, `${base}any`)) {
          const isMapped = header === 'Content-Security-Policy' && text.includes('_policy {')
          expect(text).toContain(isMapped ? `default "${value}"` : `${header} "${value}"`)
        }
      }
    },
  )
})

test('the command ends with one sentence and exit code 2 on a mistake', () => {
  const command = fileURLToPath(new URL('../../deploy/configure.ts', import.meta.url))
  for (const [flags, sentence] of [
    [['--apy=https://api.example.com'], /'--apy'/],
    [['--api=https://api.example.com', '--build', tmpdir()], /holds no build\. Run/],
  ] as const) {
    const { status, stderr } = spawnSync(process.execPath, [command, ...flags], {
      encoding: 'utf8',
    })
    expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(sentence)])
    expect(status).toBe(2)
  }
})

test('a packed release has all that configures it', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const workflow = readFileSync(join(root, '.github/workflows/ci.yml'), 'utf8')
  const packed = /files='dist (.*)'/.exec(workflow)?.[1]?.split(' ') ?? []
  const release = mkdtempSync(join(tmpdir(), 'device-console-'))
  for (const path of packed) cpSync(join(root, path), join(release, path), { recursive: true })
  mkdirSync(join(release, 'dist/assets'), { recursive: true })
  writeFileSync(join(release, 'dist/index.html'), '<script src="/assets/start-abc.js"></script>')
  cpSync(join(root, 'public/_headers'), join(release, 'dist/_headers'))
  const flags = ['--api', api, '--auth', 'proxy', '--domain', 'console.example.com']
  const { status, stderr } = spawnSync(process.execPath, ['deploy/configure.ts', ...flags], {
    cwd: release,
    encoding: 'utf8',
  })
  const written = filesBelow(join(release, 'dist-server'))
  rmSync(release, { recursive: true })
  expect(stderr).toBe('')
  expect(status).toBe(0)
  expect(written).toEqual(filesOfProxy('console.example.com'))
})

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted()
}

function filesOfProxy(domain: string): string[] {
  return [
    'caddy/Caddyfile',
    `caddy/device-console/${domain}.caddy`,
    `nginx/sites-enabled/${domain}.conf`,
    'systemd/caddy.service.d/device-console.conf',
    'systemd/device-console-dns@.service',
    'systemd/device-console-dns@.timer',
  ]
}

test('a folder without a build is told', () => {
  expect(() => configure(tmpdir(), { api })).toThrow(/holds no build\. Run "npm run build" first/)
})
