import { paths } from '../lib/paths.ts'
import { TabStrip, tabClass } from '../list/tab-strip.tsx'
import { Link } from '../ui/link.tsx'

const tabs = [
  { name: 'Stale', path: paths.cleanUp },
  { name: 'Duplicates', path: paths.duplicates },
]

/** The two kinds of devices to clean up, below the heading of each page. */
export function CleanUpTabs({ current }: { current: string }) {
  return (
    <div className="mb-2 -ml-2.5">
      <TabStrip label="Clean up">
        {tabs.map(({ name, path }) => (
          <li key={path}>
            <Link
              to={path}
              aria-current={path === current ? 'page' : undefined}
              className={tabClass}
            >
              {name}
            </Link>
          </li>
        ))}
      </TabStrip>
    </div>
  )
}
