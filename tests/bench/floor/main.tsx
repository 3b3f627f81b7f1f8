import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { BrowserRouter, Route, Routes } from 'react-router'
import { DevicePage } from './device.tsx'
import { ListPage } from './list.tsx'

const container = document.getElementById('root')
if (!container) throw new Error('The floor page has no #root')

createRoot(container).render(
  <QueryClientProvider client={new QueryClient()}>
    <BrowserRouter>
      <Routes>
        <Route path="/devices" element={<ListPage />} />
        <Route path="/devices/:id" element={<DevicePage />} />
      </Routes>
    </BrowserRouter>
  </QueryClientProvider>,
)
