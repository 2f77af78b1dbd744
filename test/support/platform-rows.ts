// Reads the training platform's own database after the app has closed: what really arrived, and how often.
import { PGlite } from '@electric-sql/pglite'

export type SubmittedRow = {
  receiptCode: string
  description: string
  place: string
  applicant: Record<string, unknown>
  subject: string | null
  subsubject: string | null
  fact: string | null
  operatorName: string
  attachments: { id: string; name: string; type: string; size: number }[]
}

/** Messages that came as commands (not the seed's), and the commands themselves. `folder`: the platform's data folder. */
export const readPlatform = async (folder: string): Promise<{ submitted: SubmittedRow[]; commands: { id: string; type: string }[] }> => {
  const database = await PGlite.create(folder)
  try {
    const commands = await database.query<{ id: string; type: string }>('select id, type from command order by received_at')
    const submitted = await database.query<SubmittedRow>(`
      select message.receipt_code as "receiptCode", message.description, message.place, message.applicant, subject.name as subject,
             subsubject.name as subsubject, fact.name as fact, message.intake ->> 'operatorName' as "operatorName", message.attachments
      from message
      join command on command.id = message.id and command.type = 'message.submit'
      left join subject on subject.id = message.subject_id
      left join subsubject on subsubject.id = message.subsubject_id
      left join fact on fact.id = message.fact_id
      order by message.number`)
    return { submitted: submitted.rows, commands: commands.rows }
  } finally {
    await database.close()
  }
}
