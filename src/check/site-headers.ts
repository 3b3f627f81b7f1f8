import { warn, type Result } from './finding.ts'

/** Headers without which another site, or a network, can do more than it should. */
const protective = [
  'Content-Security-Policy',
  'Strict-Transport-Security',
  'X-Content-Type-Options',
  'X-Frame-Options',
  'Cross-Origin-Opener-Policy',
]

/**
 * A warning for a host that doesn't send all of these; `undefined` when it does.
 * @param isConfigured whether the page carries a policy itself, as `configure` has it do
 */
export function missingHeaders(headers: Headers, isConfigured: boolean): Result | undefined {
  const missing = protective.filter((name) => !headers.has(name))
  if (missing.length === 0) return undefined
  const told = `This site’s host doesn’t send ${missing.join(', ')}.`
  const fix = 'Have the host send the headers of dist/_headers, or use one that can.'
  if (!missing.includes('Content-Security-Policy')) return warn(told, fix)
  return isConfigured
    ? warn(
        `${told} The page carries its policy itself and refuses to run in a frame, but nothing stands for the rest.`,
        fix,
      )
    : warn(
        `${told} The page refuses to run in a frame, but carries no policy itself, because this build wasn’t configured.`,
        `Run configure and upload the build again. ${fix}`,
      )
}
