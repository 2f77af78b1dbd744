import { useEffect, useState } from 'react'
import { ask } from '../../bridge.ts'

const AGAIN_MS = 60_000

/** Free bytes on the disk of the profile, asked every minute; null until the first answer. */
export const useDisk = (): number | null => {
  const [free, setFree] = useState<number | null>(null)
  useEffect(() => {
    let gone = false
    const read = async () => {
      const answer = await ask('disk:facts', undefined)
      if (!gone && answer.ok) setFree(answer.value.freeBytes)
    }
    void read()
    const timer = setInterval(() => void read(), AGAIN_MS)
    return () => {
      gone = true
      clearInterval(timer)
    }
  }, [])
  return free
}
