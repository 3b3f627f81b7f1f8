/** The input of a fault. */
export interface Faulty {
  request: Request
  /** Passes a request on to the backend. */
  next: (request: Request) => Promise<Response>
  /** Returns numbers in [0, 1). */
  random: () => number
}

export interface Fault {
  /** Its label in the settings. */
  words: string
  answer: (call: Faulty) => Response | Promise<Response>
}
