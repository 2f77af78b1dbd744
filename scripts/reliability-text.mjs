// What the proofs found, as a table for the console and as docs/reliability.md. Pure but for the name of the machine.
import { cpus, release, totalmem } from 'node:os'

const number = (value) => value.toLocaleString('en-US')
const sumOf = (told, key) => told.reduce((total, figures) => total + (figures[key] ?? 0), 0)

/** Rows of the table: one for every proof and part of it. */
export function linesOf({ proof, told, seconds, passed, failed, notRun }) {
  const parts = [...new Set(told.map(({ part }) => part ?? ''))]
  return (parts.length === 0 ? [''] : parts).map((part, place) => {
    const mine = told.filter((figures) => (figures.part ?? '') === part)
    const why = mine.find((figures) => figures.notRun !== undefined)?.notRun
    return {
      name: part === '' ? proof.name : `${proof.name}: ${part}`,
      unit: proof.unit, why, rounds: sumOf(mine, 'rounds'), faults: sumOf(mine, 'faults'), lost: sumOf(mine, 'lost'), doubled: sumOf(mine, 'doubled'), unopened: sumOf(mine, 'unopened'),
      seconds: place === 0 ? seconds : null,
      verdict: failed > 0 ? 'FAILED' : why !== undefined || (passed === 0 && notRun > 0) ? 'not run' : 'holds',
      figures: addUp(mine),
    }
  })
}

function addUp(told) {
  const figures = {}
  for (const [name, value] of told.flatMap((one) => Object.entries(one.figures ?? {}))) {
    figures[name] = typeof value === 'number' && typeof figures[name] === 'number' ? figures[name] + value : value
  }
  return figures
}

export function tableText(rows) {
  const head = ['proof', 'rounds', '', 'faults', 'lost', 'doubled', 'unopened', 'seconds', '']
  const body = rows.flatMap(linesOf).map(({ name, unit, why, rounds, faults, lost, doubled, unopened, seconds, verdict }) => [
    name, number(rounds), unit, number(faults), String(lost), String(doubled), String(unopened), seconds === null ? '' : seconds.toFixed(0), why === undefined ? verdict : `not run: ${why}`,
  ])
  const widths = head.map((_, column) => Math.max(...[head, ...body].map((line) => line[column].length)))
  const isWords = (column) => column === 0 || column === 2 || column === head.length - 1
  return [head, ...body].map((line) => line.map((cell, column) => (isWords(column) ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  ').trimEnd()).join('\n')
}

/** Sums over all proofs and the last line of a run. */
export function totalsOf(rows) {
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0)
  const told = rows.flatMap((row) => row.told)
  const notRun = sum('notRun') + told.filter((figures) => figures.notRun !== undefined).length
  const harm = [[sumOf(told, 'rounds'), 'rounds'], [sumOf(told, 'faults'), 'faults'], [sumOf(told, 'lost'), 'lost'], [sumOf(told, 'doubled'), 'doubled'], [sumOf(told, 'unopened'), 'unopened']]
  const line = `${sum('passed')} passed, ${sum('failed')} failed, ${notRun} not run: ${harm.map(([value, name]) => `${number(value)} ${name}`).join(', ')}`
  return { passed: sum('passed'), failed: sum('failed'), line }
}

const sizeName = { prove: '`npm run prove`', large: '`npm run prove -- --large`' }

/** docs/reliability.md of a whole run in which nothing failed. */
export function reliabilityText(rows, tier, now = new Date()) {
  const lines = rows.flatMap(linesOf)
  const [cpu] = cpus()
  const cell = (text) => String(text).replaceAll('|', '\\|')
  return `# Reliability

Written by ${sizeName[tier]} on ${now.toISOString().slice(0, 10)}, Linux ${release().split('-')[0]}, Node ${process.versions.node}, ${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB. Seed ${rows[0]?.seed ?? 0}. How to run, repeat and add to it: [testing.md](testing.md).

**Lost**: what the operator was told is saved and is nowhere any more. **Doubled**: registered twice on the platform. **Unopened**: times that the app, a store or the journal would not open.

| proof | rounds | faults | lost | doubled | unopened | |
| --- | ---: | ---: | ---: | ---: | ---: | --- |
${lines.map(({ name, unit, why, rounds, faults, lost, doubled, unopened, verdict }) => `| ${cell(name)} | ${number(rounds)} ${unit} | ${number(faults)} | ${lost} | ${doubled} | ${unopened} | ${why === undefined ? verdict : `not run: ${cell(why)}`} |`).join('\n')}

${totalsOf(rows).line}

## What each of them claims

| proof | holds when it passes | where | \`npm test\` | \`prove\` | \`--large\` |
| --- | --- | --- | ---: | ---: | ---: |
${rows.map(({ proof }) => `| ${proof.name} | ${cell(proof.claim)} | \`${proof.file}\` | ${number(proof.rounds.test)} | ${number(proof.rounds.prove)} | ${number(proof.rounds.large)} |`).join('\n')}

## Further figures

${lines.filter(({ figures }) => Object.keys(figures).length > 0).map(({ name, figures }) => `- **${name}**: ${Object.entries(figures).map(([key, value]) => `${key} ${typeof value === 'number' ? number(value) : value}`).join(', ')}.`).join('\n')}
`
}
