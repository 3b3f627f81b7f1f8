import { readFileSync } from 'node:fs'

/** How people sign in to the proxy form. */
export type SignIn =
  /** A file of names and passwords. */
  | { kind: 'basic' }
  /** oauth2-proxy on this address, and with it every identity provider that it knows. */
  | { kind: 'oauth2-proxy'; address: string }
  /** A proxy in front of this server, which names the person in this header. */
  | { kind: 'external'; header: string }

type Parts = Record<string, string>

/** The parts of nginx's file that a sign-in decides; `common` fills what they name. */
export function nginxSignIn(signIn: SignIn, common: Parts): Parts {
  const { id = '', domain } = common
  const nothing = { login_map: '', open: '', page_login: '', api_login: '', more_headers: '' }
  switch (signIn.kind) {
    case 'basic':
      return {
        ...nothing,
        login: '$remote_user',
        sign_in: `  auth_basic "Device console";\n  auth_basic_user_file /etc/nginx/device-console/${domain}.users;`,
        open: '\n    auth_basic off;',
      }
    case 'external':
      return {
        ...nothing,
        login: `$http_${signIn.header.toLowerCase().replaceAll('-', '_')}`,
        sign_in: `  # It's in front of this server, names the person in ${signIn.header}, and is the only one that\n  # reaches this server.`,
      }
    case 'oauth2-proxy':
      return {
        ...nothing,
        login: `$${id}_who`,
        login_map: [
          `\nmap $${id}_email $${id}_who {`,
          `  default $${id}_email;`,
          `  "" $${id}_user;`,
          '}',
        ].join('\n'),
        sign_in: readFileSync(new URL('nginx/oauth2-proxy.conf', import.meta.url), 'utf8')
          .trimEnd()
          .replaceAll('%pass%', toOauth2Proxy(signIn.address))
          .replaceAll('%id%', id),
        page_login: '\n    auth_request /oauth2/auth;\n    error_page 401 = @sign_in;',
        api_login: '    auth_request /oauth2/auth;\n',
        more_headers: `\n  add_header Set-Cookie $${id}_cookie always;`,
      }
  }
}

/** Its cookies can be large, and it believes what these headers say of the request. */
const toOauth2Proxy = (address: string) =>
  [
    `proxy_pass ${address};`,
    'proxy_set_header Host $http_host;',
    'proxy_set_header X-Real-IP $remote_addr;',
    'proxy_set_header X-Forwarded-Proto https;',
    'proxy_set_header X-Forwarded-Host $http_host;',
    'proxy_set_header X-Forwarded-Uri "";',
    'proxy_buffer_size 16k;',
    'proxy_buffers 4 16k;',
  ]
    .map((line) => `    ${line}`)
    .join('\n')

/** As `toOauth2Proxy`, for Caddy; `more` are further lines. */
const caddyToOauth2Proxy = (address: string, more: string[] = []) => [
  `reverse_proxy ${address} {`,
  ...['header_up X-Real-IP {remote_host}', 'header_up -X-Forwarded-Uri', ...more].map(
    (line) => `\t${line}`,
  ),
  '}',
]

/** As `nginxSignIn`, for Caddy. */
export function caddySignIn(signIn: SignIn, common: Parts): Parts {
  const { base = '', secrets = '' } = common
  switch (signIn.kind) {
    case 'basic':
      return {
        header_matcher: '',
        sign_in: [
          '\t# The login: everyone who passes it may do all that this server forwards.',
          '\t# From Caddy 2.8 on, the first word of the block may be spelled basic_auth.',
          `\t@guarded not path ${base}healthz`,
          '\tbasicauth @guarded {',
          `\t\timport ${secrets}.users`,
          '\t}\n',
        ].join('\n'),
        page_login: '',
        api_login: '\t\tvars login {http.auth.user.id}\n',
      }
    case 'external':
      return {
        header_matcher: '',
        sign_in: `\t# The login is in front of this server, names the person in ${signIn.header}, and is the only\n\t# one that reaches this server.\n`,
        page_login: '',
        api_login: named(`{http.request.header.${signIn.header}}`),
      }
    case 'oauth2-proxy':
      return {
        header_matcher: ' @own',
        sign_in: [
          "\t# oauth2-proxy's own pages: without a login, and without the console's policy, which blocks their",
          '\t# form.',
          '\t@own not path /oauth2/*',
          '\theader /oauth2/* {',
          '\t\tStrict-Transport-Security "max-age=63072000"',
          '\t\tX-Content-Type-Options "nosniff"',
          '\t\tX-Frame-Options "DENY"',
          '\t}',
          '\troute /oauth2/* {',
          ...caddyToOauth2Proxy(signIn.address).map((line) => `\t\t${line}`),
          '\t}\n',
        ].join('\n'),
        page_login: [
          `\t\t@page_login not path ${base}assets/* ${base}config.json`,
          '\t\t# A page without a sign-in leads to it, and back to the same address.',
          ...session(signIn.address, '@page_login ', [
            'rewrite * /oauth2/start?',
            ...caddyToOauth2Proxy(signIn.address, [
              'header_up X-Auth-Request-Redirect {http.request.orig_uri}',
            ]),
          ]),
          '',
        ].join('\n'),
        api_login: [
          `\t\timport ${common['id']}_api_headers`,
          ...session(signIn.address, '', ['respond "Sign in again." 401']),
          '\t\t@user header_regexp X-Auth-Request-User ^[^{]',
          '\t\tvars @user login {http.request.header.X-Auth-Request-User}',
          '\t\t@email header_regexp X-Auth-Request-Email ^[^{]',
          '\t\tvars @email login {http.request.header.X-Auth-Request-Email}',
          logged,
          '',
        ].join('\n'),
      }
  }
}

/** The audit log takes the login from here. */
const logged =
  '\t\tmap {http.vars.login} {http.auth.user.id} {\n\t\t\tdefault {http.vars.login}\n\t\t}'

const named = (value: string) => `\t\tvars login ${value}\n${logged}\n`

/** Asks oauth2-proxy who a request comes from; `signedOut` is the answer to one without a sign-in. */
function session(address: string, matcher: string, signedOut: string[]): string[] {
  return [
    '# Nobody but oauth2-proxy names the person.',
    `request_header ${matcher}-X-Auth-Request-*`,
    `request_header ${matcher}-X-Console-Cookie`,
    `forward_auth ${matcher}${address} {`,
    '\turi /oauth2/auth?',
    // oauth2-proxy can let addresses in (trusted_ips), so nobody may claim one.
    '\theader_up X-Real-IP {remote_host}',
    '\tcopy_headers X-Auth-Request-User X-Auth-Request-Email Set-Cookie>X-Console-Cookie',
    '\t@signed_out status 401',
    '\thandle_response @signed_out {',
    ...signedOut.map((line) => `\t\t${line}`),
    '\t}',
    '}',
    '# A sign-in that oauth2-proxy has renewed. Caddy 2.6 copies a missing header as its name in braces.',
    '@renewed header_regexp X-Console-Cookie ^[^{]',
    'header @renewed Set-Cookie {http.request.header.X-Console-Cookie}',
  ].map((line) => `\t\t${line}`)
}
