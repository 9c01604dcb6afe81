import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import island from '#app/features/grading/islands/sign-out.island.ts?worker&url'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { requestCtx, saysUnsent } from '#app/platform/request.server.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page, PageHead } from '#app/ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { actor, locale } = await requestCtx(request, context)
  if (actor.kind !== 'person') throw redirect(paths.home())
  return { title: translator(locale)('essays.out.title'), owner: actor.id, nonce: context.nonce }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { actor } = await requestCtx(request, context)
  if (actor.kind !== 'person') throw redirect(paths.signIn())
  // The device has words that no server has: they are sent first, or she is told.
  const sure = (await readForm(request, 'visitor')).has('sure')
  if (!sure && saysUnsent(request)) throw redirect(paths.signOut(true), 303)
  const cookie = await context.services.sessions.close(actor.sessionId)
  throw redirect(paths.signIn(), { headers: { 'Set-Cookie': cookie } })
}

export default function SignOut() {
  const { t } = useI18n()
  const { title, owner, nonce } = useLoaderData<typeof loader>()
  return (
    <Page width="form">
      <PageHead title={title} lead={t('essays.out.lead')} />
      <div
        data-sign-out
        data-owner={owner}
        data-delete={t('essays.out.doAndDelete')}
        data-download={t('essays.editor.download')}
        data-count={t('essays.out.words', { words: '{words}' })}
      >
        <p role="status" data-sending hidden>
          {t('essays.out.sending')}
        </p>
        <p role="status" data-sent hidden>
          {t('essays.out.sent')}
        </p>
        <p role="status" data-foreign hidden>
          {t('essays.out.foreign')}
        </p>
        <div role="alert" data-left hidden>
          <Notice tone="warn">{t('essays.out.left')}</Notice>
          <ul className="plain fields" data-list />
        </div>
        <form method="post" className="acts" data-act>
          <input type="hidden" name="sure" value="1" />
          <Button kind="main">{t('essays.out.do')}</Button>
          <ButtonLink href={paths.home()}>{t('essays.out.stay')}</ButtonLink>
        </form>
      </div>
      <script type="module" src={island} nonce={nonce} />
    </Page>
  )
}
