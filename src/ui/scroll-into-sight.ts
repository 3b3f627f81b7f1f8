/** As the `ref` of the current option alone: scrolls once when it becomes so, not with every rendering. */
export function scrollIntoSight(option: Element | null): void {
  option?.scrollIntoView({ block: 'nearest' })
}
