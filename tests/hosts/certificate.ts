import { execFileSync } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A certificate that vouches for itself. */
export type Certificate = { certFile: string; keyFile: string; cert: Buffer; key: Buffer }

/** Makes a certificate for a host in a folder; `name` keeps several apart. */
export function makeCertificate(
  openssl: string,
  folder: string,
  name: string,
  host = 'localhost',
): Certificate {
  const certFile = join(folder, `${name}.pem`)
  const keyFile = join(folder, `${name}-key.pem`)
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const names = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host},IP:127.0.0.1`]
  const files = ['-keyout', keyFile, '-out', certFile]
  execFileSync(openssl, ['req', '-x509', ...curve, '-days', '2', ...names, ...files], {
    stdio: 'ignore',
  })
  return readCertificate(folder, name)
}

/** Reads a certificate that `makeCertificate` has made. */
export function readCertificate(folder: string, name: string): Certificate {
  const certFile = join(folder, `${name}.pem`)
  const keyFile = join(folder, `${name}-key.pem`)
  return { certFile, keyFile, cert: readFileSync(certFile), key: readFileSync(keyFile) }
}

/** The hash by which Chromium accepts a certificate (`--ignore-certificate-errors-spki-list`). */
export function publicKeyHash({ cert }: Certificate): string {
  const key = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(key).digest('base64')
}
