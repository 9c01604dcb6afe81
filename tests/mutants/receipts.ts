import type { Mutant } from './mutant.ts'

/** Bugs in receipts, on the server and in the page that relies on them. */
export const receipts: Mutant[] = [
  {
    name: 'receipt check: an answer about another text is taken',
    file: 'app/features/essays/islands/receipt-check.ts',
    find: 'return normal.ok && hash === (await sha256(normal.value))',
    replace: 'return normal.ok && hash !== undefined && (await sha256(normal.value)) !== undefined',
    tests: ['app/features/essays/islands/receipt-check.test.ts'],
  },
  {
    name: 'receipt check: an answer about another draft is taken',
    file: 'app/features/essays/islands/receipt-check.ts',
    find: '!address.endsWith(attemptId) || ',
    replace: '',
    tests: ['app/features/essays/islands/receipt-check.test.ts'],
  },
  {
    name: 'sync: the page takes any 200 as a receipt',
    file: 'app/features/essays/islands/sending.ts',
    find: 'answer?.status === 200 && (await covers(answer.body, address, text))',
    replace: 'answer?.status === 200 && (await covers(answer.body, address, text), answer.body)',
    tests: ['app/features/essays/islands/sending.test.ts'],
  },
  {
    name: 'sync: a copy on the device goes before the server has its words',
    file: 'app/features/essays/islands/upload-unsent.ts',
    find: 'if (answer.status === 200 && (await covers(body, address, local.text)))',
    replace: 'if (answer.status === 200 || (await covers(body, address, local.text)))',
    tests: ['app/features/essays/islands/upload-unsent.test.ts'],
  },
  {
    name: 'receipt: the time is not under the seal',
    file: 'app/features/essays/receipt.server.ts',
    find: "createHmac('sha256', secret).update(`draft-receipt.${facts}`)",
    replace: "createHmac('sha256', secret).update(`draft-receipt.${facts.slice(0, 100)}`)",
    tests: ['app/features/essays/receipt.test.ts'],
  },
  {
    name: 'receipt: any seal fits',
    file: 'app/features/essays/receipt.server.ts',
    find: 'timingSafeEqual(Buffer.from(mac), Buffer.from(seal(facts, secret)))',
    replace: 'timingSafeEqual(Buffer.from(seal(facts, secret)), Buffer.from(seal(facts, secret) || mac))',
    tests: ['app/features/essays/receipt.test.ts'],
  },
  {
    name: 'receipt number: two signs changed places and nobody notices',
    file: 'app/features/essays/receipt-number.ts',
    find: '* (index + 2)',
    replace: '* 2',
    tests: ['app/features/essays/receipt-number.test.ts'],
  },
  {
    name: 'receipt: a check says that a superseded essay counts',
    file: 'app/features/essays/queries/receipts.server.ts',
    find: 'counts: supersededAt === null }',
    replace: 'counts: supersededAt !== undefined }',
    tests: ['tests/routes/superseded.test.ts', 'tests/routes/receipts.test.ts'],
  },
  {
    name: 'receipts.txt: it has the attempts of everybody',
    file: 'app/features/essays/queries/receipts.server.ts',
    find: "    .where('a.person_id', '=', permit.personId)\n",
    replace: '',
    tests: ['tests/routes/receipts.test.ts'],
  },
]
