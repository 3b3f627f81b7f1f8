import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin, Rolldown } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))

interface Manifest {
  name: string
  version: string
  /** SPDX identifier. */
  license: string
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

/** A package that a build contains code, style or files of. */
interface BundledPackage extends Manifest {
  /** Its folder below the repository, which is its key in the lockfile: `node_modules/react`. */
  folder: string
}

/** Adds `third-party-notices.txt` and `sbom.json` to the build, made from the modules that are really in it. */
export function licenseNotices(): { main: Plugin; worker: Plugin } {
  const ids = new Set<string>()
  const collect = (bundle: Rolldown.OutputBundle) => {
    for (const output of Object.values(bundle)) for (const id of idsOf(output)) ids.add(id)
  }
  return {
    main: {
      name: 'third-party-papers',
      generateBundle: {
        order: 'post',
        handler(_options, bundle) {
          collect(bundle)
          const packages = packagesOf(ids)
          const emit = (fileName: string, source: string) =>
            this.emitFile({ type: 'asset', fileName, source })
          emit('third-party-notices.txt', notices(packages))
          emit('sbom.json', `${JSON.stringify(sbom(packages), null, 2)}\n`)
        },
      },
    },
    // Workers are bundles of their own, and built before the main one is complete.
    worker: {
      name: 'third-party-papers:worker',
      generateBundle: { order: 'post', handler: (_options, bundle) => collect(bundle) },
    },
  }
}

/** Modules of a chunk, original files of an asset, and packages that a style sheet's comment names. */
function idsOf(output: Rolldown.OutputChunk | Rolldown.OutputAsset): string[] {
  if (output.type === 'chunk') return Object.keys(output.modules)
  const banners = output.fileName.endsWith('.css')
    ? String(output.source).matchAll(/\/\*! ([\w-]+) v\d/g)
    : []
  return [
    ...output.originalFileNames,
    ...[...banners].map(([, name]) => `node_modules/${name}/index.css`),
  ]
}

/** The packages that modules belong to, by name; helpers of vite and rolldown have IDs of their own. */
export function packagesOf(ids: Iterable<string>): BundledPackage[] {
  const folders = new Set<string>()
  for (const id of ids) {
    const path = id.replace(/^\0(?=vite\/|rolldown\/)/, 'node_modules/')
    const folder = /.*\bnode_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0]
    if (folder) folders.add(folder.slice(folder.indexOf('node_modules/')))
  }
  return [...folders]
    .map((folder) => ({ ...(readJson(`${folder}/package.json`) as Manifest), folder }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** Stands for the text of a package that comes without one, as some of the demo's do. */
const noText = 'The package contains no license text.'

/** The license text of each package. */
export function notices(packages: readonly BundledPackage[]): string {
  const texts = packages.map(
    (each) => `${each.name} ${each.version} (${each.license})\n\n${licenseText(each)}\n`,
  )
  return ['The device console contains the following packages.\n', ...texts].join(
    `\n${'-'.repeat(80)}\n\n`,
  )
}

function licenseText({ folder }: BundledPackage): string {
  const file = readdirSync(join(root, folder)).find((each) => /^licen[cs]e(\.\w+)?$/i.test(each))
  if (file === undefined) return noText
  // Vite's file goes on with the licenses of what Vite itself is built from.
  const [text = ''] = readFileSync(join(root, folder, file), 'utf8').split(
    '\n# Licenses of bundled',
  )
  return text.trim()
}

/** A CycloneDX 1.6 bill of materials, without time and serial number, so that builds are reproducible. */
export function sbom(packages: readonly BundledPackage[]): object {
  const own = readJson('package.json') as Manifest
  const lockfile = readJson('package-lock.json') as {
    packages: Record<string, { integrity?: string }>
  }
  const refs = new Map(packages.map(({ name, version }) => [name, purl(name, version)]))
  const dependsOn = (names: object = {}) =>
    Object.keys(names).flatMap((name) => refs.get(name) ?? [])
  const ownRef = purl(own.name, own.version)
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      lifecycles: [{ phase: 'build' }],
      component: { type: 'application', 'bom-ref': ownRef, ...described(own) },
    },
    components: packages.map((each) => ({
      type: 'library',
      'bom-ref': purl(each.name, each.version),
      ...described(each),
      purl: purl(each.name, each.version),
      hashes: hashesOf(lockfile.packages[each.folder]?.integrity),
    })),
    dependencies: [
      { ref: ownRef, dependsOn: dependsOn({ ...own.dependencies, ...own.devDependencies }) },
      ...packages.map(({ name, version, dependencies }) => ({
        ref: purl(name, version),
        dependsOn: dependsOn(dependencies),
      })),
    ],
  }
}

function described({ name, version, license }: Manifest): object {
  return { name, version, licenses: [{ license: { id: license } }] }
}

function purl(name: string, version: string): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`
}

/** Hashes of the published package, from the lockfile's `sha512-<base64>`. */
function hashesOf(integrity: string | undefined): object[] {
  const base64 = integrity?.replace(/^sha512-/, '') ?? ''
  return [{ alg: 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex') }]
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(root, path), 'utf8'))
}
