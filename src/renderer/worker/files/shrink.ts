// A photo made smaller on wish: decoded and drawn anew as JPEG, which also drops where and by whom it was taken.
import { fail, ok, type Result } from '../../../shared/errors.ts'

export const LONGEST_SIDE = 2560
const QUALITY = 0.85

/** E-FILE-SHRINK: no picture that this browser can draw, or it would not get smaller. */
export const shrinkImage = async (bytes: Uint8Array<ArrayBuffer>, type: string): Promise<Result<Uint8Array<ArrayBuffer>>> => {
  const picture = await createImageBitmap(new Blob([bytes], { type })).catch(() => undefined)
  if (picture === undefined) return fail('E-FILE-SHRINK')
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height))
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale)))
  const pen = canvas.getContext('2d')
  if (pen === null) return fail('E-FILE-SHRINK')
  // JPEG has no transparency: what was transparent is paper
  pen.fillStyle = '#ffffff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  const small = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY })).arrayBuffer())
  return small.length < bytes.length ? ok(small) : fail('E-FILE-SHRINK')
}
