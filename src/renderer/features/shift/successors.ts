// Who may take a shift over: the other operators of the cabinet, as the dictionary names them.
import type { Dictionary } from '../../../shared/contract/dictionary.ts'

export type Successor = { id: string; name: string }
export const successorsIn = ({ people }: Pick<Dictionary, 'people'>, cabinetId: number, myId: string): Successor[] =>
  people.filter((person) => person.cabinetId === cabinetId && person.roles.includes('operator') && person.id !== myId).map(({ id, name }) => ({ id, name }))
