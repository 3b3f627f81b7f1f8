import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'
import '../../src/app/app.css'

// Testing Library only cleans up by itself where test globals are on.
afterEach(cleanup)
