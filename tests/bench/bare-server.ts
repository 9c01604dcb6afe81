import { readFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { answerForCosts } from './costs.ts'

// What the machine can do at best: one named statement, and the same bytes as the lesson's page.
const body = readFileSync(process.argv[2] ?? '')
const person = process.argv[3]
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
const statement = { name: 'bare', text: 'select id, name, role from person where id = $1' }

const server = http.createServer(async (_request, answer) => {
  await pool.query({ ...statement, values: [person] })
  answer.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': body.length })
  answer.end(body)
})
server.listen(Number(process.env.PORT), '127.0.0.1', () =>
  answerForCosts((server.address() as AddressInfo).port, () => 0),
)
