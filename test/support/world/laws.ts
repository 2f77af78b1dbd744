// The laws of design §5 that the seeded world watches, by the numbers of the acceptance list. Each has a mutant in mutants.ts.

export const LAWS = {
  I1: 'accepted means exactly one message on the platform',
  I2: 'done only with a receipt of this command and this payload',
  I3: 'only legal steps, and `sending` never outlives its request',
  I4: 'a payload never changes under its key',
  I5: 'commands of one message arrive in their order, and a message after its files',
  I6: 'what was refused stays in sight, and no change of somebody else is overwritten without a person',
  I7: 'once the world heals everything drains, and a hopeless command delays nobody',
  I8: 'what lies in a foreign place does not open',
  I9: 'nothing travels under the name of another operator',
  I10: 'no clock reorders, loses, hastens or holds up anything',
  I11: 'journal and store together hold everything that was called saved',
  I12: 'one request at a time, tries are bounded, and a platform that asks for patience gets it',
  I13: 'a command in doubt is asked for before it is sent again',
  I14: 'the history follows the platform and never goes back',
} as const
export type Law = keyof typeof LAWS

/** Every kind of fault that the world can do. Each must have happened in a run of some size. */
export const FAULTS = [
  'crash', 'store lost', 'journal lost', 'rows swapped', 'power cut', 'link down', 'clock jump', 'sign-in lost', 'shift change',
  'timeout before', 'timeout after', '5xx before', '5xx after', '429', '503', 'portal', 'torn reply', 'empty reply', 'foreign receipt', 'wrong hash', 'late request',
  'sent twice', '401 in mid-batch', 'results out of order', 'too large', 'lost fate', 'feed cut', 'feed gone', 'changed by another', 'file held up', 'file lost its way',
] as const
export type Fault = (typeof FAULTS)[number]
