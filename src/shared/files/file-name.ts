// The name under which a file is shown and sent: no path, no hidden signs, no device of Windows. Never used as a path on any disk.

/** Controls, zero-width and bidirectional signs: «cod‮fdp.exe» must not read as a pdf. */
// eslint-disable-next-line no-control-regex
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
const FORBIDDEN = /[<>:"|?*/\\]/g
/** Names of devices (Windows), whatever follows the first dot. */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i
const LONGEST = 120

/** The safe name; «файл» keeps its extension. Composed (NFC), so that one name is one name on every system. */
export const safeFileName = (name: string): string => {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const clean = last.normalize('NFC').replaceAll(HIDDEN, '').replaceAll(FORBIDDEN, '_').replaceAll(/\s+/gu, ' ').replace(/^[. ]+/, '').replace(/[. ]+$/, '')
  const named = DEVICE.test(clean) ? `_${clean}` : clean
  const dot = named.lastIndexOf('.')
  const [stem, extension] = dot > 0 ? [named.slice(0, dot), named.slice(dot)] : [named, '']
  return ([...stem].slice(0, LONGEST - extension.length).join('') || '_') + extension
}
