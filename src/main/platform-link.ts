// Which platform this seat talks to and whether it may: the embedded one, or a configured one whose mode was proved.
import { metaSchema, type Meta, type Mode } from '../shared/contract/meta.ts'
import { fail, ok, type Failure, type Result } from '../shared/errors.ts'
import type { AppFacts } from '../shared/ipc.ts'
import { acceptMode, type Config, type PlatformChoice } from './config.ts'
import { readFailure } from './gateway/failure.ts'
import type { Road } from './gateway/road.ts'
import { readAll } from './gateway/stream.ts'
import { parseJson } from './parse-json.ts'
import type { TrainingPlatform } from './training-platform.ts'

export type PlatformAddress = { url: string; mode: Mode }
export type PlatformLink = {
  mode: () => Mode
  state: () => AppFacts['platform']
  trouble: () => Failure | null
  /** E-PLATFORM-START, E-CONFIG-*, or a failure of the road while a configured platform was never reached. */
  address: () => Promise<Result<PlatformAddress>>
  /** What the platform says of itself now. */
  meta: () => Promise<Result<Meta>>
}
export type LinkPorts = {
  config: Config
  road: Road
  startTraining: (onChange: () => void) => TrainingPlatform
  /** The mode that this address had when it was last reached: a seat may start without a network. */
  remembered: (url: string) => Mode | undefined
  remember: (url: string, mode: Mode) => void
  onChange: () => void
}

/** Reads `/v1/meta`. E-PORTAL for somebody else's page, E-PROTO for anything that is no meta. */
export const readMeta = async (road: Road, url: string): Promise<Result<Meta>> => {
  try {
    const answer = await road.send({ url: `${url}/v1/meta`, method: 'GET', headers: { accept: 'application/json' } })
    const text = (await readAll(answer.body)).toString('utf8')
    if (!(answer.headers.get('content-type') ?? '').includes('json')) return fail('E-PORTAL', { status: answer.status })
    if (answer.status !== 200) return fail('E-SERVER', { status: answer.status })
    const meta = metaSchema.safeParse(parseJson(text))
    return meta.success ? ok(meta.data) : fail('E-PROTO')
  } catch (error) {
    return fail(readFailure(error).code)
  }
}

/** Opens the link that the configuration asks for. */
export const openPlatformLink = (ports: LinkPorts): PlatformLink => {
  const { platform, trouble } = ports.config
  if (platform.kind === 'embedded') return openEmbedded(ports)
  if (platform.kind === 'remote') return openRemote(ports, platform)
  const failure = trouble ?? { code: 'E-CONFIG' as const }
  const refused = (): Promise<{ ok: false; error: Failure }> => Promise.resolve({ ok: false, error: failure })
  // no mode is proved; the one with the stricter rules stands in
  return { mode: () => 'live', state: () => ({ state: 'failed', failure }), trouble: () => failure, address: refused, meta: refused }
}

const openEmbedded = ({ road, startTraining, onChange }: LinkPorts): PlatformLink => {
  let state: AppFacts['platform'] = { state: 'starting' }
  const follow = (): void => {
    void training.running().then((running) => {
      state = running.ok ? { state: 'ready', startedInMs: running.value.startedInMs } : { state: 'failed', failure: running.error }
      onChange()
    })
  }
  const training = startTraining(follow)
  const address = async (): Promise<Result<PlatformAddress>> => {
    const running = await training.running()
    return running.ok ? ok({ url: running.value.url, mode: 'training' }) : running
  }
  return {
    mode: () => 'training',
    state: () => state,
    trouble: () => null,
    address,
    meta: async () => {
      const running = await address()
      return running.ok ? readMeta(road, running.value.url) : running
    },
  }
}

const openRemote = (ports: LinkPorts, platform: Extract<PlatformChoice, { kind: 'remote' }>): PlatformLink => {
  let proved: Result<Mode> | undefined
  let asking: Promise<Result<Meta>> | undefined
  let wasAsked = false

  const ask = async (): Promise<Result<Meta>> => {
    const meta = await readMeta(ports.road, platform.url)
    const isFirst = !wasAsked
    wasAsked = true
    if (meta.ok) {
      proved = acceptMode(meta.value.mode, platform)
      if (proved.ok) ports.remember(platform.url, proved.value)
    }
    if (isFirst || meta.ok) ports.onChange()
    return meta.ok && proved?.ok === false ? proved : meta
  }
  /** One question at a time, however many wait for its answer. */
  const meta = (): Promise<Result<Meta>> => {
    asking ??= ask().finally(() => {
      asking = undefined
    })
    return asking
  }
  void meta()

  const refusal = (): Failure | null => (proved?.ok === false ? proved.error : null)
  return {
    mode: () => (proved?.ok === true ? proved.value : (ports.remembered(platform.url) ?? 'live')),
    state: () => {
      const failure = refusal()
      if (failure !== null) return { state: 'failed', failure }
      return wasAsked ? { state: 'ready', startedInMs: null } : { state: 'starting' }
    },
    trouble: () => refusal() ?? ports.config.trouble,
    address: async () => {
      if (proved === undefined) {
        const answer = await meta()
        if (!answer.ok) return answer
      }
      if (proved === undefined) return fail('E-OFFLINE')
      return proved.ok ? ok({ url: platform.url, mode: proved.value }) : proved
    },
    meta,
  }
}
