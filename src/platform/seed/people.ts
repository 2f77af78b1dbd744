// The invented cabinets and people of the training platform: the ten of the sign-in page. Nobody here exists.
import type { Cabinet } from '../../shared/contract/person.ts'
import type { Role } from '../../shared/roles.ts'

const timeZone = 'Europe/Moscow'
export const REGION_ID = 900000
export const DISTRICT_ID = 900001
export const ROADS_ID = 900002
export const HOUSING_ID = 900003

export const CABINETS: readonly Cabinet[] = [
  { id: REGION_ID, name: 'Правительство Учебной области', parentId: null, timeZone },
  { id: DISTRICT_ID, name: 'Администрация Учебного района', parentId: REGION_ID, timeZone },
  { id: ROADS_ID, name: 'ДЭУ «Учебное»', parentId: DISTRICT_ID, timeZone },
  { id: HOUSING_ID, name: 'Управляющая организация «Учебный дом»', parentId: DISTRICT_ID, timeZone },
]

export type SeedPerson = {
  id: string
  surname: string
  name: string
  patronymic: string
  memberships: readonly { cabinetId: number; roles: readonly Role[] }[]
}

const inDistrict = (...roles: Role[]): SeedPerson['memberships'] => [{ cabinetId: DISTRICT_ID, roles }]

/** In the order of the sign-in page: digit 1 to 9, then 0. */
export const PEOPLE: readonly SeedPerson[] = [
  { id: 'training-01', surname: 'Образцова', name: 'Вера', patronymic: 'Петровна', memberships: inDistrict('operator') },
  { id: 'training-02', surname: 'Макетова', name: 'Зоя', patronymic: 'Игоревна', memberships: inDistrict('moderator') },
  { id: 'training-03', surname: 'Выдумкин', name: 'Лев', patronymic: 'Фёдорович', memberships: inDistrict('coordinator') },
  { id: 'training-04', surname: 'Тестов', name: 'Иван', patronymic: 'Ильич', memberships: inDistrict('executor') },
  { id: 'training-05', surname: 'Небылицын', name: 'Олег', patronymic: 'Романович', memberships: inDistrict('head') },
  { id: 'training-06', surname: 'Сказкина', name: 'Ольга', patronymic: 'Юрьевна', memberships: inDistrict('curator') },
  { id: 'training-07', surname: 'Условный', name: 'Борис', patronymic: 'Андреевич', memberships: inDistrict('cabinet-admin', 'operator') },
  { id: 'training-08', surname: 'Черновикова', name: 'Инна', patronymic: 'Сергеевна', memberships: inDistrict('analyst') },
  { id: 'training-09', surname: 'Шаблонова', name: 'Дарья', patronymic: 'Кирилловна', memberships: inDistrict('regional-officer') },
  { id: 'training-10', surname: 'Учебный', name: 'Пётр', patronymic: 'Павлович', memberships: inDistrict('coordinator', 'executor') },
]
