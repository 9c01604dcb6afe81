import type { TxCtx } from '#app/platform/ctx.ts'
import { enqueue, forgetMailJobs } from '#app/platform/jobs.server.ts'

/** Deletes every mail to a person: sent ones, waiting ones with their texts, and files of those that went to a folder. */
export async function eraseMails(tx: TxCtx, { id, email }: { id: string; email: string }): Promise<void> {
  const mails = await tx.db
    .deleteFrom('mail')
    .where((eb) => eb.or([eb('person_id', '=', id), eb('recipient', '=', email)]))
    .returning(['id', 'file'])
    .execute()
  await forgetMailJobs(
    tx,
    mails.map((mail) => mail.id),
    email,
  )
  const files = mails.flatMap(({ file }) => file ?? [])
  if (files.length > 0) await enqueue(tx, 'mail.erase', { files })
}
