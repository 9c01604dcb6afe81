type QrCodeProps = {
  /** Rows of modules, true where dark; without a border. */
  modules: boolean[][]
  label: string
}

const QUIET = 4

/** A QR code, dark on white in every colour scheme, so that cameras read it. */
export function QrCode({ modules, label }: QrCodeProps) {
  const size = modules.length + 2 * QUIET
  const dark = modules
    .flatMap((row, y) => row.map((on, x) => (on ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : '')))
    .join('')
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      width="200"
      height="200"
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={dark} fill="#000" />
    </svg>
  )
}
