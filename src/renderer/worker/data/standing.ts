// On what the commands about one message stand: on each other, on what the platform made of the former ones, and who decides for whom. Pure.
import type { ActionCommand } from '../../../shared/contract/command.ts'
import type { Frozen, Queued } from './stored-rows.ts'

type Commands = ReadonlyMap<string, Queued>
type Base = ActionCommand['base']
export const baseOf = ({ command }: Frozen): Base | null => ('base' in command && typeof command.base === 'object' ? (command.base as Base | null) : null)

/**
 * The version that a command is decided on when it leaves (docs/adr/0010). Made on top of an own command, it stands on what that one
 * came to; on nothing else, so that what other people did meanwhile is always a conflict and never merged unseen.
 */
export const versionToSend = (commands: Commands, frozen: Frozen): number | null => {
  const base = baseOf(frozen)
  if (base === null) return null
  const before = frozen.about?.follows == null ? undefined : commands.get(frozen.about.follows)
  if (before?.progress.state === 'done') return before.progress.receipt?.entity.version ?? base.version
  return before?.progress.state === 'withdrawn' ? versionToSend(commands, before.frozen) : base.version
}

const isLive = ({ progress }: Queued): boolean => progress.state !== 'withdrawn'
/** The command that a person queued to decide this one's conflict, if it was not taken back. */
export const successorOf = (commands: Commands, id: string): Queued | undefined => [...commands.values()].find((queued) => queued.frozen.about?.replaces === id && isLive(queued))
/** A conflict that waits for a person. */
export const isUndecided = (commands: Commands, { frozen, progress }: Queued): boolean =>
  frozen.about !== null && progress.state === 'needs-attention' && successorOf(commands, frozen.command.id) === undefined
/** Whether a person has to decide about the command on top of which this one was made. */
export const isHeld = (commands: Commands, { about }: Frozen): boolean => {
  const before = about?.follows == null ? undefined : commands.get(about.follows)
  return before?.progress.state === 'needs-attention'
}
/** Whether the effect of a command is still to be laid over `version` of its message. */
export const isPendingOver = ({ progress }: Queued, version: number): boolean => {
  if (progress.state === 'done') return (progress.receipt?.entity.version ?? 0) > version
  return progress.state === 'queued' || progress.state === 'sending' || progress.state === 'unknown'
}
/** Done, and nobody stands on it any more. */
export const isSpent = (commands: Commands, { frozen, progress }: Queued, version: number | undefined): boolean =>
  progress.state === 'done' && (version === undefined || version >= (progress.receipt?.entity.version ?? 0)) &&
  ![...commands.values()].some((other) => other.frozen.about?.follows === frozen.command.id && other.progress.state !== 'done' && isLive(other))
