// The two confirmations are a legal text: changing them raises CHECKLIST_TEXT_VERSION.
export const checklist = {
  title: 'Confirm the connection',
  once: 'Once for this cabinet and the section “{{console}}”.',
  trained: 'I have completed the training',
  cabinetReady: 'The cabinet of the organisation is ready for work',
  employee: 'Employee',
  role: 'Role',
  cabinet: 'Cabinet',
  time: 'Time',
  confirm: 'Confirm',
  reasonBoth: 'Tick both points',
  reasonFirst: 'Tick the first point',
  reasonSecond: 'Tick the second point',
}
