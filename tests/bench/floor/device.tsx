import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { read, type Device } from './wire.ts'

/** The least detail page: fetch, then a heading and four facts. */
export function DevicePage() {
  const { id } = useParams()
  const { data } = useQuery({
    queryKey: ['device', id],
    queryFn: () => read<Device>(`/devices/${id}`),
  })
  if (!data) return <p>Loading</p>
  return (
    <main>
      <h1>{data.name}</h1>
      <p>{data.status}</p>
      <p>{data.hardwareId}</p>
      <p>{data.lastConnection}</p>
      <p>{data.appVersion}</p>
    </main>
  )
}
