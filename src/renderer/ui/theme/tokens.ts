// Colours of the three looks as data (contrast promised in the ux notes, proved by a test). No styles here.

const light = {
  bg: '#eef2f7', surface: '#ffffff', raised: '#f6f8fb', sunken: '#e6ebf2', pressed: '#e6ebf2',
  line: '#d3dbe6', lineStrong: '#7e8ca1',
  text: '#101b2d', text2: '#43526a', text3: '#556277',
  primary: '#0b4fc2', onPrimary: '#ffffff', focus: '#0b4fc2', primaryTint: '#e5eefd', selected: '#dce8fc',
  calm: '#2f5487', calmTint: '#e8eff8', soon: '#855400', soonTint: '#fff3d1', burn: '#b23a00', burnTint: '#ffe9da',
  over: '#b3122d', overTint: '#fce6e9', done: '#17693a', doneTint: '#e2f3e8',
  /** Colour that a tint is framed with: nothing where tints can be told from the ground. */
  tintFrame: 'transparent', shade: 'rgba(16, 27, 45, 0.45)', shadow: '0 8px 28px rgba(16, 27, 45, 0.18)',
} as const
export type Tokens = { readonly [K in keyof typeof light]: string }

const dark: Tokens = {
  bg: '#0d131c', surface: '#161f2b', raised: '#1c2735', sunken: '#0a0f17', pressed: '#2a3a50',
  line: '#2d3a4c', lineStrong: '#6f8199',
  text: '#e8eef6', text2: '#b2bfd0', text3: '#94a3b8',
  primary: '#86b4ff', onPrimary: '#06204c', focus: '#86b4ff', primaryTint: '#1b2e4c', selected: '#21385c',
  calm: '#9dbde8', calmTint: '#1e2c40', soon: '#f2c14b', soonTint: '#3a2f12', burn: '#ff9c66', burnTint: '#42251a',
  over: '#ff8a98', overTint: '#471b24', done: '#74d69a', doneTint: '#16341f',
  tintFrame: 'transparent', shade: 'rgba(0, 0, 0, 0.6)', shadow: '0 8px 28px rgba(0, 0, 0, 0.5)',
}
const contrast: Tokens = {
  bg: '#000000', surface: '#000000', raised: '#000000', sunken: '#000000', pressed: '#333000',
  line: '#ffffff', lineStrong: '#ffffff',
  text: '#ffffff', text2: '#ffffff', text3: '#e6e6e6',
  primary: '#ffe500', onPrimary: '#000000', focus: '#00e5ff', primaryTint: '#262200', selected: '#333000',
  calm: '#cfe3ff', calmTint: '#000000', soon: '#ffd54a', soonTint: '#000000', burn: '#ffb07a', burnTint: '#000000',
  over: '#ff9da8', overTint: '#000000', done: '#8df0b0', doneTint: '#000000',
  tintFrame: 'currentColor', shade: 'rgba(0, 0, 0, 0.85)', shadow: 'none',
}
export const TOKENS = { light, dark, contrast } as const satisfies Record<string, Tokens>
export type Look = keyof typeof TOKENS

/** The bar says which mode it is without colour too: solid and dark, or hatched and light. The look never dims it. */
export const MODE_BAR = {
  live: { light: { ground: '#122a52', hatch: '#122a52', text: '#ffffff' }, dark: { ground: '#122a52', hatch: '#122a52', text: '#ffffff' }, contrast: { ground: '#000000', hatch: '#000000', text: '#ffffff' } },
  training: { light: { ground: '#c3ebe5', hatch: '#afe0d9', text: '#003f3a' }, dark: { ground: '#a9ddd5', hatch: '#9cd5cd', text: '#003f3a' }, contrast: { ground: '#c3ebe5', hatch: '#afe0d9', text: '#003f3a' } },
} as const
