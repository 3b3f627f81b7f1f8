import { QueryClientContext } from '@tanstack/react-query'
import { SlidersHorizontal } from 'lucide-react'
import { use, useId, type ComponentType } from 'react'
import { deviceActionNames, deviceActions } from '../actions/definitions.ts'
import { examples } from '../lib/examples.ts'
import { listed } from '../lib/listed.ts'
import { capitalized, counted, formatCount } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { Button } from '../ui/button.tsx'
import { Popover } from '../ui/popover.tsx'
import { createExamples } from './demo-examples.ts'
import { faults, isFaultKind } from './faults.ts'
import { createMockNetwork, type MockNetwork, type MockSettings } from './network.ts'
import { maxDevices } from './sample-devices.ts'

/** Answers `fetch` at `baseUrl` with a mock API. Returns the key it accepts, and a banner that names it. */
export function startDemo(baseUrl: string): { key: string; Banner: ComponentType } {
  const network = createMockNetwork({ baseUrl, latencyMs: 80 })
  network.start()
  const { host } = new URL(baseUrl)
  examples.set(createExamples(() => network.backend, host))
  return {
    key: network.keys.keys[0] ?? '',
    Banner: () => <DemoBanner network={network} />,
  }
}

/** Says on every page that this is a demo and which key it accepts, and opens its settings. */
function DemoBanner({ network }: { network: MockNetwork }) {
  const settings = useStore(network.settings)
  const queryClient = use(QueryClientContext)
  const [key] = network.keys.keys

  function change(next: Partial<MockSettings>) {
    const isOtherFleet = next.fleetSize !== undefined && next.fleetSize !== settings.fleetSize
    network.settings.set({ ...network.settings.get(), ...next })
    if (isOtherFleet) void queryClient?.invalidateQueries()
  }

  return (
    <aside
      aria-label="Demo"
      className="flex flex-wrap items-center gap-x-3 bg-selected px-4 py-1 text-sm text-ink"
    >
      <p className="py-1 max-sm:basis-full">
        Demo with {formatCount(settings.fleetSize)} sample devices. Nothing you do is real; reload
        to reset.
      </p>
      <p className="text-ink-muted">
        API key <code className="font-mono text-ink select-all">{key}</code>
      </p>
      <div className="-mr-1 ml-auto">
        <Popover label="Demo settings" showLabel icon={SlidersHorizontal}>
          <DemoSettings settings={settings} onChange={change} />
        </Popover>
      </div>
      <p role="status" className="basis-full pb-1 font-medium text-warn empty:hidden">
        {conditionInWords(settings, key)}
      </p>
    </aside>
  )
}

/** Names the settings that make the demo misbehave; empty without any. */
function conditionInWords(settings: MockSettings, key: string | undefined): string {
  const { fault, faultRate, keyRevoked } = settings
  if (keyRevoked) return `Key revoked: the next request is refused. Connect again with ${key}.`
  if (!fault) return ''
  return `Fault in ${Math.round(faultRate * 100)} % of requests: ${faults[fault].words}`
}

const fleetSizes = [50, 250, 1_248, maxDevices]
const latencies = [0, 80, 200, 1_000, 3_000]
const rates = [0.1, 0.3, 1]
const targets: Record<MockSettings['faultOn'], string> = {
  all: 'All requests',
  reads: 'Reading',
  changes: capitalized(
    listed(deviceActionNames.map((action) => deviceActions[action].doing.toLowerCase())),
  ),
}

interface DemoSettingsProps {
  settings: MockSettings
  onChange: (next: Partial<MockSettings>) => void
}

function DemoSettings({ settings, onChange }: DemoSettingsProps) {
  const { fleetSize, latencyMs, fault, faultRate, faultOn, keyRevoked } = settings
  return (
    <div className="grid w-80 max-w-full gap-3 p-2 max-sm:w-70">
      <Setting
        label="Fleet size"
        value={fleetSize}
        options={fleetSizes.map((size) => [size, counted(size, 'device')])}
        onChange={(value) => onChange({ fleetSize: Number(value) })}
      />
      <Setting
        label="Latency"
        value={latencyMs}
        options={latencies.map((latency) => [latency, `${formatCount(latency)} ms`])}
        onChange={(value) => onChange({ latencyMs: Number(value) })}
      />
      <Setting
        label="Fault"
        value={fault ?? ''}
        options={[
          ['', 'None'],
          ...Object.entries(faults).map(([kind, { words }]) => [kind, words] as const),
        ]}
        onChange={(value) => onChange({ fault: isFaultKind(value) ? value : undefined })}
      />
      <div className="grid grid-cols-2 gap-3">
        <Setting
          label="Fault rate"
          value={faultRate}
          options={rates.map((rate) => [rate, `${Math.round(rate * 100)} %`])}
          onChange={(value) => onChange({ faultRate: Number(value) })}
        />
        <Setting
          label="Fault on"
          value={faultOn}
          options={Object.entries(targets)}
          onChange={(value) => {
            onChange({ faultOn: value === 'reads' || value === 'changes' ? value : 'all' })
          }}
        />
      </div>
      <div className="flex flex-wrap gap-2 border-t border-line pt-3">
        <Button
          disabledReason={keyRevoked ? 'The key is already revoked' : undefined}
          onClick={() => onChange({ keyRevoked: true })}
        >
          Revoke the key
        </Button>
        <Button onClick={() => location.reload()}>Reset the demo</Button>
      </div>
    </div>
  )
}

interface SettingProps {
  label: string
  value: string | number
  options: readonly (readonly [value: string | number, label: string])[]
  onChange: (next: string) => void
}

function Setting({ label, value, options, onChange }: SettingProps) {
  const id = useId()
  return (
    <div className="grid min-w-0 gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="field w-full"
      >
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
}
