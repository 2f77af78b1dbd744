// sandbox.renderer: whether the kernel filters the system calls of a page's process.
import { failed, pass, skipped, type Outcome } from '../check.ts'

/** `Seccomp` of /proc/PID/status: 2 is a filter, 0 none. */
const FILTER = 2

/** `status` is the text of that file; undefined where there is no such file system. */
export const checkSandboxRenderer = (status: string | undefined): Outcome => {
  if (status === undefined) return skipped()
  const seccomp = Number(/^Seccomp:\s*(\d+)$/m.exec(status)?.[1] ?? Number.NaN)
  return seccomp === FILTER ? pass({ seccomp }) : failed('open', { seccomp: Number.isNaN(seccomp) ? null : seccomp })
}
