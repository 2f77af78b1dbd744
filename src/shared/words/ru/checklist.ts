// The two confirmations are a legal text: changing them raises CHECKLIST_TEXT_VERSION.
export const checklist = {
  title: 'Подтвердите подключение',
  once: 'Один раз для этого кабинета и раздела «{{console}}».',
  trained: 'Мною пройдено обучение',
  cabinetReady: 'Личный кабинет организации готов к работе',
  employee: 'Сотрудник',
  role: 'Роль',
  cabinet: 'Кабинет',
  time: 'Время',
  confirm: 'Подтвердить',
  reasonBoth: 'Отметьте оба пункта',
  reasonFirst: 'Отметьте первый пункт',
  reasonSecond: 'Отметьте второй пункт',
}
