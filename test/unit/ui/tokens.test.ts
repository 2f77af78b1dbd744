import { describe, expect, it } from 'vitest'
import { MODE_BAR, TOKENS, type Look, type Tokens } from '../../../src/renderer/ui/theme/tokens.ts'

const channel = (value: number): number => (value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
/** Relative luminance of WCAG 2.2 for `#rrggbb`. */
const luminance = (hex: string): number => {
  const [red, green, blue] = [1, 3, 5].map((at) => channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255)) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
const contrast = (left: string, right: string): number => {
  const [high, low] = [luminance(left), luminance(right)].sort((a, b) => b - a) as [number, number]
  return (high + 0.05) / (low + 0.05)
}
const LOOKS = Object.keys(TOKENS) as Look[]
const TERMS = ['calm', 'soon', 'burn', 'over', 'done'] as const
const GROUNDS = ['bg', 'surface', 'raised', 'selected'] as const satisfies readonly (keyof Tokens)[]

describe.each(LOOKS)('the %s look', (look) => {
  const tokens: Tokens = TOKENS[look]
  it.each(['text', 'text2', 'text3'] as const)('%s reads on every ground (4.5)', (ink) => {
    for (const ground of [...GROUNDS, 'primaryTint', 'sunken'] as const) expect(contrast(tokens[ink], tokens[ground]), ground).toBeGreaterThanOrEqual(4.5)
  })
  it.each(TERMS)('%s reads on its tint, on the surface and on a chosen row (4.5)', (term) => {
    for (const ground of [`${term}Tint`, 'surface', 'selected', 'raised'] as const) expect(contrast(tokens[term], tokens[ground]), ground).toBeGreaterThanOrEqual(4.5)
  })
  it.each(TERMS)('text reads on the tint of %s (4.5)', (term) => {
    for (const ink of ['text', 'text2', 'text3'] as const) expect(contrast(tokens[ink], tokens[`${term}Tint`]), ink).toBeGreaterThanOrEqual(4.5)
  })
  it('links and buttons read (4.5), also on tints', () => {
    for (const ground of [...GROUNDS, 'primaryTint', 'burnTint'] as const) expect(contrast(tokens.primary, tokens[ground]), ground).toBeGreaterThanOrEqual(4.5)
    expect(contrast(tokens.onPrimary, tokens.primary)).toBeGreaterThanOrEqual(4.5)
  })
  it('frames of controls and focus rings are seen (3)', () => {
    for (const ground of GROUNDS) expect(contrast(tokens.focus, tokens[ground]), ground).toBeGreaterThanOrEqual(3)
    for (const ground of ['surface', 'raised'] as const) expect(contrast(tokens.lineStrong, tokens[ground]), ground).toBeGreaterThanOrEqual(3)
  })
  it('a sign on a filled mark or badge reads (4.5)', () => {
    for (const term of ['over', 'done'] as const) expect(contrast(tokens.surface, tokens[term])).toBeGreaterThanOrEqual(4.5)
  })
  it('the bars of both modes read (8.1 in the light look, 7 in the others) and differ without colour', () => {
    const [live, training] = [MODE_BAR.live[look], MODE_BAR.training[look]]
    for (const bar of [live, training]) for (const ground of [bar.ground, bar.hatch]) expect(contrast(bar.text, ground)).toBeGreaterThanOrEqual(look === 'light' ? 8.1 : 7)
    expect(contrast(live.ground, training.ground)).toBeGreaterThanOrEqual(7)
    expect(live.ground).toBe(live.hatch)
    expect(training.ground).not.toBe(training.hatch)
  })
})

it('figures on the white surface are those that the ux notes promise', () => {
  const promised = { lineStrong: 3.4, text: 17.3, text2: 7.9, text3: 6.2, primary: 7.2, calm: 7.7, soon: 6.4, burn: 6.0, over: 6.9, done: 6.7 } as const
  for (const [name, figure] of Object.entries(promised)) expect(contrast(TOKENS.light[name as keyof Tokens], '#ffffff'), name).toBeCloseTo(figure, 0)
})
