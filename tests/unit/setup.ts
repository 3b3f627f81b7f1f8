import { learnServerTime } from '../../src/lib/clock.ts'

// The files of a worker share the modules: what one of them heard of a server's time, maybe on clocks of
// its own, would make another one's devices younger. A server ahead of this machine changes nothing.
learnServerTime(new Headers({ date: '2999-01-01T00:00:00Z' }))
