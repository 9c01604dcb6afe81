import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize } from '#app/access/authorize.server.ts'
import { CitedLaw } from '#app/features/lessons/components/cited-law.tsx'
import { Contents } from '#app/features/lessons/components/contents.tsx'
import { LessonPreview } from '#app/features/lessons/components/lesson-preview.tsx'
import { previewedVersion } from '#app/features/lessons/queries/preview.server.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'lesson.change', { slug: params.slug ?? '' })
  const version = await previewedVersion(ctx, permit, params.versionId ?? '')
  if (!version) throw new Response(null, { status: 404 })
  return { title: version.text.title, slug: permit.slug, ...version }
}

export default function Preview() {
  const { t } = useI18n()
  const { id, slug, number, checks, text } = useLoaderData<typeof loader>()
  return (
    <div className="wrap">
      <Contents versionId={id} toc={text.toc} />
      <main id="main" className="read">
        <p className="kicker">{t('editing.preview.kicker', { number, minutes: text.minutes })}</p>
        <h1 lang={text.locale}>{text.title}</h1>
        <Notice
          action={
            <ButtonLink slim href={paths.adminLesson(slug, { locale: text.locale })}>
              {t('editing.preview.back')}
            </ButtonLink>
          }
        >
          {t('editing.preview.about')}
        </Notice>
        <LessonPreview text={text} checks={checks} />
        <CitedLaw cited={text.cited} lawAsOf={null} />
      </main>
    </div>
  )
}
