import { useEffect, useState } from 'react'

const HALF_MINUTE_MS = 30_000

/** The time of this computer in ms, moving every `stepMs` on the clock's own edges: half a minute is enough for terms, a second for «02:14». */
export const useNow = (stepMs = HALF_MINUTE_MS): number => {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const wait = () => {
      timer = setTimeout(() => {
        setNow(Date.now())
        wait()
      }, stepMs - (Date.now() % stepMs))
    }
    wait()
    return () => clearTimeout(timer)
  }, [stepMs])
  return now
}
