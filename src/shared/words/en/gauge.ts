export const gauge = {
  opens: '{{item}}: explanation',
  state: { calm: 'in order', soon: 'will need attention soon', burn: 'needs attention' },
  safe: 'What is safe', todo: 'What to do',
  nothing: 'Nothing has to be done.',
  tryNow: 'Try now', openQueue: 'Open the queue', openErrors: 'Open errors', signIn: 'Sign in again', signInLonger: 'Sign in anew', copyFacts: 'Copy for the administrator', copied: 'Copied',
  item: { link: 'Link', queue: 'Queue', aside: 'Set aside', oldest: 'Oldest', disk: 'Disk', clock: 'Clock', session: 'Sign-in', journal: 'Journal', supply: 'How long without a link' },
  journalShort: 'whole', journalShortOf: '{{inBoth}} of {{total}}', journalShortBad: 'not written',
  supplyShort: 'Offline', supplyUntil: 'until {{time}}', supplyUnknown: 'sign-in needed', supplyDisk: 'little room', supplyJournal: 'journal not written',
  link: {
    online: 'The platform answers, last at {{time}}.', offline: 'No link for {{duration}}. Next attempt {{next}}.', unknown: 'The link has not been tried yet.', signedOut: 'The platform answers, but sending waits for sign-in.',
    nextIn: 'in {{duration}}', nextSoon: 'any moment',
    safe: 'Everything recorded lies on this computer in two places. Calls can go on.', todoOnline: 'Nothing has to be done: records go by themselves.', todoOffline: 'Go on taking calls. Records go by themselves when the link returns; try now with F9. If everybody near has a link, tell the network administrator.',
    todoSignedOut: 'Sign in again: the queue goes by itself.',
  },
  queue: {
    empty: 'The queue is empty: the platform accepted everything.', some_one: '{{count}} record is queued.', some_other: '{{count}} records are queued.',
    unknown: 'Outcome unknown: {{count}}. We ask the platform and never send twice.',
    safe: 'Each record is kept twice and goes once, in the order of intake.', todo: 'Nothing has to be done. The records are in the folder Queue.',
  },
  aside: {
    none: 'No records are set aside.', some_one: 'The platform did not accept {{count}} record.', some_other: 'The platform did not accept {{count}} records.',
    safe: 'The records are whole and delay nobody.', todo: 'Open the folder Errors: the card shows what to correct.',
  },
  oldest: {
    now: 'The oldest unsent record, {{code}}, was made at {{time}} and has waited {{duration}}.', safe: 'Its term has not begun: it runs from the minute the platform accepts it.',
    todo: 'It can wait: it goes by itself. If it cannot, tell the coordinator by phone and name the code.',
  },
  disk: {
    unknown: 'Free space has not been measured yet.', roomy_one: '{{free}} free: enough for about {{messages}} message.', roomy_other: '{{free}} free: enough for about {{messages}} messages.',
    low: '{{free}} free. From {{wanted}} on there is nothing to think of.', full: '{{free}} free. Texts are still saved, files are no longer taken.',
    safe: 'Everything saved is whole: only new things lack room.', todoLow: 'Free {{missing}} more: downloads, the bin, old videos. Leave the folder of Priyom alone, it holds the records.',
  },
  clock: {
    unknown: 'Not compared with the platform yet: with the link.', exact: 'Difference from the platform: {{difference}}. That is enough.', off: 'Difference from the platform: {{difference}}, the clock is {{direction}}.', slowDirection: 'slow', fastDirection: 'fast',
    safe: 'Nothing is lost: the platform counts the term, the order of records does not depend on this clock.', todo: 'Set the time in the system settings: switch on «Set automatically» or ask the administrator.',
  },
  session: {
    until: 'You are signed in until {{time}}, for {{duration}} more.', none: 'Nobody is signed in.', expired: 'The sign-in has ended.', signingIn: 'Signing in.',
    safe: 'Taking and saving calls do not depend on sign-in: only sending waits.', todoCalm: 'Nothing has to be done.', todoSoon: 'Sign in anew while there is a link: without one it cannot be prolonged.', todoNone: 'Sign in when there is a link: the queue goes by itself.',
  },
  journal: {
    empty: 'Empty: nothing is unsent.', all: 'All records, {{total}}, lie in two places.', some: '{{inBoth}} of {{total}} lie in two places, the others in one so far.', failed: 'The disk did not take the last record of the journal. {{inBoth}} of {{total}} lie in two places.',
    safe: 'The journal lies apart from the database: if one is damaged, the other brings it back.', todo: 'Check the free space. If there is some, tell the administrator: the disk needs a check.',
  },
  supply: {
    until: 'Work without a link is possible until {{time}}. What ends first: {{first}}.', none: 'What ends first: {{first}}: {{why}}.',
    first: { session: 'the sign-in', disk: 'the disk', journal: 'the journal' }, whySession: 'nobody is signed in, sending waits', whyDisk: 'little room is left', whyJournal: 'it is not being written',
    safe: 'Calls can be taken after that too: only sending waits.', todo: 'Sign in anew while there is a link, so that it lasts longer.',
  },
}
