// JSON from a disk or a wire, where a broken text is an outcome and no bug.

/** The value of a JSON text, or undefined (which no JSON text means) when it is broken. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // broken text: the schema that reads the value refuses it
  }
}
