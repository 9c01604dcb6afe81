import type { Kysely } from 'kysely'
import type pg from 'pg'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { DB } from '#db/schema.ts'
import { type JobState, jobCounts } from './job-list.server.ts'

/** One answered request. `route` is a pattern of our addresses, never an address: no ids, no tokens, no endless labels. */
export type AnsweredRequest = { method: string; route: string; status: number; seconds: number }

export type Metrics = {
  observe(request: AnsweredRequest): void
  /** All figures in the text format of Prometheus; those of the database are read now. */
  text(): Promise<string>
  contentType: string
}

type Sources = {
  pool: pg.Pool
  /** Asked for the figures of the job queue, beside the pool of the requests. */
  db: Kysely<DB>
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS'])
const DRAFTS = '/api/drafts/:attemptId'
const STATES: JobState[] = ['waiting', 'running', 'failed']

/** The figures of one process. Labels take few values: methods, route patterns, status codes, names of jobs. */
export function openMetrics({ pool, db }: Sources): Metrics {
  const registers = [new Registry()]
  const [registry = new Registry()] = registers
  collectDefaultMetrics({ register: registry })
  const labelNames = ['method', 'route', 'status']
  const requests = new Counter({
    name: 'alqa_http_requests_total',
    help: 'Answered requests by route pattern',
    labelNames,
    registers,
  })
  const seconds = new Histogram({
    name: 'alqa_http_request_seconds',
    help: 'Time from the arrival of a request to the end of its answer',
    labelNames: ['method', 'route'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  })
  const saves = new Counter({
    name: 'alqa_draft_saves_total',
    help: 'Saves of essays: saved, conflict, closed or refused',
    labelNames: ['outcome'],
    registers,
  })
  new Gauge({
    name: 'alqa_database_connections',
    help: 'Connections of the pool for requests; waiting: requests that wait for one',
    labelNames: ['state'],
    registers,
    collect() {
      this.set({ state: 'used' }, pool.totalCount - pool.idleCount)
      this.set({ state: 'idle' }, pool.idleCount)
      this.set({ state: 'waiting' }, pool.waitingCount)
    },
  })
  const up = new Gauge({
    name: 'alqa_database_up',
    help: '1 where the database has answered this scrape',
    registers,
  })
  const jobs = new Gauge({
    name: 'alqa_jobs',
    help: 'Jobs in the queue by name and state; mail.send in the state failed: mails that did not go out',
    labelNames: ['job', 'state'],
    registers,
  })
  async function readDatabase(): Promise<void> {
    const counts = await jobCounts(db).catch(() => null)
    up.set(counts ? 1 : 0)
    jobs.reset()
    // A series that begins with its first failure cannot be compared with before.
    if (counts) for (const state of STATES) jobs.set({ job: 'mail.send', state }, 0)
    for (const { name, state, count } of counts ?? []) jobs.set({ job: name, state }, count)
  }
  return {
    observe({ method, route, status, seconds: took }) {
      const known = METHODS.has(method) ? method : 'other'
      requests.inc({ method: known, route, status })
      seconds.observe({ method: known, route }, took)
      if (route === DRAFTS && known === 'PUT') saves.inc({ outcome: outcomeOf(status) })
    },
    async text() {
      await readDatabase()
      return registry.metrics()
    },
    contentType: registry.contentType,
  }
}

function outcomeOf(status: number): string {
  if (status === 200) return 'saved'
  if (status === 409) return 'conflict'
  return status === 423 ? 'closed' : 'refused'
}
