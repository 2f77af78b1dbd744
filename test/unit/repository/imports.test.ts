import { describe, expect, it } from 'vitest'
import { breachesOfTable } from './import-table.ts'
import { breachesOfPurity, isPure } from './pure-zones.ts'
import { parseSource, readSources } from './source-tree.ts'

describe('the import table', () => {
  it('holds for every source file', () => {
    expect(readSources().flatMap(breachesOfTable)).toEqual([])
  })

  it.each([
    ['shared/rules/text.ts', "import { readFileSync } from 'node:fs'"],
    ['shared/rules/text.ts', "import type { Row } from '../../renderer/worker/data/database.ts'"],
    ['main/window.ts', "import { seed } from '../platform/seed/people.ts'"],
    ['main/window.ts', "import { createRoot } from 'react-dom/client'"],
    ['preload/index.ts', "import { IPC } from '../shared/ipc.ts'"],
    ['preload/index.ts', "import { z } from 'zod'"],
    ['platform/build.ts', "import { app } from 'electron'"],
    ['platform/build.ts', "import { log } from '../main/log.ts'"],
    ['renderer/app/shell.tsx', "import { readFile } from 'node:fs/promises'"],
    ['renderer/app/shell.tsx', "import { log } from '../../main/log.ts'"],
    ['renderer/features/compose/screen.tsx', "import { row } from '../messages/message-row.tsx'"],
    ['renderer/features/compose/screen.tsx', "import { plan } from '../../sync/plan.ts'"],
    ['renderer/features/compose/screen.tsx', "import { shell } from '../../app/shell.tsx'"],
    ['renderer/features/compose/screen.tsx', "export { database } from '../../worker/data/database.ts'"],
    ['renderer/features/compose/screen.tsx', "const late = await import('dexie')"],
    ['renderer/ui/note.tsx', "import { useStore } from '../store.ts'"],
    ['renderer/ui/note.tsx', "import { can } from '../../shared/roles.ts'"],
    ['renderer/worker/seal.ts', "import { useState } from 'react'"],
    ['renderer/worker/seal.ts', "import { screen } from '../features/compose/screen.tsx'"],
    ['renderer/sync/plan.ts', "import Dexie from 'dexie'"],
    ['renderer/sync/plan.ts', "import { database } from '../worker/data/database.ts'"],
    ['renderer/sync/plan.ts', 'const late = import(`../worker/${name}.ts`)'],
    ['elsewhere/thing.ts', 'export const one = 1'],
  ])('catches in %s: %s', (path, text) => {
    expect(breachesOfTable(parseSource(path, text))).toHaveLength(1)
  })

  it.each([
    ['preload/index.ts', "import type { IpcRequest } from '../shared/ipc.ts'"],
    ['preload/index.ts', "import { IPC_NAMES } from '../shared/ipc-names.ts'"],
    ['renderer/app/wiring.ts', "import url from '../worker/index.ts?worker&url'"],
    ['renderer/features/compose/screen.tsx', "import { useStore } from '../../store.ts'"],
    ['renderer/worker/index.ts', "import { plan } from '../sync/plan.ts'"],
    ['main/vault/keys.ts', "import { createHash } from 'node:crypto'"],
  ])('lets pass in %s: %s', (path, text) => {
    expect(breachesOfTable(parseSource(path, text))).toEqual([])
  })
})

describe('pure zones', () => {
  it('have no clock, no chance, no timer and no network', () => {
    expect(readSources().filter(({ path }) => isPure(path)).flatMap(breachesOfPurity)).toEqual([])
  })

  it.each([
    'const now = Date.now()', 'const now = new Date()', 'const text = Date()', 'const chance = Math.random()', 'setTimeout(send, 1)', "const reply = fetch('/x')",
    'const id = crypto.randomUUID()', 'const at = performance.now()',
  ])('are caught at: %s', (text) => {
    expect(breachesOfPurity(parseSource('shared/thing.ts', text))).toHaveLength(1)
  })

  it('may turn an instant that was given to them into a date', () => {
    expect(breachesOfPurity(parseSource('shared/thing.ts', 'const at = new Date(givenMs)'))).toEqual([])
  })
})
