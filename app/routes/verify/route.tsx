import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { Facts } from '#app/features/essays/components/receipt-facts.tsx'
import { normaliseText } from '#app/features/essays/essay-text.ts'
import { VerifyForm } from '#app/features/essays/forms.server.ts'
import { coveredBy, submissionOf } from '#app/features/essays/queries/receipts.server.ts'
import { readReceipt, textHash } from '#app/features/essays/receipt.server.ts'
import { type Fact, receiptFacts, submissionFacts } from '#app/features/essays/receipt-facts.server.ts'
import { readReceiptNumber } from '#app/features/essays/receipt-number.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { type FormReply, parseForm, refusedForm } from '#app/platform/forms.server.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page, PageHead } from '#app/ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  return { title: translator(ctx.locale)('receipts.title') }
}

type Genuine = { point: 'genuine' | 'submitted'; gone: boolean; facts: Fact[]; sha256: string }
type Refusal = 'no_receipt' | 'not_ours' | 'typo' | 'unknown'

export async function action({ request, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const t = translator(ctx.locale)
  const form = await readForm(request, 'essay')
  const no = (reply: FormReply, status: number) => data({ reply, found: null }, { status })
  const parsed = parseForm(form, VerifyForm, t)
  if (!parsed.ok) return no(parsed.reply, 400)
  const { receipt, text } = parsed.value
  if ((await context.services.limits.verify.spend(context.address)) > 0)
    return no(refusedForm(form, '', t('receipts.tooMany')), 429)
  const found = await look(ctx, receipt, context.services.env.SESSION_SECRET)
  if (typeof found === 'string') return no(refusedForm(form, 'receipt', t(`receipts.${found}`)), 400)
  const { sha256, ...genuine } = found
  if (text.trim() === '') return data({ reply: null, found: { ...genuine, compared: null } })
  const normal = normaliseText(text)
  if (!normal.ok) return no(refusedForm(form, 'text', t(`essays.refused.${normal.reason}`)), 400)
  const compared = textHash(normal.value) === sha256 ? ('same' as const) : ('other' as const)
  return data({ reply: null, found: { ...genuine, compared } })
}

async function look(ctx: Ctx, typed: string, secret: string): Promise<Genuine | Refusal> {
  const words = { t: translator(ctx.locale), locale: ctx.locale }
  const number = readReceiptNumber(typed)
  if (number) {
    if (!number.ok) return number.reason
    const submission = await submissionOf(ctx, number.value)
    if (!submission) return 'unknown'
    const { sha256 } = submission
    return { point: 'submitted', gone: false, facts: submissionFacts(submission, words), sha256 }
  }
  const receipt = readReceipt(typed, secret)
  if (!receipt.ok) return receipt.reason
  const covered = await coveredBy(ctx, receipt.value)
  const facts = receiptFacts(receipt.value, covered, words)
  return { point: 'genuine', gone: covered === null, facts, sha256: receipt.value.sha256 }
}

export default function Verify() {
  const { t } = useI18n()
  const answer = useActionData<typeof action>()
  if (answer?.found) {
    const { point, gone, facts, compared } = answer.found
    return (
      <Page>
        <PageHead title={t('receipts.title')} lead={t('receipts.lead')} />
        <Notice tone="good" title={t(`receipts.${point}`)}>
          {gone && t('receipts.gone')}
        </Notice>
        {compared && <Notice tone={compared === 'same' ? 'good' : 'bad'}>{t(`receipts.${compared}`)}</Notice>}
        <Facts facts={facts} />
        <p className="acts no-print">
          <ButtonLink href={paths.verify()}>{t('receipts.another')}</ButtonLink>
        </p>
      </Page>
    )
  }
  const reply = answer?.reply
  return (
    <Page width="form">
      <PageHead title={t('receipts.title')} lead={t('receipts.lead')} />
      <Form
        reply={reply}
        labels={{ receipt: t('receipts.receipt'), text: t('receipts.text') }}
        className="fields"
      >
        <Field
          type="textarea"
          rows={4}
          name="receipt"
          label={t('receipts.receipt')}
          hint={t('receipts.receiptHint')}
          autoComplete="off"
          spellCheck={false}
          required
          defaultValue={reply?.values.receipt}
        />
        <Field
          type="textarea"
          rows={8}
          name="text"
          label={t('receipts.text')}
          note={t('site.optional')}
          hint={t('receipts.textHint')}
          defaultValue={reply?.values.text}
        />
        <Button kind="main" full>
          {t('receipts.do')}
        </Button>
      </Form>
    </Page>
  )
}
