// oxlint-disable-next-line import/default -- Vite makes the default export: the address of the built worker
import workerUrl from './fleet.worker.ts?worker&url'
import { markMissingPart } from '../../api/errors.ts'
import { ExplainedError } from '../../feedback/explain-error.ts'
import { serverNow } from '../../lib/clock.ts'
import { UnreadableFile } from '../files/given-file.ts'
import type { Progress } from './job.ts'
import { trustedWorkerUrl } from './trusted-worker-url.ts'
import type { AnswerMessage, CallMessage, CallName, WorkerCalls } from './fleet.worker.ts'

type Answer<N extends CallName> = Awaited<ReturnType<WorkerCalls[N]>>

/** Calls to the worker. Every promise rejects with `AbortError` once it has ended. */
export interface WorkerClient {
  /** Sends a call immediately and in order, for changes. */
  call<N extends CallName>(name: N, args: Parameters<WorkerCalls[N]>): Promise<Answer<N>>
  /** Sent once the previous question is answered; skipped if aborted before its turn, and canceled after it. */
  ask<N extends CallName>(
    name: N,
    args: Parameters<WorkerCalls[N]>,
    signal?: AbortSignal,
    onProgress?: (progress: Progress) => void,
  ): Promise<Answer<N>>
  end(): void
}

/** A worker silent for so long (ms) while calls wait has failed: the longest takes a third. */
const maxSilenceMs = 30_000
/** Counted in ticks, so that no sleep of the machine passes for silence. */
const tickMs = 5_000

/** Starts the worker. When it fails, every call rejects and `onFailure` is called; a new worker may succeed. */
export function startWorker(onFailure: (error: Error) => void): WorkerClient {
  // Under Trusted Types the browser requires a trusted URL, which its types don't know.
  const worker = new Worker(trustedWorkerUrl(workerUrl) as string, {
    type: 'module',
    name: 'fleet',
  })
  /** Rejects each call that waits for its answer. */
  const waiting = new Set<(reason: unknown) => void>()
  /** Resolves when every question asked so far is answered. */
  let answered: Promise<unknown> = Promise.resolve()
  const ended = new AbortController()
  let silentTicks = 0

  const watch = setInterval(() => {
    silentTicks = waiting.size === 0 ? 0 : silentTicks + 1
    if (silentTicks * tickMs >= maxSilenceMs) fail(silent())
  }, tickMs)

  function fail(error: Error): void {
    end(error)
    onFailure(error)
  }

  worker.addEventListener('error', (event) => {
    const error = new Error(event.message || 'The search script couldn’t be loaded')
    // A missing script fails without a message.
    if (!event.message) markMissingPart(error)
    fail(error)
  })

  function call<N extends CallName>(
    name: N,
    args: Parameters<WorkerCalls[N]>,
    signal?: AbortSignal,
    onProgress?: (progress: Progress) => void,
  ) {
    return new Promise<Answer<N>>((resolve, reject) => {
      ended.signal.throwIfAborted()
      const { port1: port, port2: portOfWorker } = new MessageChannel()
      const pieces: unknown[] = []
      port.addEventListener('message', ({ data }: MessageEvent<AnswerMessage>) => {
        silentTicks = 0
        if ('progress' in data) {
          onProgress?.(data.progress)
          return
        }
        if ('piece' in data) {
          for (const item of data.piece) pieces.push(item)
          return
        }
        port.close()
        waiting.delete(reject)
        if ('failure' in data) reject(data.failure)
        else if ('unreadable' in data) reject(new UnreadableFile(data.unreadable))
        else if (pieces.length === 0) resolve(data.answer as Answer<N>)
        else resolve([...pieces, ...(data.answer as unknown[])] as Answer<N>)
      })
      port.start()
      const message: CallMessage = { name, args, now: serverNow() }
      worker.postMessage(message, [portOfWorker])
      // Only now: a message that can't be sent never gets an answer.
      waiting.add(reject)
      // The worker hears of it between two steps of its work, if that has any.
      signal?.addEventListener('abort', () => port.postMessage('canceled'), { once: true })
    })
  }

  function end(reason: unknown): void {
    if (ended.signal.aborted) return
    ended.abort(reason)
    clearInterval(watch)
    worker.terminate()
    for (const reject of waiting) reject(reason)
    waiting.clear()
  }

  return {
    call,
    ask(name, args, signal, onProgress) {
      const answer = answered.then(() => {
        signal?.throwIfAborted()
        return call(name, args, signal, onProgress)
      })
      answered = answer.catch(() => undefined)
      return answer
    },
    end: () => end(new DOMException('The snapshot was cleared', 'AbortError')),
  }
}

function silent(): Error {
  return new ExplainedError({
    title: 'Searching has stopped responding',
    nextStep: 'Try again, which loads all devices anew. If it keeps happening, reload the page.',
  })
}
