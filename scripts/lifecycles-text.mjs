// The text of docs/lifecycles.md from the tables of src/shared: pictures for the eye, rows for the exact answer.

/** @typedef {{ from: readonly string[], action: string, by: readonly string[], to: string, guard?: string }} Row */
/** @typedef {{ stage: Record<string, string>, status: Record<string, string>, role: Record<string, string>, actor: Record<string, string> }} Names */

/**
 * @param {{ delivery: readonly Row[], message: readonly Row[], names: Names }} tables names: the Russian group `names` of the catalogue
 */
export function lifecyclesText({ delivery, message, names }) {
  return `# Life cycles

Written by \`node scripts/lifecycles.mjs\` from \`src/shared/delivery.ts\` and \`src/shared/lifecycles/message.ts\`; do not edit.
App and platform ask these very tables through one engine, \`src/shared/lifecycles/advance.ts\`.

## A command on its way to a receipt

\`\`\`mermaid
stateDiagram-v2
  [*] --> queued
${[...arrows(delivery, (state) => id(state))].join('\n')}
  done --> [*]
  withdrawn --> [*]
\`\`\`

A restart turns \`sending\` into \`unknown\`: whether the request arrived is then asked by id, and nothing is sent a second time on a guess.

| from | event | to |
| --- | --- | --- |
${delivery.map(({ from, action, to }) => `| ${from.join(', ')} | ${action} | ${to} |`).join('\n')}

## A message by stages

\`\`\`mermaid
stateDiagram-v2
${Object.entries(names.stage).map(([stage, name]) => `  ${stage}: ${name}`).join('\n')}
  [*] --> MODERATION: register
${[...arrows(message, stageOf)].join('\n')}
\`\`\`

Inside a stage the status names the last action. The exact rows:

| from | action | by | to | if |
| --- | --- | --- | --- | --- |
${message.map((row) => `| ${fromText(row.from, names)} | ${row.action} | ${row.by.map((who) => names.role[who] ?? names.actor[who]).join(', ')} | ${row.to === 'same' ? 'unchanged' : stateText(row.to, names)} | ${row.guard ?? ''} |`).join('\n')}
`
}

/** One arrow for each pair of places, with all that leads along it; a row that changes nothing has none. */
function arrows(rows, placeOf) {
  const labels = new Map()
  for (const { from, action, to } of rows) {
    for (const state of to === 'same' ? [] : from) {
      const arrow = `  ${placeOf(state)} --> ${placeOf(to)}`
      labels.set(arrow, (labels.get(arrow) ?? new Set()).add(action))
    }
  }
  return [...labels].map(([arrow, actions]) => `${arrow}: ${[...actions].join(', ')}`)
}

/** Mermaid takes a hyphen for the beginning of an arrow. */
const id = (state) => state.replaceAll('-', '_')
const stageOf = (state) => state.split('/')[0]

function stateText(state, names) {
  const [stage, status] = state.split('/')
  return `${names.stage[stage]}: ${names.status[status]}`
}

/** States grouped by their stage, so that a row stays readable. */
function fromText(states, names) {
  const byStage = new Map()
  for (const state of states) byStage.set(stageOf(state), [...(byStage.get(stageOf(state)) ?? []), names.status[state.split('/')[1]]])
  return [...byStage].map(([stage, statuses]) => `${names.stage[stage]}: ${statuses.join('; ')}`).join('<br>')
}
