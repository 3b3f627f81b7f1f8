/** Opens the browser's file dialog; must follow a key or click. `onFile` isn't called if none is chosen. */
export function chooseFile(accept: string, onFile: (file: File) => void): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = accept
  input.hidden = true
  input.addEventListener('cancel', () => input.remove())
  input.addEventListener('change', () => {
    input.remove()
    const file = input.files?.[0]
    if (file) onFile(file)
  })
  // Safari ignores one outside the document.
  document.body.append(input)
  input.click()
}
