import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readSettings } from '../../deploy/settings.ts'

// What runs the container must fit what is in it.

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (name: string) => readFileSync(join(root, 'deploy', name), 'utf8')

type Yaml = string | Yaml[] | { [key: string]: Yaml }

/** Reads as much of YAML as these files use: maps, lists, `[flow lists]`, quotes and comments. */
function parse(text: string): Yaml {
  const lines = text.split('\n').filter((line) => !/^\s*(#|$)/.test(line))
  const indentOf = (line = '') => line.search(/\S/)
  const scalar = (given: string): Yaml => {
    const flow = /^\[(.*)\]$/.exec(given)?.[1]
    if (flow !== undefined) return flow.split(', ').map(scalar)
    return given.replace(/^'(.*)'$/, '$1')
  }
  const block = (): Yaml => {
    const indent = indentOf(lines[0])
    const list: Yaml[] = []
    const map: Record<string, Yaml> = {}
    while (lines.length > 0 && indentOf(lines[0]) === indent) {
      const line = lines.shift()?.trim() ?? ''
      const item = /^- (.*)$/.exec(line)?.[1]
      const [, key = '', value = ''] = /^([\w-]+):(?: (.*))?$/.exec(line) ?? []
      if (item !== undefined && /^[\w-]+:( |$)/.test(item)) {
        lines.unshift(`${' '.repeat(indent + 2)}${item}`)
        list.push(block())
      } else if (item !== undefined) list.push(scalar(item))
      else if (key === '') throw new Error(`Not understood: ${line}`)
      else if (value !== '') map[key] = scalar(value)
      // A list may stand as far left as its name.
      else map[key] = indentOf(lines[0]) > indent ? block() : ''
    }
    return list.length > 0 ? list : map
  }
  return block()
}

const containerfile = read('container/Containerfile')
const start = read('container/start.sh')
const port = /^EXPOSE (\d+)$/m.exec(containerfile)?.[1]
const [user, group] = /^USER (\d+):(\d+)$/m.exec(containerfile)?.slice(1) ?? []
const run = /CONSOLE_RUN:-([^}]+)/.exec(start)?.[1]
const key = /CONSOLE_KEY_FILE:-([^}]+)/.exec(start)?.[1] ?? ''

/** Checks that `configure` takes the environment, as start.sh passes it on. */
function expectConfigured(environment: [name: string, value: string][]): void {
  const flags = environment.map(([name, value]) => [
    name.replace('CONSOLE_', '').toLowerCase().replaceAll('_', '-'),
    value,
  ])
  const passed = /for flag in ([^;]*);/.exec(start)?.[1]?.split(/[\s\\]+/)
  for (const [name] of flags) expect(passed).toContain(name)
  expect(readSettings(Object.fromEntries(flags), '/').config).toMatchObject({ auth: 'proxy' })
}

test('what the container is started with is in it, and everything agrees on its port', () => {
  expect(read('server-files.ts')).toContain(`{$CONSOLE_PORT:${port}}`)
  expect(read('container/health.js')).toContain(`CONSOLE_PORT ?? ${port}}/healthz`)
  for (const [, script = ''] of containerfile.matchAll(/"(deploy\/[^"]+)"/g)) {
    expect(existsSync(join(root, script)), script).toBe(true)
  }
})

test('what it writes can be a tmpfs of any runtime, with the mode that the image gives the folder', () => {
  expect(containerfile).toContain(`install -d -m 1777 ${run}\n`)
  // `podman run --read-only` makes these anew, without the mode.
  expect(run).not.toMatch(/^\/(?:run|tmp|var\/tmp)\//)
})

test('Kubernetes runs it without privileges, watches its health, and mounts the key and what it writes', () => {
  const [deployment, service] = read('container/kubernetes.yaml').split('\n---\n').map(parse)
  expect(deployment).toMatchObject({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    spec: {
      selector: { matchLabels: { app: 'device-console' } },
      template: {
        metadata: { labels: { app: 'device-console' } },
        spec: {
          automountServiceAccountToken: 'false',
          securityContext: {
            runAsNonRoot: 'true',
            runAsUser: user,
            runAsGroup: group,
            // Gives the group the mounted key.
            fsGroup: group,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [
            {
              securityContext: {
                allowPrivilegeEscalation: 'false',
                readOnlyRootFilesystem: 'true',
                capabilities: { drop: ['ALL'] },
              },
              ports: [{ name: 'http', containerPort: port }],
              readinessProbe: { httpGet: { path: '/healthz', port: 'http' } },
              livenessProbe: { httpGet: { path: '/healthz', port: 'http' } },
              resources: { limits: { memory: expect.stringMatching(/^\d+Mi$/) as string } },
              volumeMounts: [
                { name: 'secrets', mountPath: key.replace(/\/[^/]+$/, ''), readOnly: 'true' },
                { name: 'run', mountPath: run },
              ],
            },
          ],
          volumes: [
            { name: 'secrets', secret: { secretName: 'device-console', defaultMode: '0440' } },
            { name: 'run', emptyDir: { medium: 'Memory' } },
          ],
        },
      },
    },
  })
  expect(service).toMatchObject({
    apiVersion: 'v1',
    kind: 'Service',
    spec: { selector: { app: 'device-console' }, ports: [{ targetPort: 'http' }] },
  })
  expect(read('container/kubernetes.yaml')).toContain(
    `create secret generic device-console --from-file=${basename(key)}=`,
  )
  const env = JSON.stringify(deployment).matchAll(/\{"name":"(CONSOLE_\w+)","value":"([^"]*)"\}/g)
  expectConfigured([...env].map(([, name = '', value = '']) => [name, value]))
})

test('Compose runs it with the same limits', () => {
  const compose = parse(read('container/compose.yaml'))
  expect(compose).toMatchObject({
    services: {
      'device-console': {
        build: { context: '../..', dockerfile: 'deploy/container/Containerfile' },
        secrets: [basename(key)],
        ports: [`127.0.0.1:${port}:${port}`],
        read_only: 'true',
        tmpfs: [`${run}:mode=1777`],
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      },
    },
    secrets: { [basename(key)]: { file: './device-console.key' } },
  })
  const [environment = ''] =
    /"environment":(\{[^}]*\})/.exec(JSON.stringify(compose))?.slice(1) ?? []
  expectConfigured(Object.entries(JSON.parse(environment) as Record<string, string>))
})
