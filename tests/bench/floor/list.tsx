import { keepPreviousData, useQuery } from '@tanstack/react-query'
import {
  createColumnHelper,
  functionalUpdate,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type SortingState,
} from '@tanstack/react-table'
import { Link, useSearchParams } from 'react-router'
import { read, type Device, type DevicePageBody } from './wire.ts'

const PAGE_SIZE = 25
const NO_ROWS: Device[] = []
const features = tableFeatures({ rowSortingFeature })
const helper = createColumnHelper<typeof features, Device>()
const columns = helper.columns([
  helper.accessor('name', {
    header: 'Name',
    cell: ({ row }) => <Link to={`/devices/${row.original.id}`}>{row.original.name}</Link>,
  }),
  helper.accessor('status', { header: 'Status' }),
  helper.accessor('user', { header: 'Owner', cell: ({ getValue }) => getValue()?.email }),
  helper.accessor('lastConnection', { header: 'Last connection' }),
  helper.accessor('appVersion', { header: 'App version' }),
  helper.accessor('createdAt', { header: 'Registered' }),
])

/** The least list page: the server sorts and pages, the URL holds both, nothing is styled. */
export function ListPage() {
  const [search, setSearch] = useSearchParams()
  const sort = search.get('sort')
  const page = Number(search.get('page') ?? 1)
  const offset = (page - 1) * PAGE_SIZE
  const { data } = useQuery({
    queryKey: ['devices', sort, page],
    queryFn: () =>
      read<DevicePageBody>(
        `/devices?limit=${PAGE_SIZE}&offset=${offset}${sort ? `&sort=${sort}` : ''}`,
      ),
    placeholderData: keepPreviousData,
  })
  const sorting: SortingState = sort
    ? [{ id: sort.replace('-', ''), desc: sort.startsWith('-') }]
    : []
  const table = useTable({
    features,
    columns,
    data: data?.data ?? NO_ROWS,
    manualSorting: true,
    sortDescFirst: false,
    state: { sorting },
    onSortingChange: (change) => {
      const first = functionalUpdate(change, sorting)[0]
      setSearch(first ? { sort: (first.desc ? '-' : '') + first.id } : {})
    },
  })
  if (!data) return <p>Loading</p>
  const link = (to: number) => `?${sort ? `sort=${sort}&` : ''}page=${to}`
  return (
    <main>
      <table aria-label="Devices">
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => (
                <th key={header.id}>
                  <button onClick={header.column.getToggleSortingHandler()}>
                    <table.FlexRender header={header} />
                  </button>
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id}>
              {row.getAllCells().map((cell) => (
                <td key={cell.id}>
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Link to={link(page + 1)}>Next page</Link>
      <Link to={link(Math.ceil(data.total / PAGE_SIZE))}>Last page</Link>
    </main>
  )
}
