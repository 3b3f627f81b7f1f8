import { confirmationChunk } from '../actions/row-actions.tsx'
import {
  emptyList,
  listParts,
  searchSuggestions,
  selectionBar,
} from '../devices/device-list-page.tsx'
import { fleetChunk } from '../fleet/load-fleet.ts'
import { createChunk, type Chunk } from '../lib/chunk.ts'
import { listNotices, pagination } from '../list/list-screen.tsx'
import { searchText } from '../search/search-field.tsx'
import { settleRequestChunk } from '../list/source/list-rows.ts'
import { encryptionChunk } from '../session/open-session.ts'
import { faultPage } from './error-boundary.tsx'

export const shellActions = createChunk('menu', () => import('./shell-actions.tsx'))
export const overlays = createChunk('dialogs and notifications', () => import('./overlays.tsx'))
export const palette = createChunk('search everything', () => import('./palette/palette.tsx'))
export const checkDialog = createChunk('connection check', () => import('./check-dialog.tsx'))
export const devicePage = createChunk('device', () => import('../device-page/device-page.tsx'))
export const otherPages = createChunk('page', () => import('./other-pages.tsx'))
export const disconnected = createChunk('connect page', () => import('./disconnected.tsx'))

/** What a run may still need: a new version may replace it on the host during the run. */
export const neededInRun: readonly Chunk<unknown>[] = [
  otherPages,
  disconnected,
  encryptionChunk,
  fleetChunk,
]

/** What the first page works without, in the order of its use. Each is downloaded by itself. */
export const idleDownloads: readonly Chunk<unknown>[] = [
  pagination,
  listParts,
  shellActions,
  overlays,
  listNotices,
  selectionBar,
  emptyList,
  searchSuggestions,
  confirmationChunk,
  searchText,
  devicePage,
  palette,
  settleRequestChunk,
  checkDialog,
  faultPage,
]
