/** A share in whole percent, such as 15%; neither 0% nor 100% is said of anything between. */
export function formatShare(count: number, of: number): string {
  if (of === 0) return ''
  const percent = Math.round((count / of) * 100)
  if (percent === 0 && count > 0) return '<1%'
  if (percent === 100 && count < of) return '>99%'
  return `${percent}%`
}
