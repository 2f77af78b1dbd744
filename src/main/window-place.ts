// Where the window was when it was closed, and whether that place still exists. Pure but for the file.
import { z } from 'zod'

export const MIN_WIDTH = 900
export const MIN_HEIGHT = 600

const boundsSchema = z.object({ x: z.number().int(), y: z.number().int(), width: z.number().int().min(MIN_WIDTH), height: z.number().int().min(MIN_HEIGHT) })
export type Bounds = z.infer<typeof boundsSchema>
export const windowPlaceSchema = z.object({ bounds: boundsSchema, isMaximized: z.boolean() })
export type WindowPlace = z.infer<typeof windowPlaceSchema>

/** Whether enough of the title bar lies on some screen to take hold of it. */
export const isReachable = (bounds: Bounds, screens: readonly Bounds[]): boolean =>
  screens.some((screen) => {
    const left = Math.max(bounds.x, screen.x)
    const right = Math.min(bounds.x + bounds.width, screen.x + screen.width)
    return right - left >= 100 && bounds.y >= screen.y && bounds.y + 32 <= screen.y + screen.height
  })
