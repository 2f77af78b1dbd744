// Imported first by every entry of the renderer: its CSP forbids code made from text, which zod would otherwise try.
import { z } from 'zod'

z.config({ jitless: true })
