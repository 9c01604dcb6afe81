import { formatZoned } from '#app/i18n/dates.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { Button } from '#app/ui/button.tsx'
import { cx } from '#app/ui/class-names.ts'
import { Checkbox } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page } from '#app/ui/page.tsx'
import type { questionView } from './question-view.ts'

type Props = ReturnType<typeof questionView> & { title: string; error: string | undefined }

/** One question of a running test. Every button stores the answer and goes somewhere: nothing is lost by moving. */
export function QuestionPage({ title, error, ...view }: Props) {
  const { t } = useI18n()
  const { id, position, count, options, chosen, flagged, items } = view
  const open = items.filter((item) => !item.answered).length
  const marked = items.filter((item) => item.flagged).length
  return (
    <Page>
      <TestBar title={title} {...view} />
      {error && <Notice tone="bad" title={error} />}
      <form method="post" action={paths.practiceTest(id, { q: position })} className="question">
        <input type="hidden" name="position" value={position} />
        <fieldset>
          <legend>{view.text}</legend>
          {options.map(({ option, text }, index) => (
            <label className="answer" key={option}>
              <input type="radio" name="option" value={option} defaultChecked={option === chosen} />
              <b aria-hidden="true">{t('practice.question.letters')[index]}</b>
              <span>{text}</span>
            </label>
          ))}
        </fieldset>
        <Checkbox name="flagged" label={t('practice.question.flag')} defaultChecked={flagged} />
        <div className="steps">
          {position < count && (
            <Button kind="main" name="to" value={position + 1}>
              {t('practice.question.next')}
            </Button>
          )}
          {position > 1 && (
            <Button name="to" value={position - 1}>
              {t('practice.question.back')}
            </Button>
          )}
          <details className="confirm">
            <summary className={cx('btn', position === count && 'main')}>
              {t('practice.question.finishAsk')}
            </summary>
            <div className="sheet">
              <h2>{t('practice.question.finishTitle')}</h2>
              <p>{t('practice.question.finishText', { open, flagged: marked })}</p>
              <Button kind="main" name="to" value="finish">
                {t('practice.question.finish')}
              </Button>
            </div>
          </details>
        </div>
        <Overview items={items} position={position} />
      </form>
    </Page>
  )
}

/** What the clock says and where the question stands; it keeps its place above the question. */
function TestBar({ title, position, count, deadlineAt, minutesLeft, zone, sphere }: Omit<Props, 'error'>) {
  const { t, locale } = useI18n()
  return (
    <div className="test-bar">
      <h1>{title}</h1>
      {deadlineAt && minutesLeft !== null && (
        <p className="clock" role="timer">
          {t('practice.question.minutesLeft', { count: minutesLeft })}
        </p>
      )}
      <p className="small soft">
        {t('practice.question.place', { number: position, of: count })} ·{' '}
        {t('practice.question.sphere', { title: sphere.title, number: sphere.number, of: sphere.of })}
      </p>
      {deadlineAt && (
        <p className="small soft">
          {t('practice.question.until', { at: formatZoned(deadlineAt, locale, zone, t) })}
        </p>
      )}
    </div>
  )
}

/** Every question with its state, in its spheres; each is a button that stores the answer and goes there. */
function Overview({ items, position }: Pick<Props, 'items' | 'position'>) {
  const { t } = useI18n()
  const answered = items.filter((item) => item.answered).length
  return (
    <details className="all-questions">
      <summary>
        {t('practice.question.all', { answered, of: items.length })}
        <span className="bars" aria-hidden="true">
          {items.map((item, index) => (
            <i
              key={item.position}
              className={cx(
                item.answered && 'done',
                item.flagged && 'flag',
                item.position === position && 'here',
                items[index - 1] && items[index - 1]?.sphere !== item.sphere && 'first',
              )}
            />
          ))}
        </span>
      </summary>
      <ol>
        {items.map((item) => (
          <li key={item.position}>
            <Button
              slim
              name="to"
              value={item.position}
              aria-current={item.position === position ? 'step' : undefined}
              aria-label={t('practice.question.goTo', {
                number: item.position,
                state: item.answered ? 'answered' : 'open',
                flag: item.flagged ? 'yes' : 'no',
              })}
              className={cx(item.answered && 'done', item.flagged && 'flag')}
            >
              {item.position}
            </Button>
          </li>
        ))}
      </ol>
    </details>
  )
}
