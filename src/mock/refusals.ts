import { hex8 } from './random.ts'

// The vendor documents no errors: these are the words of its gateway and its framework.

export const keyMissing = () => fromGateway(401, 'No API key found in request')
export const keyWrong = () => fromGateway(401, 'Unauthorized')
export const noRoute = () => fromGateway(404, 'no Route matched with those values')
export const rateLimited = (headers: Record<string, string>) =>
  fromGateway(429, 'API rate limit exceeded', headers)

export const badRequest = (message: string | string[]) => fromFramework(400, message, 'Bad Request')
export const forbidden = () => fromFramework(403, 'Forbidden resource', 'Forbidden')
export const notFound = () => fromFramework(404, 'Device not found', 'Not Found')
export const conflict = (message: string) => fromFramework(409, message, 'Conflict')
export const serverError = () =>
  Response.json({ statusCode: 500, message: 'Internal server error' }, { status: 500 })

/** A refusal by the gateway: a message and the request ID, no `statusCode`. */
export function fromGateway(
  status: number,
  message: string,
  headers: Record<string, string> = {},
): Response {
  const requestId = [1, 2, 3, 4].map(() => hex8(Math.floor(Math.random() * 2 ** 32))).join('')
  return Response.json(
    { message, request_id: requestId },
    { status, headers: { 'x-kong-request-id': requestId, ...headers } },
  )
}

function fromFramework(statusCode: number, message: string | string[], error: string): Response {
  return Response.json({ statusCode, message, error }, { status: statusCode })
}
