/** The product mark, inline because an image would be one more request before the first rows. */
export function ProductMark({ size }: { size: number }) {
  return (
    <svg aria-hidden viewBox="0 0 32 32" width={size} height={size} className="shrink-0">
      <rect width="32" height="32" rx="8" fill="#3d4bd0" />
      <path
        d="M8 10h10M8 16h16M14 22h10"
        stroke="#fff"
        strokeWidth="3"
        strokeLinecap="round"
        fill="none"
      />
      <circle cx="23" cy="10" r="2" fill="#8ef0b3" />
      <circle cx="9" cy="22" r="2" fill="#8ef0b3" />
    </svg>
  )
}
