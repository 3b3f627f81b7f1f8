import type { Browser, CDPSession } from 'playwright'
import { openCold, type Expected, type Site } from './journey.ts'
import { atMostTimesFloor, medians, type BySite, type Row } from './report.ts'

// Wall-clock times swing with whatever else a machine does. The processor time of the page's main
// thread, in thread ticks, is nearly the same on an idle and on a busy one.

/** Processor time (ms) of a page's main thread: all tasks, and what of it is script, layout and style. */
interface Cpu {
  tasks: number
  script: number
  layout: number
  style: number
}

/** One visit of a site: until its first rows are painted, and for a sort when everything is warm. */
interface CpuFigures {
  rows: Cpu
  sort: Cpu
}

/** Clicks on the header of names: ascending, descending and not at all. */
const sortCycle = ['sorted', 'reversed', 'first'] as const

/** Measures a cold visit on the slow network of the loading lines, with the processor as fast as it is. */
export async function measureCpu(
  browser: Browser,
  site: Site,
  expected: Expected,
): Promise<CpuFigures> {
  const { context, page, cdp } = await openCold(browser, site.url, expected.first, {
    processorSlowDown: 1,
    async prepare(session) {
      await session.send('Performance.enable', { timeDomain: 'threadTicks' })
    },
  })
  const rows = await cpuSoFar(cdp)
  // The console downloads its other parts after the rows.
  await page.waitForLoadState('networkidle')
  const header = page
    .getByRole('table', { name: 'Devices' })
    .getByRole('columnheader')
    .getByRole('button', { name: /^Name/ })
    .first()
  const sortThrice = async () => {
    for (const order of sortCycle) {
      await header.evaluate(
        (element, ids) => window.bench.clickToRows(element as HTMLElement, ids),
        expected[order],
      )
    }
    // A page that is there already may be read again, which is part of the sort.
    await page.waitForLoadState('networkidle')
  }
  await sortThrice()
  const before = await cpuSoFar(cdp)
  await sortThrice()
  const after = await cpuSoFar(cdp)
  await context.close()
  const perSort = (part: keyof Cpu) => (after[part] - before[part]) / sortCycle.length
  return {
    rows,
    sort: {
      tasks: perSort('tasks'),
      script: perSort('script'),
      layout: perSort('layout'),
      style: perSort('style'),
    },
  }
}

/** Since the page's process began. */
async function cpuSoFar(cdp: CDPSession): Promise<Cpu> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  const ms = (name: string) =>
    (metrics.find((metric) => metric.name === name)?.value ?? Number.NaN) * 1_000
  return {
    tasks: ms('TaskDuration'),
    script: ms('ScriptDuration'),
    layout: ms('LayoutDuration'),
    style: ms('RecalcStyleDuration'),
  }
}

/** Lines for both figures and their parts. */
export function cpuRows(figures: BySite<CpuFigures[]>): Row[] {
  const row = (measure: string, at: keyof CpuFigures, part: keyof Cpu, limit?: number): Row => ({
    measure,
    unit: 'ms',
    ...medians(figures, (run) => run[at][part]),
    ...(limit !== undefined && { target: atMostTimesFloor(limit) }),
  })
  return [
    row('CPU until rows', 'rows', 'tasks', 1.6),
    row('  of it script', 'rows', 'script'),
    row('  of it layout', 'rows', 'layout'),
    row('  of it style', 'rows', 'style'),
    row('CPU of a warm sort', 'sort', 'tasks', 2),
    row('  of it script', 'sort', 'script'),
    row('  of it layout', 'sort', 'layout'),
    row('  of it style', 'sort', 'style'),
  ]
}
