import { formatNumber } from '#app/i18n/numbers.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { cx } from '#app/ui/class-names.ts'
import { Notice, Tag } from '#app/ui/notice.tsx'
import { EmptyState, Page, PageHead } from '#app/ui/page.tsx'
import { FigureNumber } from '#app/ui/progress.tsx'
import type { resultView } from './result-view.server.ts'

type Result = Awaited<ReturnType<typeof resultView>>

/** What a finished test says: the sum, where to look, and each wrong answer with its reason. */
export function ResultPage({ title, ...result }: Result & { title: string }) {
  const { t, locale } = useI18n()
  const number = (value: number) => formatNumber(value, locale)
  return (
    <Page>
      <PageHead
        title={t('practice.result.title')}
        kicker={`${title} · ${result.when}`}
        figures={
          <FigureNumber value={`${number(result.right)}/${number(result.count)}`}>
            {t('practice.result.minutes', { count: result.minutes })}
          </FigureNumber>
        }
      />
      {result.timeRanOut && <Notice tone="warn" title={t('practice.result.timeRanOut')} />}
      <SphereTable spheres={result.spheres} hint={result.hint} />
      <Review {...result} />
      <p className="acts">
        <ButtonLink kind="main" href={paths.practice()}>
          {t('practice.result.more')}
        </ButtonLink>
      </p>
    </Page>
  )
}

function SphereTable({ spheres, hint }: Pick<Result, 'spheres' | 'hint'>) {
  const { t, locale } = useI18n()
  return (
    <section>
      <h2>{t('practice.result.spheres')}</h2>
      {hint && <p className="soft small">{t('practice.result.hint')}</p>}
      <table className="sphere-results">
        <caption className="vh">{t('practice.result.spheres')}</caption>
        <thead className="vh">
          <tr>
            <th scope="col">{t('practice.result.sphere')}</th>
            <th scope="col">{t('practice.result.right')}</th>
          </tr>
        </thead>
        <tbody>
          {spheres.map((sphere) => (
            <tr key={sphere.sphere}>
              <th scope="row">{sphere.title}</th>
              <td>
                <span className="marks" aria-hidden="true">
                  {sphere.marks.map((right, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: marks have no other name than their place
                    <i key={index} className={right ? 'yes' : 'no'} />
                  ))}
                </span>
                <b>
                  {t('practice.right', {
                    right: formatNumber(sphere.right, locale),
                    of: formatNumber(sphere.total, locale),
                  })}
                </b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Review({ id, items, shown, wrong, count }: Result) {
  const { t } = useI18n()
  return (
    <section>
      <h2>{t('practice.result.review')}</h2>
      <nav className="meta" aria-label={t('practice.result.review')}>
        <a href={paths.practiceTest(id)} aria-current={shown === 'wrong' ? 'true' : undefined}>
          {t('practice.result.wrong', { count: wrong })}
        </a>
        <a href={paths.practiceTest(id, { show: 'all' })} aria-current={shown === 'all' ? 'true' : undefined}>
          {t('practice.result.all', { count })}
        </a>
      </nav>
      {items.length === 0 && <EmptyState title={t('practice.result.noneWrong')} />}
      <div className="review">
        {items.map((item) => (
          <ReviewedQuestion key={item.position} item={item} />
        ))}
      </div>
    </section>
  )
}

type Item = Result['items'][number]

function ReviewedQuestion({ item }: { item: Item }) {
  const { t } = useI18n()
  return (
    <details id={`q${item.position}`}>
      <summary>
        <span className="number">{item.position}</span>
        <span className="asked">
          {item.text}
          <small>{item.sphere}</small>
        </span>
        <Tag tone={item.right ? 'good' : item.open ? 'warn' : 'bad'}>
          {t(
            item.right
              ? 'practice.result.isRight'
              : item.open
                ? 'practice.result.isOpen'
                : 'practice.result.isWrong',
          )}
        </Tag>
      </summary>
      <ul className="plain">
        {item.options.map((option) => (
          <li
            key={option.option}
            className={cx(option.right && 'is-right', option.chosen && !option.right && 'is-wrong')}
          >
            <p>
              {option.right && <Tag tone="good">{t('practice.result.key')}</Tag>}{' '}
              {option.chosen && <Tag tone={option.right ? 'good' : 'bad'}>{t('practice.result.yours')}</Tag>}{' '}
              {option.text}
              {option.share && (
                <small className="soft">
                  {' '}
                  {t('practice.result.share', { share: option.share, count: item.answers })}
                </small>
              )}
            </p>
            <p className="why">{option.why}</p>
          </li>
        ))}
      </ul>
      <p className="small law">
        {item.norms.map((norm) => (
          <span key={`${norm.act}${norm.article}${norm.part}`} className="norm">
            {norm.href ? <a href={norm.href}>{normName(norm)}</a> : normName(norm)}
          </span>
        ))}
        <a href={paths.lesson(item.lesson)}>{t('practice.result.lesson')}</a>
      </p>
    </details>
  )

  function normName({ act, article, part, point }: Item['norms'][number]): string {
    return t('practice.result.norm', {
      act,
      article,
      place: point ? 'point' : part ? 'part' : 'article',
      part: part ?? '',
      point: (point ?? '').replace(/\)$/, ''),
    })
  }
}
