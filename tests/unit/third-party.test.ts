import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { notices, packagesOf, sbom } from '../../deploy/third-party.ts'

const packages = packagesOf([
  '/anywhere/node_modules/react/index.js',
  '/anywhere/node_modules/react/cjs/react.production.js',
  'node_modules/@tanstack/query-core/build/modern/query.js',
  'node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  '\0vite/preload-helper.js',
  '\0rolldown/runtime.js',
  '/anywhere/src/main.tsx',
  'index.html',
])

test('the packages of a build are those that its modules and files come from', () => {
  expect(packages.map(({ name }) => name)).toEqual([
    '@fontsource-variable/inter',
    '@tanstack/query-core',
    'react',
    'rolldown',
    'vite',
  ])
})

test('the notices hold the license of each package, and of Vite only its own', () => {
  const text = notices(packages)
  for (const { name, version } of packages) expect(text).toContain(`${name} ${version} (`)
  expect(text).toContain('Copyright (c) Meta Platforms, Inc. and affiliates.')
  expect(text).toContain('SIL OPEN FONT LICENSE Version 1.1')
  expect(text).toContain('Vite contributors')
  expect(text).not.toContain('@jridgewell')
})

describe('the bill of materials', () => {
  const bill = JSON.parse(JSON.stringify(sbom(packages))) as Record<string, unknown>
  const components = bill['components'] as Record<string, unknown>[]

  test('says by which specification it is to be read', () => {
    expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 })
    expect(bill['metadata']).toMatchObject({
      component: { type: 'application', name: 'cipherscale-device-console' },
    })
  })

  test('names each component with version, license, address and hash', () => {
    expect(components).toHaveLength(packages.length)
    for (const component of components) {
      const { name, version } = component as { name: string; version: string }
      expect(component).toEqual({
        type: 'library',
        'bom-ref': `pkg:npm/${name.replace('@', '%40')}@${version}`,
        name,
        version,
        licenses: [{ license: { id: expect.stringMatching(/^(MIT|OFL-1\.1)$/) as string } }],
        purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
        hashes: [{ alg: 'SHA-512', content: expect.stringMatching(/^[\da-f]{128}$/) as string }],
      })
    }
  })

  test('has the hash by which npm checked the package', () => {
    const lockfile = JSON.parse(
      readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'),
    ) as { packages: Record<string, { integrity: string }> }
    const integrity = lockfile.packages['node_modules/react']?.integrity.replace('sha512-', '')
    expect(components.find(({ name }) => name === 'react')).toMatchObject({
      hashes: [{ content: Buffer.from(integrity ?? '', 'base64').toString('hex') }],
    })
  })

  test('relates only components that it lists', () => {
    const refs = [(bill['metadata'] as { component: object }).component, ...components].map(
      (component) => (component as Record<string, unknown>)['bom-ref'],
    )
    const dependencies = bill['dependencies'] as { ref: string; dependsOn: string[] }[]
    expect(dependencies.map(({ ref }) => ref)).toEqual(refs)
    expect(dependencies[0]?.dependsOn).toContain(
      components.find(({ name }) => name === 'react')?.['bom-ref'],
    )
    for (const { dependsOn } of dependencies) {
      for (const ref of dependsOn) expect(refs).toContain(ref)
    }
  })
})
