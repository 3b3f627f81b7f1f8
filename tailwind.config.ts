import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Config } from 'tailwindcss'
import plugin from 'tailwindcss/plugin'
import { deviceActionNames } from './src/actions/definitions.ts'

/**
 * Colours by role: [light, dark, and the same with more contrast where asked].
 * Markup names roles, never shades, so both themes are one class list.
 * Text on any of canvas, surface, sunken and hover has a contrast of 4.5 or more.
 */
const roles: Record<string, readonly [string, string, string?, string?]> = {
  // Planes, from the page up.
  canvas: ['#f6f6f8', '#0e0f12'],
  surface: ['#ffffff', '#15171b'],
  sunken: ['#f1f1f4', '#101215'],
  hover: ['#f5f5f9', '#1c1f25'],
  selected: ['#eceeff', '#20244a'],
  // Lines between them.
  line: ['#e4e5ea', '#272a32', '#767b88', '#8b909c'],
  'line-strong': ['#868b98', '#6d7381', '#43474f', '#c3c7d0'],
  // Text, from loud to quiet.
  ink: ['#15171c', '#eceef2', '#000000', '#ffffff'],
  'ink-muted': ['#4c515d', '#a9aebb', '#23262c', '#dfe2e8'],
  'ink-quiet': ['#656b79', '#8d93a1', '#33373f', '#d0d4dc'],
  // The one accent: links, focus, the current choice.
  accent: ['#3d4bd0', '#9aa5ff', '#2a36ab', '#c0c7ff'],
  'accent-strong': ['#323fb6', '#b3bbff'],
  'on-accent': ['#ffffff', '#11131f'],
  // What a state means; always beside a word. A fill is for dots, icons and bars, which need less contrast than text.
  good: ['#137a3a', '#4ccb7c'],
  'good-fill': ['#169347', '#4ccb7c'],
  warn: ['#8a5200', '#efb442'],
  'warn-fill': ['#c77700', '#efb442'],
  'warn-soft': ['#fdf1da', '#2f2410'],
  danger: ['#bd2430', '#ff8b8f'],
  'danger-soft': ['#fdebec', '#361a1d'],
  'danger-fill': ['#c62a36', '#cf3a45'],
  'danger-fill-strong': ['#a81f2a', '#b82f3a'],
  'on-danger': ['#ffffff', '#ffffff'],
  idle: ['#8b909c', '#7a808d'],
}

function declarations(light: 0 | 2, dark: 1 | 3): Record<string, string> {
  return Object.fromEntries(
    Object.entries(roles).flatMap(([role, values]) => {
      const [onLight, onDark] = [values[light], values[dark]]
      return onLight && onDark ? [[`--color-${role}`, `light-dark(${onLight}, ${onDark})`]] : []
    }),
  )
}

const icons = readdirSync(fileURLToPath(new URL('src/ui/icons', import.meta.url)))

/** A class for each file in `ui/icons`: `icon-bin` shows bin.svg. */
const iconUtilities = Object.fromEntries(
  icons.map((file) => [
    `.icon-${basename(file, '.svg')}`,
    // Beside the style sheet that names it, app/app.css.
    { '--icon': `url('../ui/icons/${file}')` },
  ]),
)

export default {
  content: [],
  theme: {
    colors: {
      transparent: 'transparent',
      current: 'currentColor',
      ...Object.fromEntries(Object.keys(roles).map((role) => [role, `var(--color-${role})`])),
    },
    fontFamily: {
      // app/font.ts decides when Inter is downloaded.
      sans: ['var(--font, "Inter stand-in")', '"Inter stand-in"', 'system-ui', 'sans-serif'],
      mono: ['ui-monospace', '"SF Mono"', '"Cascadia Mono"', 'Menlo', 'Consolas', 'monospace'],
    },
    // One scale, on the 4-px rhythm; 13 px is the table's size.
    fontSize: {
      xs: ['0.75rem', '1rem'],
      sm: ['0.8125rem', '1.25rem'],
      base: ['0.875rem', '1.25rem'],
      lg: ['1rem', '1.5rem'],
      xl: ['1.25rem', '1.75rem'],
      '2xl': ['1.5rem', '2rem'],
    },
    boxShadow: {
      card: '0 1px 2px rgb(16 18 27 / 0.05)',
      float: '0 1px 2px rgb(16 18 27 / 0.08), 0 8px 24px rgb(16 18 27 / 0.14)',
      dialog: '0 2px 6px rgb(16 18 27 / 0.12), 0 24px 64px rgb(16 18 27 / 0.28)',
    },
  },
  plugins: [
    plugin(({ addBase, addUtilities }) => {
      addUtilities(iconUtilities)
      addBase({
        ':root': {
          ...declarations(0, 1),
          // The column of a row's actions is as wide as their number.
          '--actions': String(deviceActionNames.length),
        },
        '@media (prefers-contrast: more)': { ':root': declarations(2, 3) },
      })
    }),
  ],
} satisfies Config
